import { addEndpointByHand } from '../../site.ts';
import { CREATE_ALL, type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepSomebodyElse: PlanScenario = {
  name: 'vpcep-somebody-else',
  summary: 'Somebody makes the second endpoint by hand while the first is being made',
  command: VPCEP_WITH_OBS,
  arrange(world) {
    world.endpoints = [];
  },
  meanwhile: { before: 'CreateEndpoint', change: (world) => addEndpointByHand(world, 'prod', 'swr-api') },
  expect: { state: 'awaiting_approval', steps: CREATE_ALL, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 2, adopted: ['swr-api'] },
};
