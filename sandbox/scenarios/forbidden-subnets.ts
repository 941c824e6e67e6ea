import type { Scenario } from './scenario.ts';

export const forbiddenSubnets: Scenario = {
  name: 'forbidden-subnets',
  summary: 'The credentials may not see subnets',
  arrange(world) {
    world.faults.push({ service: 'VPC', operation: 'ListSubnets', trouble: { kind: 'status', status: 403 } });
  },
  expect: { success: false, issues: ['permission_denied'], warnings: [] },
};
