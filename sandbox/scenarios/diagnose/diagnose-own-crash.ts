import { diagnoseScenario, handsOver, settle, smoke } from './diagnose-scenario.ts';

export const diagnoseOwnCrash = diagnoseScenario('diagnose-own-crash', 'Bursting works; the program of the workload crashes by itself', {
  workload: true,
  arrange(world) {
    settle(world);
    smoke(world, { is: 'crashing', nodeName: 'bursting-node', exitCode: 1, reason: 'Error' });
  },
  expect: { ...handsOver('huawei-cloud-cce-pod-failure-diagnoser') },
});
