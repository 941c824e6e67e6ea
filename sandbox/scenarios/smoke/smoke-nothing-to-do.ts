import { addDeployment, type SmokeScenario } from './smoke-scenario.ts';

export const smokeNothingToDo: SmokeScenario = {
  name: 'smoke-nothing-to-do',
  summary: 'The smoke workload of an earlier plan is there as it should be',
  command: 'smoke prod',
  arrange: (world) => addDeployment(world, {}),
  expect: { state: 'succeeded', steps: { namespace: 'unchanged', deployment: 'unchanged' }, issues: [], warnings: [] },
};
