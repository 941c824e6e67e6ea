import { CREATE_ALL, type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepFromNothing: PlanScenario = {
  name: 'vpcep-from-nothing',
  summary: 'The VPC has no endpoint; the OBS service name came by ticket',
  command: VPCEP_WITH_OBS,
  arrange(world) {
    world.endpoints = [];
  },
  expect: { state: 'awaiting_approval', steps: CREATE_ALL, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 3 },
};
