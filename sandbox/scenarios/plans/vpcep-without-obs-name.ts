import type { PlanScenario } from './plan-scenario.ts';

export const vpcepWithoutObsName: PlanScenario = {
  name: 'vpcep-without-obs-name',
  summary: 'The VPC has no endpoint, and nobody knows the OBS service name yet',
  command: 'vpcep prod',
  arrange(world) {
    world.endpoints = [];
  },
  expect: { state: 'awaiting_approval', steps: { swr: 'create', 'swr-api': 'create' }, issues: [], warnings: ['endpoint_missing'] },
  applied: { state: 'succeeded', error: null, writes: 2 },
};
