import type { Scenario } from './scenario.ts';

export const forbiddenRouteTables: Scenario = {
  name: 'forbidden-route-tables',
  summary: 'The credentials may not see route tables',
  arrange(world) {
    world.faults.push({ service: 'VPC', operation: 'ListRouteTables', trouble: { kind: 'status', status: 403 } });
  },
  expect: { success: true, issues: [], warnings: ['permission_denied'] },
};
