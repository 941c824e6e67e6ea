import { diagnoseScenario, finds, objects, settle } from './diagnose-scenario.ts';

export const diagnoseDisabled = diagnoseScenario(
  'diagnose-disabled',
  'The virtual node is switched off in bursting-status, and somebody may want to patch that',
  {
    arrange(world) {
      const { cluster } = settle(world);
      cluster.kubernetes.nodes = objects(cluster.kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node');
      cluster.kubernetes.configmaps = [
        { metadata: { name: 'bursting-status', namespace: 'kube-system' }, data: { enableBurstingNode: 'false' } },
      ];
    },
    expect: { ...finds('bursting-node-disabled') },
  },
);
