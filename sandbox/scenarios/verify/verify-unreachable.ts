import { siteOf } from '../../site.ts';
import type { Scenario } from '../scenario.ts';

export const verifyUnreachable: Scenario = {
  name: 'verify-unreachable',
  summary: 'The API server cannot be reached, which is said once',
  command: 'verify prod workload_name=cci2-burst-demo',
  arrange(world) {
    siteOf(world, 'prod').cluster.apiServer = 'closed';
  },
  expect: { success: false, issues: [], warnings: ['source_unreadable'] },
};
