import { diagnoseScenario, finds, handsOver, settle } from './diagnose-scenario.ts';

export const diagnoseHibernated = diagnoseScenario('diagnose-hibernated', 'The cluster sleeps, so its API server does not answer', {
  arrange(world) {
    const { cluster } = settle(world);
    cluster.phase = 'Hibernation';
    cluster.apiServer = 'closed';
  },
  expect: { ...finds('cluster-not-available'), ...handsOver('huawei-cloud-cce-cluster-management') },
});
