import { diagnoseScenario, finds, handsOver, settle, smoke, workloadPrints } from './diagnose-scenario.ts';

export const diagnoseOwnCrash = diagnoseScenario('diagnose-own-crash', 'Bursting works; the program of the workload crashes by itself', {
  workload: true,
  arrange(world) {
    settle(world);
    smoke(world, { is: 'crashing', nodeName: 'bursting-node', exitCode: 1, reason: 'Error' });
    workloadPrints(world, [
      'starting on port 8080',
      'connecting to postgres://shop:hunter2@10.0.3.7:5432/shop',
      'Error: listen EADDRINUSE: address already in use :::8080',
    ]);
  },
  expect: { ...finds('workload-crashloop'), ...handsOver('huawei-cloud-cce-pod-failure-diagnoser') },
});
