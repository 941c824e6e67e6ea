import { burstingNode, smallNodes } from '../cluster/objects.ts';
import { addReadyCluster, makeStandard, removeAddon, siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const demo: Scenario = {
  name: 'demo',
  summary: 'Three clusters: prod is almost there, staging bursts, legacy never will',
  arrange(world) {
    const prod = siteOf(world, 'prod');
    world.endpoints = world.endpoints.filter((endpoint) => endpoint !== prod.endpoints['swr-api']);
    prod.cluster.kubernetes.nodes = [...smallNodes(), burstingNode()];
    prod.workers.flavor = 'c7.large.2';

    addReadyCluster(world, 'staging');

    const legacy = addReadyCluster(world, 'legacy').cluster;
    legacy.name = 'standard-legacy';
    legacy.version = 'v1.29';
    makeStandard(legacy, 'overlay_l2');
    removeAddon(legacy);
    world.endpoints = world.endpoints.filter((endpoint) => endpoint.vpcId !== legacy.vpcId);
    world.latencyMs = 80;
    world.settleMs = 6_000;
  },
  expect: { success: true, issues: [], warnings: ['endpoint_missing', 'low_headroom'] },
};
