import { diagnoseScenario, finds, kubeletPod, objects, settle } from './diagnose-scenario.ts';

export const diagnosePodsKeptAway = diagnoseScenario('diagnose-pods-kept-away', 'A taint on every node keeps the pods of the add-on away', {
  arrange(world) {
    const site = settle(world);
    const message = '0/2 nodes are available: 2 node(s) had untolerated taint {dedicated: batch}.';
    const pod = kubeletPod(site);
    pod.spec = { ...(pod.spec as object), nodeName: undefined };
    pod.status = { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }] };
    site.addon.status = 'abnormal';
    site.cluster.kubernetes.nodes = objects(site.cluster.kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node');
  },
  expect: { ...finds('addon-pods-pending') },
});
