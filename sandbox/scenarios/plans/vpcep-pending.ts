import { siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const vpcepPending: PlanScenario = {
  name: 'vpcep-pending',
  summary: 'One endpoint waits for its owner, who accepts it while the plan is applied',
  command: 'vpcep prod',
  arrange(world) {
    const { swr, 'swr-api': missing } = siteOf(world, 'prod').endpoints;
    swr.status = 'pendingAcceptance';
    world.endpoints = world.endpoints.filter((endpoint) => endpoint !== missing);
  },
  meanwhile: {
    before: 'ListEndpointInfoDetails',
    skip: 1,
    change(world) {
      for (const endpoint of world.endpoints) if (endpoint.status === 'pendingAcceptance') endpoint.status = 'accepted';
    },
  },
  expect: {
    state: 'awaiting_approval',
    steps: { swr: 'unchanged', 'swr-api': 'create', obs: 'unchanged' },
    issues: [],
    warnings: ['endpoint_not_ready'],
  },
  applied: { state: 'succeeded', error: null, writes: 1 },
};
