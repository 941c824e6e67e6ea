import { CREATE_ALL, type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepLostAnswer: PlanScenario = {
  name: 'vpcep-lost-answer',
  summary: 'The first endpoint is made, and the answer never arrives',
  command: VPCEP_WITH_OBS,
  arrange(world) {
    world.endpoints = [];
    world.faults.push({ service: 'VPCEP', operation: 'CreateEndpoint', trouble: { kind: 'commit-then-hang' }, times: 1 });
  },
  expect: { state: 'awaiting_approval', steps: CREATE_ALL, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 3, adopted: ['swr'] },
};
