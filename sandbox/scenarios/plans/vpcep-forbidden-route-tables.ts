import { type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepForbiddenRouteTables: PlanScenario = {
  name: 'vpcep-forbidden-route-tables',
  summary: 'The credentials may not see route tables, and a gateway needs them',
  command: VPCEP_WITH_OBS,
  arrange(world) {
    world.endpoints = [];
    world.faults.push({ service: 'VPC', operation: 'ListRouteTables', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'failed', steps: {}, issues: ['permission_denied'], warnings: [] },
};
