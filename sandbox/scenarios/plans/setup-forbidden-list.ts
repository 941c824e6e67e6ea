import type { PlanScenario } from './plan-scenario.ts';

export const setupForbiddenList: PlanScenario = {
  name: 'setup-forbidden-list',
  summary: 'The credentials may not list add-ons: that is never read as not installed',
  command: 'setup prod',
  arrange(world) {
    world.faults.push({ service: 'CCE', operation: 'ListAddonInstances', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'failed', steps: {}, issues: ['permission_denied'], warnings: [] },
};
