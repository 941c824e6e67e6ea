import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeForbiddenPatch: SmokeScenario = {
  name: 'smoke-forbidden-patch',
  summary: 'The bot may not change Deployments in the cluster',
  command: 'smoke prod',
  arrange(world) {
    world.faults.push({ service: 'Kubernetes', operation: 'PatchDeployment', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: [] },
  applied: { state: 'failed', error: 'permission_denied', writes: 2 },
};
