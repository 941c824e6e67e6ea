import type { GuideNames } from '../guide.ts';

/** What rollout calls the stops on its way. */
export const rollout: GuideNames = {
  stages: {
    precheck: 'Precheck',
    'create-nodepool': 'New node pool',
    'resize-nodepool': 'Larger node pool',
    vpcep: 'VPC endpoints',
    setup: 'Bursting add-on',
    verify: 'Virtual node',
    images: 'Image for a first workload',
    smoke: 'First workload',
    pods: 'Pods on CCI',
  },
  offer: 'There is little room on the nodes. More nodes can be planned with a button below, while this goes on by itself.',
  done: 'pods reach CCI',
};
