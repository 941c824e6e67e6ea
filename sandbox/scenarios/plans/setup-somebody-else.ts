import { installByHand, siteOf, uninstall } from '../../site.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupSomebodyElse: PlanScenario = {
  name: 'setup-somebody-else',
  summary: 'Somebody installs the add-on by hand, with the same ids, just before the bot does',
  command: 'setup prod',
  arrange(world) {
    uninstall(siteOf(world, 'prod'));
  },
  meanwhile: { before: 'CreateAddonInstance', change: (world) => installByHand(world, 'prod') },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'create' }, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 1, adopted: ['addon'] },
};
