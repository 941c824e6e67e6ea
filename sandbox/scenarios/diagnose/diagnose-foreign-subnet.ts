import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnoseForeignSubnet = diagnoseScenario('diagnose-foreign-subnet', 'The add-on was given a subnet of another VPC', {
  arrange(world) {
    settle(world, ({ addon }) => {
      const elsewhere = '2b1f8a6c-90d4-4e37-b512-7ac06e9d3f48';
      addon.values = {
        ...addon.values,
        custom: { ...(addon.values.custom as object), subnet_id: elsewhere, subnets: [{ subnetID: elsewhere }] },
      };
    });
  },
  expect: { ...finds('addon-foreign-subnet') },
});
