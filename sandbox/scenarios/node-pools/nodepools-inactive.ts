import { siteOf } from '../../site.ts';
import type { Scenario } from '../scenario.ts';

export const nodepoolsInactive: Scenario = {
  name: 'nodepools-inactive',
  summary: 'One of two nodes is there and takes no pods',
  command: 'nodepools prod',
  arrange(world) {
    siteOf(world, 'prod').workers.inactive = 1;
  },
  expect: { success: true, issues: [], warnings: ['nodepool_inactive_nodes'] },
};
