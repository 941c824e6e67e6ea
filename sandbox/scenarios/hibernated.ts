import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const hibernated: Scenario = {
  name: 'hibernated',
  summary: 'The cluster is hibernated and its API server is down',
  arrange(world) {
    const { cluster } = siteOf(world, 'prod');
    cluster.phase = 'Hibernation';
    cluster.apiServer = 'closed';
  },
  expect: { success: false, issues: ['cluster_not_available'], warnings: ['source_unreadable'] },
};
