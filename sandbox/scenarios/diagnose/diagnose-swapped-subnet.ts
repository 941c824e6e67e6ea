import { diagnoseScenario, finds, settle, smoke } from './diagnose-scenario.ts';

export const diagnoseSwappedSubnet = diagnoseScenario(
  'diagnose-swapped-subnet',
  'VPC subnet ids in the add-on: it crashes, the node is not Ready, pods find no place: one story',
  {
    workload: true,
    arrange(world) {
      settle(world, ({ addon, podSubnet }) => {
        addon.values = {
          ...addon.values,
          basic: { ...(addon.values.basic as object), network_id: podSubnet.id },
          custom: { ...(addon.values.custom as object), subnet_id: podSubnet.id, subnets: [{ subnetID: podSubnet.id }] },
        };
      });
      smoke(world, { is: 'unscheduled', message: '0/3 nodes are available: 1 node(s) were not ready, 2 Insufficient cpu.' });
    },
    expect: { ...finds('addon-swapped-subnet') },
  },
);
