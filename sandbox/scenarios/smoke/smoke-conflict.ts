import { addDeployment, type SmokeScenario } from './smoke-scenario.ts';

export const smokeConflict: SmokeScenario = {
  name: 'smoke-conflict',
  summary: 'Somebody has scaled the smoke workload of an earlier plan by hand',
  command: 'smoke prod',
  arrange: (world) => addDeployment(world, { replicas: 5, others: { kubectl: { spec: { replicas: 5 } } } }),
  expect: { state: 'blocked', steps: {}, issues: ['field_conflict'], warnings: [] },
};
