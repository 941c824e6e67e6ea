import { createHash } from 'node:crypto';
import { storyRegistry } from './registry.ts';
import type { World } from './world.ts';

/** An id of the story, a UUID: the same words always give the same id. */
export function idOf(...words: readonly [string, ...string[]]): string {
  const hex = createHash('sha256').update(words.join('/')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const REGION = 'cn-north-4';
export const PROJECT_ID = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
/** A second project in the same region: what is there is not found in the first. */
export const OTHER_PROJECT_ID = '12ab34cd56ef78901234abcd5678ef90';

/** The endpoint services that image pulls need, by purpose. */
export const SERVICES = {
  swr: { name: `com.myhuaweicloud.${REGION}.swr`, type: 'interface', charged: true },
  'swr-api': { name: `com.myhuaweicloud.${REGION}.swr-api`, type: 'interface', charged: true },
  obs: { name: `${REGION}.com.myhuaweicloud.v4.obsv2.lz11`, type: 'cvs_gateway', charged: false },
} as const;

/** An account without clusters. */
export function emptyWorld(): World {
  return {
    region: REGION,
    accountId: '1a2b3c4d5e6f708192a3b4c5d6e7f809',
    user: { name: 'bursting', isRoot: false },
    projects: [
      { id: PROJECT_ID, name: REGION, enabled: true },
      { id: '77aa66bb55cc44dd33ee22ff11009988', name: 'cn-east-3', enabled: true },
      { id: OTHER_PROJECT_ID, name: `${REGION}_sandbox`, enabled: true },
      { id: 'abcdef0123456789abcdef0123456789', name: 'MOS', enabled: true },
    ],
    vpcs: [],
    services: Object.values(SERVICES).map((service) => ({
      id: idOf('service', service.name),
      ...service,
      policyEnabled: service.type.endsWith('gateway'),
    })),
    endpoints: [],
    registry: storyRegistry(),
    clusters: [],
    addonTemplates: [
      {
        name: 'virtual-kubelet',
        versions: ['1.5.82', '1.5.75', '1.5.37', '1.5.27'].map((version) => ({
          version,
          stable: true,
          supports: [{ clusterType: 'VirtualMachine', categories: ['CCE', 'Turbo'], clusterVersions: ['v1.(27|28|29|30|31|32|33|34).*'] }],
        })),
      },
    ],
    flavors: [
      { name: 'c7.2xlarge.2', subEni: 64, cpu: '7910m', memory: '13415424Ki' },
      { name: 'c7.xlarge.2', subEni: 32, cpu: '3920m', memory: '6189056Ki' },
      { name: 'c7.large.2', subEni: 16, cpu: '1930m', memory: '3006048Ki' },
      { name: 'c6.large.2', subEni: 0, cpu: '1930m', memory: '3006048Ki' },
    ],
    zones: ['cn-north-4a', 'cn-north-4b', 'cn-north-4c'],
    keyPairs: ['ops-keypair'],
    configured: [],
    faults: [],
    clockAheadMs: 0,
    latencyMs: 0,
    settleMs: 20,
    writesPerMinute: 10,
  };
}
