import { diagnoseScenario, finds, objects, settle } from './diagnose-scenario.ts';

export const diagnoseStuckRollout = diagnoseScenario(
  'diagnose-stuck-rollout',
  'Two replica sets of one Deployment of the add-on want pods: its rollout does not end',
  {
    arrange(world) {
      const { cluster } = settle(world);
      const sets = objects(cluster.kubernetes.replicasets);
      const [newest] = sets;
      if (!newest) throw new Error('the add-on has no replica set');
      const older = structuredClone(newest);
      older.metadata.name = `${newest.metadata.name}-old`;
      older.metadata.uid = '11112222-3333-4444-8555-fc4ea95d6085';
      cluster.kubernetes.replicasets = [...sets, older];
    },
    expect: { ...finds('multiple-active-addon-replicasets') },
  },
);
