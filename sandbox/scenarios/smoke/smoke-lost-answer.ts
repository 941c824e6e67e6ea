import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeLostAnswer: SmokeScenario = {
  name: 'smoke-lost-answer',
  summary: 'The Deployment is accepted, and the answer never arrives',
  command: 'smoke prod',
  arrange(world) {
    world.faults.push({ service: 'Kubernetes', operation: 'PatchDeployment', trouble: { kind: 'commit-then-reset' }, times: 1 });
  },
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 2, adopted: ['deployment'] },
  pods: 'Running',
};
