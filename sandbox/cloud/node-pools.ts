import { machineNode } from '../cluster/objects.ts';
import type { KubernetesObject, Objects } from '../cluster/state.ts';
import type { ClusterState, NodePoolState, World } from '../world.ts';

/** Nodes that are there, installing ones included. */
export const currentNodes = ({ active, joining }: NodePoolState): number => active + joining.length;

/** A zone in which a flavor can be bought, and for how many nodes more; absent: for any number. */
const stockOf = (world: World, pool: NodePoolState): number => {
  const flavor = world.flavors.find(({ name }) => name === pool.flavor);
  return flavor?.stock?.[pool.zone] ?? Number.POSITIVE_INFINITY;
};

/** What keeps a pool from getting the nodes it is to have; null: nothing, or it has them. */
export const shortage = (world: World, pool: NodePoolState): string | null =>
  pool.desired > currentNodes(pool) && stockOf(world, pool) <= 0 ? `flavor ${pool.flavor} is sold out in ${pool.zone}` : null;

/**
 * Lets a pool have that many nodes. The count jumps at once; each node is installing first and joins the cluster a little after the one
 * before. What cannot be bought is still wanted. `now`: milliseconds since the epoch.
 */
export function grow(world: World, pool: NodePoolState, desired: number, now: number): void {
  pool.desired = desired;
  const flavor = world.flavors.find(({ name }) => name === pool.flavor);
  const wanted = desired - currentNodes(pool);
  const bought = Math.min(wanted, Math.max(0, stockOf(world, pool)));
  if (flavor?.stock?.[pool.zone] !== undefined) flavor.stock[pool.zone] = stockOf(world, pool) - bought;
  for (let i = 0; i < bought; i += 1) pool.joining.push({ at: now + world.settleMs + (i * world.settleMs) / 4 });
}

/** What CCE does with a count below today's: it takes nodes away. A sandbox that nobody misuses never gets here. */
export function shrink(pool: NodePoolState, desired: number): void {
  pool.desired = desired;
  while (currentNodes(pool) > desired && pool.joining.length > 0) pool.joining.pop();
  pool.active = Math.min(pool.active, desired);
}

/** Nodes that have come due take pods from now on. */
export function settleNodes(world: World, cluster: ClusterState, now: number): void {
  for (const pool of cluster.nodePools) {
    const due = pool.joining.filter(({ at }) => at <= now);
    if (due.length === 0) continue;
    pool.joining = pool.joining.filter(({ at }) => at > now);
    pool.active += due.length;
    const there = all(cluster.kubernetes.nodes);
    cluster.kubernetes.nodes = [...there, ...due.map((_, i) => nodeOf(world, pool, there.length + i))];
  }
}

const all = (objects: Objects): KubernetesObject[] =>
  Array.from({ length: objects.length }, (_, index) => objects.at(index)).filter((object) => object !== undefined);

/** A node of a pool, with what its flavor leaves to pods. */
function nodeOf(world: World, { name, flavor, zone }: NodePoolState, index: number): KubernetesObject {
  const size = world.flavors.find((each) => each.name === flavor);
  const node = machineNode({ name: `192.168.1.${10 + index}`, flavor, ...(size ? { cpu: size.cpu, memory: size.memory } : {}) });
  const labels = { ...node.metadata.labels, 'topology.kubernetes.io/zone': zone, 'cce.cloud.com/cce-nodepool': name };
  return { ...node, metadata: { ...node.metadata, labels } };
}
