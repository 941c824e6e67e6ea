import { diagnoseScenario, finds, settle, smoke } from './diagnose-scenario.ts';

export const diagnoseUnschedulable = diagnoseScenario('diagnose-unschedulable', 'The pods ask for a node that is not there', {
  workload: true,
  arrange(world) {
    settle(world);
    smoke(world, { is: 'unscheduled', message: "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector." });
  },
  expect: { ...finds('pod-unschedulable') },
});
