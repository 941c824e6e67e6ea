import type { ClusterState, NodePoolState, World } from '../world.ts';
import { errorAnswer } from './errors.ts';
import { newNodePool, refused } from './new-node-pool.ts';
import { currentNodes, grow, settleNodes, shortage, shrink } from './node-pools.ts';
import { defaultPoolWire, nodePoolWire } from './node-pools-wire.ts';
import { type Account, type CloudRequest, type Operation, ok } from './operation.ts';
import type { Answer } from './traffic.ts';

const POOLS = '/api/v3/projects/{project_id}/clusters/{cluster_id}/nodepools';

/** The cluster that a call names, with its nodes as they are by now. */
function clusterOf({ projectId, params }: CloudRequest, world: World): ClusterState | Answer {
  const cluster = world.clusters.find((each) => each.projectId === projectId && each.id === params.cluster_id);
  if (!cluster) return errorAnswer('CCE', 404, { message: 'cluster not found' });
  settleNodes(world, cluster, Date.now());
  return cluster;
}

function poolOf(request: CloudRequest, world: World): { cluster: ClusterState; pool: NodePoolState } | Answer {
  const cluster = clusterOf(request, world);
  if ('body' in cluster) return cluster;
  const pool = cluster.nodePools.find(({ id }) => id === request.params.nodepool_id);
  return pool ? { cluster, pool } : errorAnswer('CCE', 404, { message: 'Nodepool not found' });
}

/** CCE takes a change only while the cluster is at rest. */
const busy = ({ phase }: ClusterState): Answer | null =>
  phase === 'Available' ? null : errorAnswer('CCE', 403, { code: 'CCE.01403004', message: `cluster is ${phase}` });

/** What ScaleNodePool does with a body; what is left out counts as 0. */
function scale({ body }: CloudRequest, world: World, cluster: ClusterState, pool: NodePoolState): Answer {
  const { kind, apiVersion, spec } = (body ?? {}) as { kind?: unknown; apiVersion?: unknown; spec?: Record<string, unknown> };
  if (kind !== 'NodePool' || apiVersion !== 'v3' || !spec) return refused('kind, apiVersion or spec is invalid');
  const { desiredNodeCount: desired = 0, scaleGroups, options } = spec;
  if (!Array.isArray(scaleGroups) || scaleGroups.length !== 1 || scaleGroups[0] !== 'default') return refused('scaleGroups is invalid');
  const { scalableChecking = 'instant' } = (options ?? {}) as { scalableChecking?: unknown };
  if (scalableChecking !== 'instant' && scalableChecking !== 'async') return refused('scalableChecking is invalid');
  if (typeof desired !== 'number' || !Number.isInteger(desired) || desired < 0) return refused('desiredNodeCount is invalid');
  if (pool.phase === 'Deleting') return errorAnswer('CCE', 403, { code: 'CCE.01403005', message: 'nodepool is deleting' });
  if (desired < Math.max(pool.desired, currentNodes(pool))) {
    shrink(pool, desired);
    return { status: 202, body: '', violation: 'nodes_deleted' };
  }
  if (desired === pool.desired) return refused(`No scale task needed with desired node count ${desired}`);
  const others = cluster.nodePools.reduce((sum, each) => sum + (each === pool ? 0 : each.desired), 0);
  if (others + desired > cluster.mostNodes) return refused(`node count is above ${cluster.mostNodes}`, 'CCE.01400014');
  const short = shortage(world, { ...pool, desired });
  if (short !== null && scalableChecking === 'instant') return refused(short);
  grow(world, pool, desired, Date.now());
  return { status: 202, body: '' };
}

export const cceNodePoolOperations: readonly Operation[] = [
  {
    service: 'CCE',
    name: 'ListNodePools',
    method: 'GET',
    path: POOLS,
    iamAction: 'cce:nodepool:list',
    answer(request, { world }) {
      const cluster = clusterOf(request, world);
      if ('body' in cluster) return cluster;
      const pools = cluster.nodePools.map((pool) => nodePoolWire(world, pool));
      const items = request.query.get('showDefaultNodePool') === 'true' ? [...pools, defaultPoolWire(cluster)] : pools;
      return ok({ kind: 'List', apiVersion: 'v3', items });
    },
  },
  {
    service: 'CCE',
    name: 'ShowNodePool',
    method: 'GET',
    path: `${POOLS}/{nodepool_id}`,
    iamAction: 'cce:nodepool:get',
    answer(request, { world }) {
      const found = poolOf(request, world);
      return 'body' in found ? found : ok(nodePoolWire(world, found.pool));
    },
  },
  {
    service: 'CCE',
    name: 'ScaleNodePool',
    method: 'POST',
    path: `${POOLS}/{nodepool_id}/operation/scale`,
    iamAction: 'cce:nodepool:scale',
    write: true,
    answer(request, { world }: Account) {
      const found = poolOf(request, world);
      if ('body' in found) return found;
      return busy(found.cluster) ?? scale(request, world, found.cluster, found.pool);
    },
  },
  {
    service: 'CCE',
    name: 'CreateNodePool',
    method: 'POST',
    path: POOLS,
    iamAction: 'cce:nodepool:create',
    write: true,
    answer(request, { world }) {
      const cluster = clusterOf(request, world);
      if ('body' in cluster) return cluster;
      const made = busy(cluster) ?? newNodePool(request.body, world, cluster);
      if ('body' in made) return made;
      const { pool, count } = made;
      const nodes = cluster.nodePools.reduce((sum, each) => sum + each.desired, count);
      if (nodes > cluster.mostNodes) return refused(`node count is above ${cluster.mostNodes}`, 'CCE.01400014');
      cluster.nodePools.push(pool);
      grow(world, pool, count, Date.now());
      return { status: 201, body: nodePoolWire(world, pool) };
    },
  },
];
