import type { NodePoolRow } from '../src/actions/node-pools/rows.ts';
import type { NodePoolsResult } from '../src/actions/nodepools.ts';
import type { Run } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { code, type Part, type Sign, section, sentence } from './kit.ts';
import { titled } from './lines.ts';
import { commandFor, findingList, headline, nameOf, type View } from './view.ts';

/** For a pool that somebody has yet to name. */
const NEW_NAME = 'burst-pool';

const line = (pool: NodePoolRow, say: Catalogue): string => {
  const { node_count: nodes, desired_node_count: wanted, active_node_count: active } = pool;
  const { enable, min_node_count: min, max_node_count: max } = pool.autoscaling;
  const facts = [
    say.nodepools.nodes(nodes, wanted, active, pool.creating_node_count, pool.deleting_node_count),
    say.nodepools.template(pool.flavor, pool.availability_zone),
    ...(enable ? [say.nodepools.autoscaled(min, max)] : []),
    ...(pool.is_default ? [say.nodepools.byHand] : []),
  ].filter((fact) => fact !== '');
  return `• ${say.lead(sentence(pool.name, 60) || code(''))} ${sentence(say.marks.clauses(facts), 200)}`;
};

const list = (pools: readonly NodePoolRow[], run: Run, say: Catalogue): Part =>
  titled(
    say.nodepools.title,
    pools.map((pool) => line(pool, say)),
    (left) => say.nodepools.more(left, code(`bursting runs show ${run.id}`)),
  );

/** A pool that `resize-nodepool` would plan one more node for, and nobody else is about to. */
const canGrow = (pool: NodePoolRow): boolean =>
  pool.scalable &&
  !pool.autoscaling.enable &&
  pool.billing_mode === 0 &&
  pool.scale_group_count === 1 &&
  pool.node_count === pool.desired_node_count &&
  pool.creating_node_count + pool.deleting_node_count === 0;

/** What to type next: a pool that can grow, with one node more than it has; or a new one that is like one of which there are more. */
const next = (pools: readonly NodePoolRow[], run: Run, say: Catalogue): Part => {
  const growing = pools.find(canGrow);
  const like = growing ?? pools.find(({ scalable, flavor, availability_zone: zone }) => scalable && flavor !== null && zone !== null);
  const another = say.nodepools.another(
    commandFor('create-nodepool', run, {
      nodepool_name: pools.some(({ name }) => name === NEW_NAME) ? '<name>' : NEW_NAME,
      flavor: like?.flavor ?? '<flavor>',
      availability_zone: like?.availability_zone ?? '<zone>',
    }),
  );
  if (!growing) return section(`${say.lead(say.nodepools.next)} ${another}`);
  const larger = commandFor('resize-nodepool', run, { nodepool_name: growing.name, node_count: String(growing.node_count + 1) });
  return section([say.lead(say.nodepools.next), `• ${say.nodepools.larger(larger)}`, `• ${another}`].join('\n'));
};

/** How many nodes there are and in which pools, what is wrong with one, what to do next. A default pool that is empty is nobody's news. */
export const nodepools: View<NodePoolsResult> = ({ nodepools: all, warnings }, run, say) => {
  const name = nameOf(run.target);
  const pools = all.filter(({ is_default: byHand, node_count: nodes }) => !byHand || nodes > 0);
  const total = (of: (pool: NodePoolRow) => number): number => pools.reduce((sum, pool) => sum + of(pool), 0);
  const nodes = total(({ node_count }) => node_count);
  const active = total(({ active_node_count }) => active_node_count);
  const verdict = pools.length === 0 ? say.nodepools.none(name) : say.nodepools.some(name, pools.length, nodes, active);
  const sign: Sign = warnings.length > 0 || pools.length === 0 ? 'warning' : 'ok';
  return {
    sign,
    verdict,
    parts: [
      headline(sign, verdict),
      findingList('warning', warnings, run, say),
      ...(pools.length === 0 ? [] : [list(pools, run, say)]),
      next(pools, run, say),
    ],
  };
};
