import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const clusterUnreachable: Scenario = {
  name: 'cluster-unreachable',
  summary: 'The API server of the cluster refuses connections',
  arrange(world) {
    siteOf(world, 'prod').cluster.apiServer = 'closed';
  },
  expect: { success: true, issues: [], warnings: ['source_unreadable'] },
};
