import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeForbiddenNamespace: SmokeScenario = {
  name: 'smoke-forbidden-namespace',
  summary: 'The bot may not make namespaces in the cluster',
  command: 'smoke prod',
  arrange(world) {
    world.faults.push({ service: 'Kubernetes', operation: 'CreateNamespace', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: [] },
  applied: { state: 'failed', error: 'permission_denied', writes: 1 },
};
