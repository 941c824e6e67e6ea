import { CREATE_ALL, type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepConflict: PlanScenario = {
  name: 'vpcep-conflict',
  summary: 'The first create is answered with a conflict: it exists unseen',
  command: VPCEP_WITH_OBS,
  arrange(world) {
    world.endpoints = [];
    world.faults.push({ service: 'VPCEP', operation: 'CreateEndpoint', trouble: { kind: 'commit-then-status', status: 409 }, times: 1 });
  },
  expect: { state: 'awaiting_approval', steps: CREATE_ALL, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 3, adopted: ['swr'] },
};
