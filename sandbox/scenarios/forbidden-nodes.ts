import type { Scenario } from './scenario.ts';

export const forbiddenNodes: Scenario = {
  name: 'forbidden-nodes',
  summary: 'Kubernetes RBAC does not let the certificate list nodes',
  arrange(world) {
    world.faults.push({ service: 'Kubernetes', operation: 'ListNodes', trouble: { kind: 'status', status: 403 } });
  },
  expect: { success: true, issues: [], warnings: ['permission_denied'] },
};
