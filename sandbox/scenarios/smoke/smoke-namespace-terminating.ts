import { addNamespace, LAB, type SmokeScenario } from './smoke-scenario.ts';

export const smokeNamespaceTerminating: SmokeScenario = {
  name: 'smoke-namespace-terminating',
  summary: 'The namespace is being deleted',
  command: 'smoke prod',
  arrange: (world) => addNamespace(world, LAB, 'Terminating'),
  expect: { state: 'blocked', steps: {}, issues: ['being_deleted'], warnings: [] },
};
