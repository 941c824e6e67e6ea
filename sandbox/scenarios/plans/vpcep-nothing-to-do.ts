import type { PlanScenario } from './plan-scenario.ts';

export const vpcepNothingToDo: PlanScenario = {
  name: 'vpcep-nothing-to-do',
  summary: 'All three endpoints are there: nothing to approve',
  command: 'vpcep prod',
  arrange: () => {},
  expect: { state: 'succeeded', steps: { swr: 'unchanged', 'swr-api': 'unchanged', obs: 'unchanged' }, issues: [], warnings: [] },
};
