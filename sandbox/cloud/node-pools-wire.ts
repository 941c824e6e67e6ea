import type { ClusterState, NodePoolState, World } from '../world.ts';
import { currentNodes, shortage } from './node-pools.ts';

const CREATED = '2026-10-12 07:02:51.774912 +0000 UTC';
const UPDATED = '2026-11-20 02:15:33.104921 +0000 UTC';
const PROBED = { lastProbeTime: '2026-11-22T08:00:00Z', lastTransitTime: '2026-11-20T02:15:33Z' };

const volumeWire = ({ type, size }: NodePoolState['root']) => ({ volumetype: type, size });
const conditionWire = (type: string, status: boolean, reason = '', message = '') => ({
  type,
  status: status ? 'True' : 'False',
  ...PROBED,
  reason,
  message,
});

function conditionsOf(pool: NodePoolState, short: string | null) {
  const own = pool.conditions.map(({ type, status, reason, message }) => conditionWire(type, status, reason, message));
  if (short !== null)
    return [
      conditionWire('Scalable', false, 'ResourceInsufficient', short),
      conditionWire('ResourceInsufficient', true, 'SoldOut', short),
      ...own,
    ];
  return pool.conditions.some(({ type }) => type === 'Scalable') ? own : [conditionWire('Scalable', true), ...own];
}

/** A node pool as lists and details have it (CCE API, NodePoolResp). */
export function nodePoolWire(world: World, pool: NodePoolState) {
  const current = currentNodes(pool);
  const short = shortage(world, pool);
  const phase = pool.phase ?? (short === null ? (pool.joining.length > 0 ? 'Synchronizing' : '') : 'SoldOut');
  return {
    kind: 'NodePool',
    apiVersion: 'v3',
    metadata: {
      name: pool.name,
      uid: pool.id,
      annotations: { 'kubernetes.io/node-pool.id': pool.id },
      creationTimestamp: CREATED,
      updateTimestamp: UPDATED,
    },
    spec: {
      type: 'vm',
      initialNodeCount: pool.desired,
      nodeTemplate: {
        flavor: pool.flavor,
        az: pool.zone,
        os: pool.os,
        login: { sshKey: pool.sshKey },
        rootVolume: volumeWire(pool.root),
        dataVolumes: pool.data.map(volumeWire),
        publicIP: { eip: { bandwidth: {} } },
        nodeNicSpec: { primaryNic: { subnetId: pool.subnetId } },
        billingMode: pool.prepaid ? 1 : 0,
        runtime: { name: 'containerd' },
        taints: [],
        k8sTags: { 'cce.cloud.com/cce-nodepool': pool.name },
        userTags: [],
        extendParam: { maxPods: 110, agency_name: '', 'alpha.cce/preInstall': '', 'alpha.cce/postInstall': '' },
      },
      autoscaling: {
        enable: pool.autoscaling.enable,
        minNodeCount: pool.autoscaling.min,
        maxNodeCount: pool.autoscaling.max,
        scaleDownCooldownTime: 0,
        priority: 0,
      },
      nodeManagement: { serverGroupReference: '' },
      extensionScaleGroups: Array.from({ length: pool.extensionGroups }, (_, i) => ({ metadata: { name: `group-${i + 1}` }, spec: {} })),
      customSecurityGroups: ['b02d7f9c-41e8-4653-9ad7-3ce5f816b0d2'],
      podSecurityGroups: [],
    },
    status: {
      currentNode: current,
      creatingNode: pool.joining.length,
      deletingNode: 0,
      activeNode: pool.active - (pool.inactive ?? 0),
      configurationSyncedNodeCount: pool.active,
      phase,
      jobId: '',
      conditions: conditionsOf(pool, short),
      scaleGroupStatuses: [
        {
          name: 'default',
          uid: 'default',
          phase,
          desiredNodeCount: pool.desired,
          activeNodeCount: pool.active,
          unpaidScaleNodeCount: 0,
          scaleDownDisabledNodeCount: 0,
          existingNodeCount: { postPaid: current, prePaid: 0 },
          upcomingNodeCount: { postPaid: pool.joining.length, prePaid: 0 },
        },
      ],
    },
  };
}

/** The default pool, which lists show on request only: a name, counts, and hardly a template. */
export const defaultPoolWire = ({ handmade }: Pick<ClusterState, 'handmade'>) => ({
  kind: 'NodePool',
  apiVersion: 'v3',
  metadata: { name: 'DefaultPool', uid: 'DefaultPool' },
  spec: { initialNodeCount: 0, nodeTemplate: { flavor: '', az: '' }, autoscaling: {} },
  status: { currentNode: handmade, creatingNode: 0, deletingNode: 0, activeNode: handmade, phase: '', jobId: '', conditions: [] },
});
