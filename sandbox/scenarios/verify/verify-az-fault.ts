import { machineNode, zoneNode } from '../../cluster/objects.ts';
import { siteOf } from '../../site.ts';
import type { Scenario } from '../scenario.ts';

export const verifyAzFault: Scenario = {
  name: 'verify-az-fault',
  summary: 'One of two availability zones has a fault: its virtual node is cordoned, the other takes pods',
  command: 'verify prod',
  arrange(world) {
    siteOf(world, 'prod').cluster.kubernetes.nodes = [
      machineNode({ name: '192.168.0.41' }),
      machineNode({ name: '192.168.0.87' }),
      zoneNode('cn-north-4a', true),
      zoneNode('cn-north-4b'),
    ];
  },
  expect: { success: true, issues: [], warnings: ['virtual_node_cordoned'] },
};
