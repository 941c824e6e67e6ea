import { addDeployment, type SmokeScenario } from './smoke-scenario.ts';

export const smokeMorePods: SmokeScenario = {
  name: 'smoke-more-pods',
  summary: 'The smoke workload of an earlier plan has one pod, and three are asked for',
  command: 'smoke prod replicas=3',
  arrange: (world) => addDeployment(world, { replicas: 1 }),
  expect: { state: 'awaiting_approval', steps: { namespace: 'unchanged', deployment: 'update' }, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 1 },
  pods: 'Running',
};
