import { addNamespace, CREATE, LAB, type SmokeScenario } from './smoke-scenario.ts';

export const smokeNamespaceMeanwhile: SmokeScenario = {
  name: 'smoke-namespace-meanwhile',
  summary: 'Somebody makes the namespace at the very moment in which it is to be made',
  command: 'smoke prod',
  arrange: () => {},
  meanwhile: { before: 'CreateNamespace', change: (world) => addNamespace(world, LAB) },
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 2, adopted: ['namespace'] },
  pods: 'Running',
};
