import { removeAddon, siteOf } from '../../site.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupForbiddenCreate: PlanScenario = {
  name: 'setup-forbidden-create',
  summary: 'The credentials may look, and may not install add-ons',
  command: 'setup prod',
  arrange(world) {
    removeAddon(siteOf(world, 'prod').cluster);
    world.faults.push({ service: 'CCE', operation: 'CreateAddonInstance', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'create' }, issues: [], warnings: [] },
  applied: { state: 'failed', error: 'permission_denied', writes: 1 },
};
