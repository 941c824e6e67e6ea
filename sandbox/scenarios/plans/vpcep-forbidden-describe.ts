import { type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepForbiddenDescribe: PlanScenario = {
  name: 'vpcep-forbidden-describe',
  summary: 'The credentials may not ask what a service is',
  command: VPCEP_WITH_OBS,
  arrange(world) {
    world.endpoints = [];
    world.faults.push({ service: 'VPCEP', operation: 'ListServiceDescribeDetails', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'failed', steps: {}, issues: ['permission_denied'], warnings: [] },
};
