import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const noObs: Scenario = {
  name: 'no-obs',
  summary: 'Image manifests can be pulled, layers cannot: the OBS gateway is missing',
  arrange(world) {
    const { obs } = siteOf(world, 'prod').endpoints;
    world.endpoints = world.endpoints.filter((endpoint) => endpoint !== obs);
  },
  expect: { success: true, issues: [], warnings: ['endpoint_missing'] },
};
