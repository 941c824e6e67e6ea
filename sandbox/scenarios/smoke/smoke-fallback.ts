import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeFallback: SmokeScenario = {
  name: 'smoke-fallback',
  summary: 'There is no image in SWR: the one that Huawei offers in this region is used',
  command: 'smoke prod',
  arrange(world) {
    world.registry = [];
  },
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: ['image_fallback', 'image_public_namespace'] },
  applied: { state: 'succeeded', error: null, writes: 2 },
  pods: 'Running',
};
