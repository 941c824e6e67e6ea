import { burstingNode, smallNodes } from '../cluster/objects.ts';
import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const lowHeadroom: Scenario = {
  name: 'low-headroom',
  summary: 'Two small nodes: none has room for the add-on',
  arrange(world) {
    const { cluster, workers } = siteOf(world, 'prod');
    cluster.kubernetes.nodes = [...smallNodes(), burstingNode()];
    workers.flavor = 'c7.large.2';
  },
  expect: { success: true, issues: [], warnings: ['low_headroom'] },
};
