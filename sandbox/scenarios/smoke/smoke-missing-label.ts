import { addDeployment, type SmokeScenario } from './smoke-scenario.ts';

export const smokeMissingLabel: SmokeScenario = {
  name: 'smoke-missing-label',
  summary: 'An earlier workload lacks the label that sends its pods to CCI',
  command: 'smoke prod',
  arrange: (world) => addDeployment(world, { onCci: false }),
  expect: { state: 'awaiting_approval', steps: { namespace: 'unchanged', deployment: 'update' }, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 1 },
  pods: 'Running',
};
