import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const addonAbnormal: Scenario = {
  name: 'addon-abnormal',
  summary: 'The add-on is installed and does not work',
  arrange(world) {
    const { addon } = siteOf(world, 'prod');
    addon.status = 'abnormal';
    addon.message = 'Deployment kube-system/bursting-cceaddon-virtual-kubelet-virtual-kubelet is not ready, ready replicas 0/2';
  },
  expect: { success: true, issues: [], warnings: ['addon_unhealthy'] },
};
