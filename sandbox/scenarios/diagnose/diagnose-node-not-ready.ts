import { burstingNode } from '../../cluster/objects.ts';
import { diagnoseScenario, finds, objects, settle } from './diagnose-scenario.ts';

export const diagnoseNodeNotReady = diagnoseScenario('diagnose-node-not-ready', 'The add-on runs, and its virtual node is not Ready', {
  arrange(world) {
    const { cluster } = settle(world);
    cluster.kubernetes.nodes = [
      ...objects(cluster.kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node'),
      burstingNode(false),
    ];
  },
  expect: { ...finds('virtual-node-notready') },
});
