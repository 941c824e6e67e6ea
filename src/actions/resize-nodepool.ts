import { definePlanAction } from '../core/action.ts';
import { isBotError } from '../core/errors.ts';
import { finding } from '../core/finding.ts';
import { numberAfter, type Step } from '../core/plan.ts';
import { findPool } from './node-pools/find.ts';
import { poolChoices } from './node-pools/pool-choices.ts';
import { poolKeys, readPools, reportPools } from './node-pools/read.ts';
import { params, type ResizeParams } from './node-pools/resize-parameters.ts';
import { planResize, type ResizeState } from './node-pools/resize-plan.ts';
import { sightOf } from './node-pools/standing.ts';

/** A larger node pool. Never a smaller one: taking nodes away takes what runs on them away. */
export const resizeNodepool = definePlanAction<ResizeParams, ResizeState>({
  kind: 'plan',
  summary: 'Give a node pool more nodes; it never takes any away',
  skillAction: 'huawei_resize_cce_nodepool',
  examples: ['resize-nodepool prod nodepool_name=worker-pool node_count=3'],
  params,
  parameterHelp: {
    nodepool_id: 'Id of the node pool (this or nodepool_name)',
    nodepool_name: 'Name of the node pool (this or nodepool_id)',
    node_count: 'How many nodes it is to have in all: a whole number, not fewer than it has',
  },
  form: [{ heading: 'nodePool', parameters: ['nodepool_name', 'node_count'], needed: ['nodepool_name'] }],
  options: { nodepool_name: poolChoices },
  needs: ['cce:cluster:get', 'cce:nodepool:list', 'cce:nodepool:get'],
  writeNeeds: ['cce:nodepool:scale'],
  timeoutMs: 60_000,
  settleMs: 20 * 60_000,

  async read(given, context) {
    const readings = await readPools(context);
    const found = readings.pools.ok ? findPool(readings.pools.value, given) : null;
    return { ...readings, pool: found && 'pool' in found ? found.pool : null };
  },

  report: reportPools,

  plan: planResize,

  writes: ({ pool }, context) => poolKeys(pool?.id ?? null, context),

  async look(step, { ports, target, signal, progress }) {
    const { id, nodeCount } = wantedBy(step);
    try {
      const { sight, note } = sightOf(await ports.nodePools.show(target.clusterId, id, signal), nodeCount);
      if (note) progress(note);
      return sight;
    } catch (error) {
      if (!isBotError(error) || error.code !== 'not_found') throw error;
      return { is: 'broken', resourceId: id, why: finding('nodepool_gone', { name: step.resource.replace(/^\S+ /, '') }) };
    }
  },

  async write(step, { ports, target, signal }) {
    const { id, nodeCount } = wantedBy(step);
    await ports.nodePools.scale(target.clusterId, id, nodeCount, signal);
  },

  next: () => [{ command: 'capacity', params: {}, how: 'itself' }],
});

/** What a step says of the pool it is about; throws for one that was not made here. */
function wantedBy(step: Step): { readonly id: string; readonly nodeCount: number } {
  if (step.resourceId === null) throw new Error(`step ${step.id} names no node pool`);
  return { id: step.resourceId, nodeCount: numberAfter(step, 'node_count') };
}
