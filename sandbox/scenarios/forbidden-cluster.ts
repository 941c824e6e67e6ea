import type { Scenario } from './scenario.ts';

export const forbiddenCluster: Scenario = {
  name: 'forbidden-cluster',
  summary: 'The credentials may not see the cluster',
  arrange(world) {
    world.faults.push({ service: 'CCE', operation: 'ShowCluster', trouble: { kind: 'status', status: 403 } });
  },
  expect: { success: false, issues: ['permission_denied'], warnings: [] },
};
