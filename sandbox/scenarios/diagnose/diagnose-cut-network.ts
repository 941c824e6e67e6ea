import { diagnoseScenario, finds, handsOver, pullFails, settle, TIMES_OUT } from './diagnose-scenario.ts';

export const diagnoseCutNetwork = diagnoseScenario('diagnose-cut-network', 'All endpoints are accepted, and pulls still time out', {
  workload: true,
  arrange(world) {
    settle(world);
    pullFails(world, TIMES_OUT);
  },
  expect: { ...finds('image-pull-network'), ...handsOver('huawei-cloud-cce-network-failure-diagnoser') },
});
