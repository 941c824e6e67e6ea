import { siteOf } from '../site.ts';
import { OTHER_PROJECT_ID } from '../story.ts';
import type { Scenario } from './scenario.ts';

export const clusterNotFound: Scenario = {
  name: 'cluster-not-found',
  summary: 'The cluster exists, but in another project of the region',
  arrange(world) {
    siteOf(world, 'prod').cluster.projectId = OTHER_PROJECT_ID;
  },
  expect: { success: false, issues: ['cluster_not_found'], warnings: [] },
};
