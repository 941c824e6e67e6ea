import { missingProjectIdAddon } from '../missing-project-id-addon.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupForbiddenShow: PlanScenario = {
  name: 'setup-forbidden-show',
  summary: 'The credentials may list add-ons, and may not look at one',
  command: 'setup prod',
  arrange(world) {
    missingProjectIdAddon.arrange(world);
    world.faults.push({ service: 'CCE', operation: 'ShowAddonInstance', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'update' }, issues: [], warnings: ['addon_repair'] },
  applied: { state: 'failed', error: 'permission_denied', writes: 0 },
};
