import { makeStandard, removeAddon, siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const standardCluster: Scenario = {
  name: 'standard-cluster',
  summary: 'A Standard cluster with a VPC network, which the configuration does not allow',
  arrange(world) {
    const { cluster } = siteOf(world, 'prod');
    makeStandard(cluster, 'vpc-router');
    removeAddon(cluster);
  },
  expect: { success: false, issues: ['cluster_not_supported'], warnings: [] },
};
