import { missingProjectIdAddon } from '../missing-project-id-addon.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupForbiddenUpdate: PlanScenario = {
  name: 'setup-forbidden-update',
  summary: 'The credentials may look, and may not change add-ons',
  command: 'setup prod',
  arrange(world) {
    missingProjectIdAddon.arrange(world);
    world.faults.push({ service: 'CCE', operation: 'UpdateAddonInstance', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'update' }, issues: [], warnings: ['addon_repair'] },
  applied: { state: 'failed', error: 'permission_denied', writes: 1 },
};
