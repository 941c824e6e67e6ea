import type { Scenario } from '../scenario.ts';

export const verifyForbiddenNodes: Scenario = {
  name: 'verify-forbidden-nodes',
  summary: 'Kubernetes RBAC hides the nodes: the add-on is shown, and nobody says that it bursts',
  command: 'verify prod',
  arrange(world) {
    world.faults.push({ service: 'Kubernetes', operation: 'ListNodes', trouble: { kind: 'status', status: 403 } });
  },
  expect: { success: false, issues: [], warnings: ['permission_denied'] },
};
