import { burstingNode, smallNodes } from '../cluster/objects.ts';
import { addReadyCluster, makeStandard, removeAddon, siteOf } from '../site.ts';
import { SERVICES } from '../story.ts';
import type { Scenario } from './scenario.ts';

export const demo: Scenario = {
  name: 'demo',
  summary: 'Four clusters: prod is almost there, staging bursts, fresh has nothing yet, legacy never will',
  arrange(world) {
    const prod = siteOf(world, 'prod');
    world.endpoints = world.endpoints.filter((endpoint) => endpoint !== prod.endpoints['swr-api']);
    prod.cluster.kubernetes.nodes = [...smallNodes(), burstingNode()];
    prod.workers.flavor = 'c7.large.2';

    addReadyCluster(world, 'staging');

    const fresh = addReadyCluster(world, 'fresh').cluster;
    removeAddon(fresh);
    world.endpoints = world.endpoints.filter((endpoint) => endpoint.vpcId !== fresh.vpcId);
    const configured = world.configured.find(({ alias }) => alias === 'fresh');
    if (configured) configured.settings.obsEndpointServiceName = SERVICES.obs.name;

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
