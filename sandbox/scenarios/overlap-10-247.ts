import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const overlap10247: Scenario = {
  name: 'overlap-10-247',
  summary: 'The node subnet lies in the Service addresses of CCI namespaces',
  arrange(world) {
    siteOf(world, 'prod').nodeSubnet.cidr = '10.247.16.0/20';
  },
  expect: { success: false, issues: ['cidr_overlap'], warnings: [] },
};
