import { zoneNode } from '../../cluster/objects.ts';
import { diagnoseScenario, finds, objects, settle } from './diagnose-scenario.ts';

export const diagnoseTwoVirtualNodes = diagnoseScenario(
  'diagnose-two-virtual-nodes',
  'One of two virtual nodes is not Ready; five replica sets of three Deployments are no rollout',
  {
    arrange(world) {
      const { cluster } = settle(world);
      const node = zoneNode('cn-north-4b');
      node.status = {
        ...(node.status as object),
        conditions: [{ type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' }],
      };
      cluster.kubernetes.nodes = [
        ...objects(cluster.kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node'),
        zoneNode('cn-north-4a'),
        node,
      ];
      const sets = objects(cluster.kubernetes.replicasets);
      const old = sets.slice(0, 2).map((set, i) => ({
        ...structuredClone(set),
        metadata: { ...set.metadata, name: `${set.metadata.name}-${i}`, uid: `old-${i}` },
        spec: { replicas: 0 },
      }));
      cluster.kubernetes.replicasets = [...sets, ...old];
    },
    expect: { ...finds('virtual-node-notready') },
  },
);
