import { addWarning, addWorkload, workloadPod } from '../../cluster/workload.ts';
import { siteOf } from '../../site.ts';
import type { Scenario } from '../scenario.ts';

const MESSAGE =
  'failed to pull and unpack image "swr.cn-north-4.myhuaweicloud.com/team-payments/nginx:stable": failed to do request: Head "https://swr.cn-north-4.myhuaweicloud.com/v2/team-payments/nginx/manifests/stable": dial tcp 100.125.40.98:443: i/o timeout';

export const verifyImagePull: Scenario = {
  name: 'verify-image-pull',
  summary: 'The pods are on CCI and their image does not arrive',
  command: 'verify prod workload_name=cci2-burst-demo',
  arrange(world) {
    const { kubernetes } = siteOf(world, 'prod').cluster;
    const workload = {
      namespace: 'cci2-burst-lab',
      name: 'cci2-burst-demo',
      replicas: 2,
      standing: { is: 'waiting', nodeName: 'bursting-node', reason: 'ImagePullBackOff', message: MESSAGE },
    } as const;
    addWorkload(kubernetes, workload);
    addWarning(kubernetes, {
      namespace: workload.namespace,
      object: `Pod/${workloadPod(workload, 0)}`,
      reason: 'Failed',
      message: MESSAGE,
      at: '2026-11-22T07:05:41Z',
    });
  },
  expect: { success: false, issues: ['pods_not_ready'], warnings: [] },
};
