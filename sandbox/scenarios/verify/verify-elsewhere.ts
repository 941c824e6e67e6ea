import { addWorkload } from '../../cluster/workload.ts';
import { siteOf } from '../../site.ts';
import type { Scenario } from '../scenario.ts';

export const verifyElsewhere: Scenario = {
  name: 'verify-elsewhere',
  summary: 'The pods run, but on a physical node: the pod template lacks the label',
  command: 'verify prod namespace=shop workload_name=cart',
  arrange(world) {
    addWorkload(siteOf(world, 'prod').cluster.kubernetes, {
      namespace: 'shop',
      name: 'cart',
      replicas: 2,
      labels: {},
      standing: { is: 'ready', nodeName: '192.168.0.41' },
    });
  },
  expect: { success: false, issues: ['pods_elsewhere'], warnings: [] },
};
