import type { SmokeScenario } from './smoke-scenario.ts';

export const smokeForbiddenRead: SmokeScenario = {
  name: 'smoke-forbidden-read',
  summary: 'The bot may not look at Deployments in the cluster',
  command: 'smoke prod',
  arrange(world) {
    world.faults.push({ service: 'Kubernetes', operation: 'ReadDeployment', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'failed', steps: {}, issues: ['permission_denied'], warnings: [] },
};
