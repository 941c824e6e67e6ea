import type { PlanScenario } from './plan-scenario.ts';

export const setupLowerVersion: PlanScenario = {
  name: 'setup-lower-version',
  summary: 'A version lower than the installed one is asked for',
  command: 'setup prod addon_version=1.5.75',
  arrange: () => {},
  expect: { state: 'blocked', steps: {}, issues: ['addon_downgrade'], warnings: [] },
};
