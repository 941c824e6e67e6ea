import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeWithoutEndpoints: SmokeScenario = {
  name: 'smoke-without-endpoints',
  summary: 'The VPC has no endpoint: pods are made, and pull nothing',
  command: 'smoke prod',
  arrange(world) {
    world.endpoints = [];
  },
  expect: {
    state: 'awaiting_approval',
    steps: CREATE,
    issues: [],
    warnings: ['endpoint_missing', 'endpoint_missing', 'endpoint_missing'],
  },
  applied: { state: 'succeeded', error: null, writes: 2 },
  pods: 'ImagePullBackOff',
};
