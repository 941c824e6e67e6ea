import type { Scenario } from './scenario.ts';

export const ready: Scenario = {
  name: 'ready',
  summary: 'The cluster bursts: add-on running, all three endpoints accepted, two big nodes',
  arrange: () => {},
  expect: { success: true, issues: [], warnings: [] },
};
