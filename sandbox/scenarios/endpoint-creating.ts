import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const endpointCreating: Scenario = {
  name: 'endpoint-creating',
  summary: 'The SWR API endpoint is being made: one or two minutes',
  arrange(world) {
    siteOf(world, 'prod').endpoints['swr-api'].status = 'creating';
  },
  expect: { success: true, issues: [], warnings: ['endpoint_not_ready'] },
};
