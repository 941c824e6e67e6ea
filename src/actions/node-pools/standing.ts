import { type Finding, finding } from '../../core/finding.ts';
import type { Unscalable } from '../../core/findings/node-pools.ts';
import type { Sight } from '../../core/plan.ts';
import { type Progress, progress } from '../../core/progress.ts';
import type { NodePool, NodePoolCondition } from '../../ports/node-pools.ts';

/** How many nodes a pool has today: those that CCE was asked for and has not made yet count. Fewer would take some away. */
export const nodesToday = ({ currentNodes, desiredNodes }: Pick<NodePool, 'currentNodes' | 'desiredNodes'>): number =>
  Math.max(currentNodes, desiredNodes);

const isDeleting = ({ phase }: NodePool): boolean => phase === 'Deleting';

/** Nodes come or go, or are about to. */
const isMoving = (pool: NodePool): boolean => pool.creatingNodes > 0 || pool.deletingNodes > 0 || pool.currentNodes !== pool.desiredNodes;

const holding = ({ conditions }: NodePool, type: string): NodePoolCondition | undefined =>
  conditions.find((condition) => condition.type === type && condition.holds === true);

/** The condition that keeps a pool from growing, and what it means (CCE API, NodePoolCondition). The phase is the deprecated way to say so. */
function obstacle(pool: NodePool): { readonly because: Unscalable; readonly said: NodePoolCondition | undefined } | null {
  const order = holding(pool, 'LockedByOrder');
  if (order) return { because: 'order', said: order };
  const scalable = pool.conditions.find(({ type }) => type === 'Scalable');
  if (scalable?.holds === true) return null;
  const because = (type: string): NodePoolCondition | undefined =>
    holding(pool, type) ?? (scalable?.reason === type ? scalable : undefined);
  const [quota, stock, failed] = [because('QuotaInsufficient'), because('ResourceInsufficient'), because('UnexpectedError')];
  if (quota) return { because: 'quota', said: quota };
  if (stock) return { because: 'sold_out', said: stock };
  if (failed) return { because: 'failed', said: failed };
  if (scalable?.holds === false) return { because: 'unknown', said: scalable };
  return pool.phase === 'SoldOut' ? { because: 'sold_out', said: undefined } : null;
}

const detailOf = (condition: NodePoolCondition | undefined): string => condition?.message || condition?.reason || '';

/** Why CCE adds no node to this pool; null: it does, as far as it says. */
export function unscalable(pool: NodePool): Finding<'nodepool_unscalable'> | null {
  const found = obstacle(pool);
  if (!found) return null;
  return finding('nodepool_unscalable', {
    name: pool.name,
    because: found.because,
    flavor: pool.flavor,
    availability_zone: pool.availabilityZone,
    nodes: pool.currentNodes,
    wanted: pool.desiredNodes,
    detail: detailOf(found.said),
  });
}

export const busy = (pool: NodePool): Finding<'nodepool_busy'> | null =>
  isMoving(pool)
    ? finding('nodepool_busy', {
        name: pool.name,
        active: pool.activeNodes,
        wanted: pool.desiredNodes,
        creating: pool.creatingNodes,
        deleting: pool.deletingNodes,
      })
    : null;

export const deleting = (pool: NodePool): Finding<'nodepool_deleting'> | null =>
  isDeleting(pool) ? finding('nodepool_deleting', { name: pool.name }) : null;

/** Nodes that are there, take no pods, and are neither coming nor going. */
export const inactive = (pool: NodePool): Finding<'nodepool_inactive_nodes'> | null => {
  const settled = pool.currentNodes - pool.creatingNodes - pool.deletingNodes;
  if (pool.activeNodes >= settled) return null;
  return finding('nodepool_inactive_nodes', { name: pool.name, active: pool.activeNodes, nodes: pool.currentNodes });
};

const failing = (pool: NodePool): Finding<'nodepool_error'> | null => {
  const error = holding(pool, 'Error');
  return error || pool.phase === 'Error' ? finding('nodepool_error', { name: pool.name, detail: detailOf(error) }) : null;
};

/** What is wrong with a pool, whatever one wants of it. The default pool is never scaled, so that it lacks nothing for that. */
export function troublesOf(pool: NodePool): readonly Finding[] {
  const found: readonly (Finding | null)[] = isDeleting(pool)
    ? [deleting(pool)]
    : [pool.isDefault ? null : unscalable(pool), failing(pool), inactive(pool)];
  return found.filter((each) => each !== null);
}

/** How a pool looks to whoever wants it to have that many active nodes, and how far it is. */
export function sightOf(pool: NodePool, nodeCount: number): { readonly sight: Sight; readonly note: Progress | null } {
  const gone = deleting(pool);
  if (gone) return { sight: { is: 'broken', resourceId: pool.id, why: gone }, note: null };
  if (pool.activeNodes >= nodeCount) return { sight: { is: 'done', resourceId: pool.id, by: null }, note: null };
  // Nodes that are on their way may all come, whatever CCE thinks of further ones.
  const stuck = pool.creatingNodes === 0 && pool.currentNodes < nodeCount ? unscalable(pool) : null;
  if (stuck) return { sight: { is: 'broken', resourceId: pool.id, why: stuck }, note: null };
  if (nodesToday(pool) < nodeCount) return { sight: { is: 'undone' }, note: null };
  const note = progress('nodes_joining', {
    name: pool.name,
    active: pool.activeNodes,
    wanted: nodeCount,
    creating: pool.creatingNodes,
  });
  return { sight: { is: 'settling', resourceId: pool.id, by: null }, note };
}
