import { removeAddon, siteOf } from '../../site.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupLostAnswer: PlanScenario = {
  name: 'setup-lost-answer',
  summary: 'The add-on is installed, and the answer never arrives',
  command: 'setup prod',
  arrange(world) {
    removeAddon(siteOf(world, 'prod').cluster);
    world.faults.push({ service: 'CCE', operation: 'CreateAddonInstance', trouble: { kind: 'commit-then-hang' }, times: 1 });
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'create' }, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 1, adopted: ['addon'] },
};
