import { makeStandard, removeAddon } from '../../site.ts';
import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnoseOverlay = diagnoseScenario('diagnose-overlay', 'A cluster with a tunnel network: nothing else is worth mending', {
  arrange(world) {
    const { cluster } = settle(world);
    makeStandard(cluster, 'overlay_l2');
    removeAddon(cluster);
  },
  expect: { ...finds('cluster-not-supported') },
});
