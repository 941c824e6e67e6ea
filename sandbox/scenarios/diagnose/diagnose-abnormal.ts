import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnoseAbnormal = diagnoseScenario('diagnose-abnormal', 'The add-on is abnormal, and nothing else shows why', {
  arrange(world) {
    const site = settle(world);
    site.addon.status = 'abnormal';
    site.addon.message = 'Deployment kube-system/bursting-cceaddon-virtual-kubelet-webhook is not ready, ready replicas 1/2';
  },
  expect: { ...finds('addon-status-abnormal') },
});
