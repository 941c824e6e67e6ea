import { missingProjectIdAddon } from '../missing-project-id-addon.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupBusyMeanwhile: PlanScenario = {
  name: 'setup-busy-meanwhile',
  summary: 'Somebody begins to upgrade the add-on between the last look and the write: it is not touched',
  command: 'setup prod',
  arrange: (world) => missingProjectIdAddon.arrange(world),
  meanwhile: {
    before: 'ShowAddonInstance',
    skip: 1,
    change(world) {
      for (const { addons } of world.clusters)
        for (const addon of addons) if (addon.templateName === 'virtual-kubelet') addon.status = 'upgrading';
    },
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'update' }, issues: [], warnings: ['addon_repair'] },
  applied: { state: 'failed', error: 'addon_busy', writes: 0 },
};
