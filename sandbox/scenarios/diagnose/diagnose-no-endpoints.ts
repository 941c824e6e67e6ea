import { diagnoseScenario, finds, pullFails, settle, TIMES_OUT } from './diagnose-scenario.ts';

export const diagnoseNoEndpoints = diagnoseScenario('diagnose-no-endpoints', 'There are no VPC endpoints: every pull ends in a time-out', {
  workload: true,
  arrange(world) {
    settle(world);
    pullFails(world, TIMES_OUT);
    world.endpoints = [];
  },
  expect: { ...finds('endpoint-missing') },
});
