import type { Scenario } from './scenario.ts';

export const noEndpoints: Scenario = {
  name: 'no-endpoints',
  summary: 'The VPC has no endpoint at all, so no image can be pulled',
  arrange(world) {
    world.endpoints = [];
  },
  expect: { success: true, issues: [], warnings: ['endpoint_missing', 'endpoint_missing', 'endpoint_missing'] },
};
