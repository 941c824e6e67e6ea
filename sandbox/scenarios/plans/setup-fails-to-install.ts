import { removeAddon, siteOf } from '../../site.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupFailsToInstall: PlanScenario = {
  name: 'setup-fails-to-install',
  summary: 'The installation is taken and fails',
  command: 'setup prod',
  arrange(world) {
    removeAddon(siteOf(world, 'prod').cluster);
    for (const template of world.addonTemplates)
      template.outcome = {
        kind: 'failed',
        reason: 'Install failed',
        message: 'release virtual-kubelet failed: timed out waiting for the condition',
      };
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'create' }, issues: [], warnings: [] },
  applied: { state: 'failed', error: 'addon_broken', writes: 1 },
};
