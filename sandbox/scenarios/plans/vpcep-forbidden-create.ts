import { CREATE_ALL, type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepForbiddenCreate: PlanScenario = {
  name: 'vpcep-forbidden-create',
  summary: 'The credentials may look, and may not create',
  command: VPCEP_WITH_OBS,
  arrange(world) {
    world.endpoints = [];
    world.faults.push({ service: 'VPCEP', operation: 'CreateEndpoint', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'awaiting_approval', steps: CREATE_ALL, issues: [], warnings: [] },
  applied: { state: 'failed', error: 'permission_denied', writes: 1 },
};
