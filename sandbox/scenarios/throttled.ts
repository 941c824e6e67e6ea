import type { Scenario } from './scenario.ts';

export const throttled: Scenario = {
  name: 'throttled',
  summary: 'CCE refuses the first two calls as too many, then answers',
  arrange(world) {
    world.faults.push({
      service: 'CCE',
      operation: 'ShowCluster',
      trouble: { kind: 'status', status: 429, retryAfterSeconds: 1 },
      times: 2,
    });
  },
  expect: { success: true, issues: [], warnings: [] },
};
