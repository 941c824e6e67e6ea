import { missingProjectIdAddon } from '../missing-project-id-addon.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupMissingProjectId: PlanScenario = {
  name: 'setup-missing-project-id',
  summary: 'The installed add-on was configured without the project id: it is set',
  command: 'setup prod',
  arrange: (world) => missingProjectIdAddon.arrange(world),
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'update' }, issues: [], warnings: ['addon_repair'] },
  applied: { state: 'succeeded', error: null, writes: 1 },
};
