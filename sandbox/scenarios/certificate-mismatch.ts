import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const certificateMismatch: Scenario = {
  name: 'certificate-mismatch',
  summary: 'Something in the middle shows a certificate that is not the promised one',
  arrange(world) {
    siteOf(world, 'prod').cluster.apiServer = 'impostor';
  },
  expect: { success: true, issues: [], warnings: ['source_unreadable'] },
};
