import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const endpointPending: Scenario = {
  name: 'endpoint-pending',
  summary: 'The SWR endpoint waits until the owner of the service accepts it',
  arrange(world) {
    siteOf(world, 'prod').endpoints.swr.status = 'pendingAcceptance';
  },
  expect: { success: true, issues: [], warnings: ['endpoint_not_ready'] },
};
