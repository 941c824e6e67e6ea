import { makeStandard, removeAddon, siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const overlayNetwork: Scenario = {
  name: 'overlay-network',
  summary: 'The container network is a tunnel, which never bursts',
  arrange(world) {
    const { cluster } = siteOf(world, 'prod');
    makeStandard(cluster, 'overlay_l2');
    removeAddon(cluster);
  },
  expect: { success: false, issues: ['cluster_not_supported'], warnings: [] },
};
