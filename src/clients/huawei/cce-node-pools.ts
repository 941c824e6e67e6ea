import { CceClient } from '@huaweicloud/huaweicloud-sdk-cce/v3/CceClient.js';
import { CreateNodePoolRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/CreateNodePoolRequest.js';
import { ListNodePoolsRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/ListNodePoolsRequest.js';
import type { NodePool as NodePoolBody } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/NodePool.js';
import { ShowNodePoolRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/ShowNodePoolRequest.js';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { SdkResponse } from '@huaweicloud/huaweicloud-sdk-core/SdkResponse.js';
import { z } from 'zod';
import type { NewNodePool, NodePool, NodePools, Volume } from '../../ports/node-pools.ts';
import type { Caller } from './caller.ts';
import { listOf, textOrEmpty, textOrNull } from './wire.ts';

const DEFAULT_POOL = 'DefaultPool';
/** The scale group that every pool has. */
const DEFAULT_GROUP = 'default';

const volume = z
  .object({ volumetype: textOrEmpty, size: z.number() })
  .transform(({ volumetype, size }): Volume => ({ type: volumetype, sizeGiB: size }));

const count = z.number().int().nonnegative();
const countOrNone = count.nullish().transform((number) => number ?? 0);

const nodeTemplate = z.object({
  flavor: textOrNull,
  az: textOrNull,
  os: textOrNull,
  login: z.object({ sshKey: textOrNull }).nullish(),
  rootVolume: volume.nullish(),
  dataVolumes: listOf(volume),
  nodeNicSpec: z.object({ primaryNic: z.object({ subnetId: textOrNull }).nullish() }).nullish(),
  billingMode: z.number().nullish(),
});

const condition = z
  .object({ type: textOrEmpty, status: textOrEmpty, reason: textOrEmpty, message: textOrEmpty })
  .transform(({ type, status, reason, message }) => {
    const holds = /^true$/i.test(status) ? true : /^false$/i.test(status) ? false : null;
    return { type, holds, reason, message };
  });

/** Null where there are none, or one is not known. */
const sum = (counts: readonly (number | null | undefined)[]): number | null =>
  counts.length === 0 ? null : counts.reduce<number | null>((all, one) => (all === null || one == null ? null : all + one), 0);

/** CCE API, NodePoolResp. The default pool comes with little more than a name and its counts. */
const nodePool = z
  .object({
    metadata: z.object({ uid: z.string(), name: z.string() }),
    spec: z.object({
      nodeTemplate: nodeTemplate.nullish(),
      // When a pool is shown: what it is to have now, not what it began with.
      initialNodeCount: count.nullish(),
      autoscaling: z.object({ enable: z.boolean().nullish(), minNodeCount: countOrNone, maxNodeCount: countOrNone }).nullish(),
      extensionScaleGroups: listOf(z.unknown()),
    }),
    status: z.object({
      currentNode: count,
      creatingNode: countOrNone,
      deletingNode: countOrNone,
      activeNode: count.nullish(),
      phase: textOrEmpty,
      conditions: listOf(condition),
      scaleGroupStatuses: listOf(z.object({ desiredNodeCount: count.nullish(), activeNodeCount: count.nullish() })),
    }),
  })
  .transform(({ metadata, spec, status }): NodePool => {
    const template = spec.nodeTemplate;
    const { currentNode, creatingNode, deletingNode, scaleGroupStatuses: groups } = status;
    return {
      id: metadata.uid,
      name: metadata.name,
      isDefault: metadata.uid === DEFAULT_POOL || metadata.name === DEFAULT_POOL,
      flavor: template?.flavor ?? null,
      availabilityZone: template?.az ?? null,
      os: template?.os ?? null,
      sshKey: template?.login?.sshKey ?? null,
      subnetId: template?.nodeNicSpec?.primaryNic?.subnetId ?? null,
      rootVolume: template?.rootVolume ?? null,
      dataVolumes: template?.dataVolumes ?? [],
      prepaid: template?.billingMode === 1,
      autoscaling: {
        enabled: spec.autoscaling?.enable ?? false,
        min: spec.autoscaling?.minNodeCount ?? 0,
        max: spec.autoscaling?.maxNodeCount ?? 0,
      },
      furtherScaleGroups: spec.extensionScaleGroups.length,
      // A new pool's groups may say 0 for a moment.
      desiredNodes: sum(groups.map(({ desiredNodeCount }) => desiredNodeCount)) || (spec.initialNodeCount ?? currentNode),
      currentNodes: currentNode,
      creatingNodes: creatingNode,
      deletingNodes: deletingNode,
      // Older platforms do not count these.
      activeNodes:
        status.activeNode ??
        sum(groups.map(({ activeNodeCount }) => activeNodeCount)) ??
        Math.max(0, currentNode - creatingNode - deletingNode),
      phase: status.phase,
      conditions: status.conditions,
    };
  });

/** CCE API, ScaleNodePool, which this release of the SDK does not have yet. `desiredNodeCount` is absolute; left out it means 0. */
function scaleNodePool(client: HcClient, clusterId: string, nodePoolId: string, desiredNodeCount: number): Promise<SdkResponse> {
  return client.sendRequest({
    method: 'POST',
    url: '/api/v3/projects/{project_id}/clusters/{cluster_id}/nodepools/{nodepool_id}/operation/scale',
    contentType: 'application/json',
    headers: {},
    pathParams: { cluster_id: clusterId, nodepool_id: nodePoolId },
    queryParams: {},
    data: {
      kind: 'NodePool',
      apiVersion: 'v3',
      // `instant`: what cannot be made is refused at once, not found out later.
      spec: { desiredNodeCount, scaleGroups: [DEFAULT_GROUP], options: { scalableChecking: 'instant' } },
    },
  });
}

/** CCE API, CreateNodePool. `billingMode` 0: on demand. */
const bodyOf = (pool: NewNodePool) => ({
  kind: 'NodePool',
  apiVersion: 'v3',
  metadata: { name: pool.name },
  spec: {
    type: 'vm',
    initialNodeCount: pool.nodeCount,
    nodeTemplate: {
      flavor: pool.flavor,
      az: pool.availabilityZone,
      os: pool.os,
      login: { sshKey: pool.sshKey },
      rootVolume: { size: pool.rootVolume.sizeGiB, volumetype: pool.rootVolume.type },
      dataVolumes: [{ size: pool.dataVolume.sizeGiB, volumetype: pool.dataVolume.type }],
      nodeNicSpec: { primaryNic: { subnetId: pool.subnetId } },
      runtime: { name: 'containerd' },
      billingMode: 0,
    },
    autoscaling: { enable: false },
  },
});

export const cceNodePools = (caller: Caller, projectId: string): NodePools => ({
  async list(clusterId, signal) {
    const request = new ListNodePoolsRequest(clusterId).withShowDefaultNodePool('true');
    const { items } = await caller.call(
      {
        operation: 'ListNodePools',
        projectId,
        ids: { cluster_id: clusterId },
        request: (client) => new CceClient(client).listNodePools(request),
        shape: z.object({ items: listOf(nodePool) }),
      },
      signal,
    );
    return items;
  },

  show: (clusterId, nodePoolId, signal) =>
    caller.call(
      {
        operation: 'ShowNodePool',
        projectId,
        ids: { cluster_id: clusterId, nodepool_id: nodePoolId },
        request: (client) => new CceClient(client).showNodePool(new ShowNodePoolRequest(clusterId, nodePoolId)),
        shape: nodePool,
      },
      signal,
    ),

  async scale(clusterId, nodePoolId, nodeCount, signal) {
    // Anything else would be read as 0, which deletes every node.
    if (!Number.isSafeInteger(nodeCount) || nodeCount < 1) throw new Error(`a pool is not scaled to ${nodeCount} nodes`);
    await caller.write(
      {
        operation: 'ScaleNodePool',
        projectId,
        ids: { cluster_id: clusterId, nodepool_id: nodePoolId },
        request: (client) => scaleNodePool(client, clusterId, nodePoolId, nodeCount),
        // Accepted without a body.
        shape: z.looseObject({}).optional(),
      },
      signal,
    );
  },

  async create(clusterId, pool, signal) {
    // The SDK's classes are builders of exactly this.
    const body = bodyOf(pool) as unknown as NodePoolBody;
    await caller.write(
      {
        operation: 'CreateNodePool',
        projectId,
        ids: { cluster_id: clusterId },
        request: (client) => new CceClient(client).createNodePool(new CreateNodePoolRequest(clusterId).withBody(body)),
        shape: z.object({ metadata: z.object({ uid: z.string() }) }),
      },
      signal,
    );
  },
});
