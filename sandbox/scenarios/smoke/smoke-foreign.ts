import { addDeployment, type SmokeScenario } from './smoke-scenario.ts';

export const smokeForeign: SmokeScenario = {
  name: 'smoke-foreign',
  summary: 'A Deployment of that name is there, and somebody else made it',
  command: 'smoke prod',
  arrange: (world) => addDeployment(world, { madeBy: null }),
  expect: { state: 'blocked', steps: {}, issues: ['workload_foreign'], warnings: [] },
};
