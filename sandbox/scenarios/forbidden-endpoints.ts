import type { Scenario } from './scenario.ts';

export const forbiddenEndpoints: Scenario = {
  name: 'forbidden-endpoints',
  summary: 'The credentials may not see endpoints: that is not the same as no endpoint',
  arrange(world) {
    world.faults.push({ service: 'VPCEP', operation: 'ListEndpoints', trouble: { kind: 'status', status: 403 } });
  },
  expect: { success: false, issues: ['permission_denied'], warnings: [] },
};
