import type { Context } from '../../core/action.ts';
import { type Finding, finding } from '../../core/finding.ts';
import type { Blocked, Plan, Step } from '../../core/plan.ts';
import type { NodePool } from '../../ports/node-pools.ts';
import { findPool } from './find.ts';
import { clusterProblems, type PoolReadings } from './read.ts';
import type { ResizeParams } from './resize-parameters.ts';
import { busy, deleting, inactive, nodesToday, unscalable } from './standing.ts';

/** Nodes added at once that are worth a second look: a digit too many costs money. */
const MANY_NODES = 10;

/** What the read found; `pool`: the one that is meant, null if it is not known. */
export interface ResizeState extends PoolReadings {
  readonly pool: NodePool | null;
}

const stepOf = (pool: NodePool, verb: Step['verb'], nodeCount: number): Step => ({
  id: 'nodepool',
  verb,
  resource: `node-pool ${pool.name}`,
  changes: verb === 'unchanged' ? [] : [{ field: 'node_count', before: nodesToday(pool), after: nodeCount }],
  resourceId: pool.id,
  since: null,
});

const given = (...findings: readonly (Finding | null)[]): readonly Finding[] => findings.filter((each) => each !== null);

/** Bounds that nobody has set are 0. The autoscaler works inside them; CCE lets people go beyond, this bot does not. */
function outside({ name, autoscaling: { enabled, min, max } }: NodePool, asked: number): Finding | null {
  if (!enabled || (asked >= min && (max === 0 || asked <= max))) return null;
  return finding('nodepool_outside_autoscaling', { name, asked, min, max });
}

/** Why a pool that is to grow to `asked` nodes does not; all of it at once. */
const obstacles = (pool: NodePool, asked: number): readonly Finding[] =>
  given(
    unscalable(pool) ?? busy(pool),
    outside(pool, asked),
    pool.furtherScaleGroups > 0 ? finding('nodepool_scale_groups', { name: pool.name, groups: pool.furtherScaleGroups + 1 }) : null,
    pool.prepaid ? finding('nodepool_prepaid', { name: pool.name }) : null,
  );

const beside = (pool: NodePool, added: number): readonly Finding[] => {
  const { enabled, min, max } = pool.autoscaling;
  return given(
    added > MANY_NODES ? finding('nodepool_large_growth', { name: pool.name, added }) : null,
    enabled ? finding('nodepool_autoscaled', { name: pool.name, min, max }) : null,
    inactive(pool),
  );
};

/**
 * One step: a pool that has fewer nodes than asked for gets them. It never gets fewer: nodes that CCE was asked for and has not made yet
 * count as there.
 */
export function planResize(params: ResizeParams, state: ResizeState, context: Pick<Context, 'target'>): Plan | Blocked {
  const blocked = (...issues: readonly Finding[]): Blocked => ({ issues, warnings: [] });
  const problems = clusterProblems(state, context);
  if (problems.length > 0 || !state.pools.ok) return blocked(...problems);
  const found = findPool(state.pools.value, params);
  if ('problem' in found) return blocked(found.problem);

  const { pool } = found;
  const { node_count: asked } = params;
  const going = deleting(pool);
  if (going) return blocked(going);
  if (pool.isDefault) return blocked(finding('nodepool_default', { name: pool.name }));
  const today = nodesToday(pool);
  if (asked < today) return blocked(finding('nodepool_shrink', { name: pool.name, nodes: today, asked }));

  const resolved = { nodepool_id: pool.id, nodepool_name: pool.name, node_count: asked };
  if (asked === today) {
    // Nodes that are going, or that were asked for and cannot come, are not "nothing to do".
    const stuck = pool.currentNodes > pool.desiredNodes ? busy(pool) : pool.currentNodes < asked ? unscalable(pool) : null;
    if (stuck) return blocked(stuck);
    return { resolved, steps: [stepOf(pool, 'unchanged', asked)], cost: [], warnings: given(busy(pool), inactive(pool)) };
  }
  const issues = obstacles(pool, asked);
  if (issues.length > 0) return blocked(...issues);
  const added = asked - today;
  return {
    resolved,
    steps: [stepOf(pool, 'update', asked)],
    cost: [{ step: 'nodepool', charged: true, unit: 'node', amount: { count: added, of: pool.flavor } }],
    warnings: beside(pool, added),
  };
}
