import { type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepForbiddenList: PlanScenario = {
  name: 'vpcep-forbidden-list',
  summary: 'The credentials may not see endpoints, so nobody knows what is missing',
  command: VPCEP_WITH_OBS,
  arrange(world) {
    world.endpoints = [];
    world.faults.push({ service: 'VPCEP', operation: 'ListEndpoints', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'failed', steps: {}, issues: ['permission_denied'], warnings: [] },
};
