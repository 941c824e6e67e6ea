import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeWithoutObs: SmokeScenario = {
  name: 'smoke-without-obs',
  summary: 'Manifests of images arrive, and their layers do not: the OBS endpoint is missing',
  command: 'smoke prod',
  arrange(world) {
    world.endpoints = world.endpoints.filter(({ serviceType }) => !serviceType.endsWith('gateway'));
  },
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: ['endpoint_missing'] },
  applied: { state: 'succeeded', error: null, writes: 2 },
  pods: 'ImagePullBackOff',
};
