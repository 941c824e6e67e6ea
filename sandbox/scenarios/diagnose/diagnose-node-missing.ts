import { diagnoseScenario, finds, objects, settle } from './diagnose-scenario.ts';

export const diagnoseNodeMissing = diagnoseScenario('diagnose-node-missing', 'The add-on runs, and there is no virtual node', {
  arrange(world) {
    const { cluster } = settle(world);
    cluster.kubernetes.nodes = objects(cluster.kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node');
  },
  expect: { ...finds('virtual-node-missing') },
});
