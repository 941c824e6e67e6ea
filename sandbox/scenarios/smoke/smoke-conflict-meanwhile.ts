import { siteOf } from '../../site.ts';
import { addDeployment, type SmokeScenario } from './smoke-scenario.ts';

export const smokeConflictMeanwhile: SmokeScenario = {
  name: 'smoke-conflict-meanwhile',
  summary: 'Somebody scales the workload at the very moment in which it is changed',
  command: 'smoke prod replicas=3',
  arrange: (world) => addDeployment(world, { replicas: 1 }),
  meanwhile: {
    before: 'PatchDeployment',
    change(world) {
      const { kubernetes } = siteOf(world, 'prod').cluster;
      kubernetes.deployments = [];
      kubernetes.namespaces = [];
      addDeployment(world, { replicas: 5, others: { kubectl: { spec: { replicas: 5 } } } });
    },
  },
  expect: { state: 'awaiting_approval', steps: { namespace: 'unchanged', deployment: 'update' }, issues: [], warnings: [] },
  applied: { state: 'failed', error: 'field_conflict', writes: 1 },
};
