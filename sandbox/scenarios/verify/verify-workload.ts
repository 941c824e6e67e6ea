import { addWorkload } from '../../cluster/workload.ts';
import { siteOf } from '../../site.ts';
import type { Scenario } from '../scenario.ts';

export const verifyWorkload: Scenario = {
  name: 'verify-workload',
  summary: 'Both pods of the smoke workload run on CCI',
  command: 'verify prod workload_name=cci2-burst-demo',
  arrange(world) {
    addWorkload(siteOf(world, 'prod').cluster.kubernetes, {
      namespace: 'cci2-burst-lab',
      name: 'cci2-burst-demo',
      replicas: 2,
      standing: { is: 'ready', nodeName: 'bursting-node' },
    });
  },
  expect: { success: true, issues: [], warnings: [] },
};
