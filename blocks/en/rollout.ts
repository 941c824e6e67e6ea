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
  offers: {
    'create-nodepool': 'There is little room on the nodes. A new node pool makes some, while this goes on:',
    'resize-nodepool': 'There is little room on the nodes. A larger node pool makes some, while this goes on:',
  },
  done: 'pods reach CCI',
};
