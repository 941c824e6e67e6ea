import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupNothingToDo: PlanScenario = {
  name: 'setup-nothing-to-do',
  summary: 'Everything is as it should be',
  command: 'setup prod',
  arrange: () => {},
  expect: { state: 'succeeded', steps: { ...UNCHANGED, addon: 'unchanged' }, issues: [], warnings: [] },
};
