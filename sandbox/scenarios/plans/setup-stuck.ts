import { removeAddon, siteOf } from '../../site.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupStuck: PlanScenario = {
  name: 'setup-stuck',
  summary: 'The installation is taken, and never ends',
  command: 'setup prod',
  arrange(world) {
    removeAddon(siteOf(world, 'prod').cluster);
    for (const template of world.addonTemplates) template.outcome = { kind: 'stuck' };
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'create' }, issues: [], warnings: [] },
  applied: { state: 'failed', error: 'step_timeout', writes: 1 },
};
