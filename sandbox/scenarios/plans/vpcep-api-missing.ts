import { siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const vpcepApiMissing: PlanScenario = {
  name: 'vpcep-api-missing',
  summary: 'Only the endpoint of the registry API is missing',
  command: 'vpcep prod',
  arrange(world) {
    const missing = siteOf(world, 'prod').endpoints['swr-api'];
    world.endpoints = world.endpoints.filter((endpoint) => endpoint !== missing);
  },
  expect: { state: 'awaiting_approval', steps: { swr: 'unchanged', 'swr-api': 'create', obs: 'unchanged' }, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 1 },
};
