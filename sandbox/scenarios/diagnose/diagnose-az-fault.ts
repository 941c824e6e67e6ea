import { zoneNode } from '../../cluster/objects.ts';
import { diagnoseScenario, finds, objects, settle } from './diagnose-scenario.ts';

export const diagnoseAzFault = diagnoseScenario('diagnose-az-fault', 'One of two availability zones has a fault; the other takes pods', {
  arrange(world) {
    const { cluster } = settle(world);
    cluster.kubernetes.nodes = [
      ...objects(cluster.kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node'),
      zoneNode('cn-north-4a', true),
      zoneNode('cn-north-4b'),
    ];
  },
  expect: { ...finds('az-fault') },
});
