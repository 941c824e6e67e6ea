import { makeStandard, siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const standardAllowed: Scenario = {
  name: 'standard-allowed',
  summary: 'A Standard cluster with a VPC network that bursts because the configuration allows it',
  arrange(world) {
    makeStandard(siteOf(world, 'prod').cluster, 'vpc-router');
    for (const configured of world.configured) configured.settings.allowStandard = true;
  },
  expect: { success: true, issues: [], warnings: ['standard_cluster'] },
};
