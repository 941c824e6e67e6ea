import { burstingNode, machineNode } from '../cluster/objects.ts';
import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const armNodes: Scenario = {
  name: 'arm-nodes',
  summary: 'One node is Arm, and the add-on is older than 1.5.37',
  arrange(world) {
    const { cluster, addon } = siteOf(world, 'prod');
    addon.version = '1.5.27';
    const big = ['192.168.0.41', '192.168.0.87'].map((name) => machineNode({ name }));
    const arm = machineNode({ name: '192.168.0.112', flavor: 'kc1.2xlarge.2', architecture: 'arm64' });
    cluster.kubernetes.nodes = [...big, arm, burstingNode()];
  },
  expect: { success: true, issues: [], warnings: ['arm_nodes'] },
};
