import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const endpointFrozen: Scenario = {
  name: 'endpoint-frozen',
  summary: 'The SWR endpoint is accepted but frozen, as for an unpaid bill',
  arrange(world) {
    siteOf(world, 'prod').endpoints.swr.frozen = true;
  },
  expect: { success: true, issues: [], warnings: ['endpoint_not_ready'] },
};
