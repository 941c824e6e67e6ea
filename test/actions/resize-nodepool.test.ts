import { describe, expect, it } from 'vitest';
import { resizeNodepool } from '../../src/actions/resize-nodepool.ts';
import type { Code } from '../../src/core/finding.ts';
import { isBlocked, type Plan, type Step } from '../../src/core/plan.ts';
import type { Progress } from '../../src/core/progress.ts';
import type { NodePool } from '../../src/ports/node-pools.ts';
import * as w from './precheck/world.ts';

const POOL = w.nodePool('worker-pool');
const condition = (type: string, holds: boolean, message = '') => ({ type, holds, reason: '', message });
const SOLD_OUT = [condition('Scalable', false), condition('ResourceInsufficient', true, 'sold out')];

type Given = Record<string, string>;
async function planned(pools: NodePool[], given: Given, change: Partial<w.World> = {}) {
  const context = w.contextOf(w.ready({ nodePools: pools, ...change }));
  const params = resizeNodepool.params.parse(given);
  const state = await resizeNodepool.read(params, context);
  return { planned: resizeNodepool.plan(params, state, context), state, context };
}
const planOf = async (...args: Parameters<typeof planned>): Promise<Plan> => {
  const { planned: plan } = await planned(...args);
  if (isBlocked(plan)) throw new Error(`blocked: ${JSON.stringify(plan.issues)}`);
  return plan;
};
const blockers = async (...args: Parameters<typeof planned>) => {
  const { planned: plan } = await planned(...args);
  return isBlocked(plan) ? plan.issues : [];
};
const codes = (found: readonly { readonly code: Code }[]): Code[] => found.map(({ code }) => code);
const to = (count: number): Given => ({ nodepool_name: 'worker-pool', node_count: String(count) });

describe('the parameters', () => {
  const problems = (given: Given) => resizeNodepool.params.safeParse(given).error?.issues.map(({ message }) => message) ?? [];
  it.each<Given>([
    { nodepool_name: 'worker-pool', node_count: '3' },
    { nodepool_id: POOL.id, node_count: '1' },
    { nodepool_id: 'worker-pool', node_count: '2000' },
    { nodepool_name: ' DefaultPool ', node_count: ' 3 ' },
  ])('%j are taken', (given) => expect(problems(given)).toEqual([]));

  it.each<[Given, RegExp]>([
    [{ node_count: '3' }, /one of them/],
    [{ nodepool_name: 'a', nodepool_id: 'b', node_count: '3' }, /one of them/],
    [{ nodepool_name: '', node_count: '3' }, /name of a node pool/],
    ...['0', '-1', '+3', '2.5', '1e3', '2001', '99999999', 'three', '', '0x3', '٣'].map((node_count): [Given, RegExp] => [
      { nodepool_name: 'a', node_count },
      /whole number of nodes, 1 to 2,000/,
    ]),
  ])('%j are refused, with what is accepted', (given, accepted) => {
    expect(problems(given)).toEqual([expect.stringMatching(accepted)]);
  });
});

describe('the pool that is meant', () => {
  const pools = [
    POOL,
    w.nodePool('DefaultPool', { isDefault: true }),
    w.nodePool('gpu-pool'),
    w.nodePool('twin'),
    w.nodePool('twin', { id: 'b7d1e4f2-6a39-11f0-9c85-0255ac100a99' }),
  ];
  it.each<[string, Given, string]>([
    ['by name', { nodepool_name: 'gpu-pool' }, 'gpu-pool'],
    ['by id', { nodepool_id: POOL.id }, 'worker-pool'],
    ['by an id in capitals', { nodepool_id: POOL.id.toUpperCase() }, 'worker-pool'],
    ['by a name given as id, as the skill takes it', { nodepool_id: 'gpu-pool' }, 'gpu-pool'],
    ['by the id of one of two namesakes', { nodepool_id: 'b7d1e4f2-6a39-11f0-9c85-0255ac100a99' }, 'twin'],
  ])('%s', async (_, given, name) => {
    const plan = await planOf(pools, { ...given, node_count: '5' });
    expect(plan.resolved).toMatchObject({ nodepool_name: name, node_count: 5 });
  });

  it.each<[string, Given, object]>([
    ['a typo', { nodepool_name: 'worker-pol' }, { code: 'nodepool_unknown', facts: { asked: 'worker-pol', nearest: 'worker-pool' } }],
    [
      'nothing like it',
      { nodepool_name: 'x9' },
      { code: 'nodepool_unknown', facts: { nearest: null, names: ['gpu-pool', 'twin', 'twin', 'worker-pool'] } },
    ],
    ['the default pool, mistyped', { nodepool_name: 'DefaultPol' }, { facts: { nearest: null } }],
    ['an unknown id', { nodepool_id: w.CLUSTER }, { code: 'nodepool_unknown' }],
    ['another case', { nodepool_name: 'GPU-pool' }, { code: 'nodepool_unknown', facts: { nearest: 'gpu-pool' } }],
    [
      'a name that two have',
      { nodepool_name: 'twin' },
      {
        code: 'nodepool_ambiguous',
        facts: { name: 'twin', ids: ['b7d1e4f2-6a39-11f0-9c85-0255ac100a99', w.nodePool('twin').id].toSorted() },
      },
    ],
  ])('is not known after %s', async (_, given, expected) => {
    expect(await blockers(pools, { ...given, node_count: '5' })).toMatchObject([expected]);
  });
});

describe('a pool grows', () => {
  it('by one step that says from how many to how many', async () => {
    const { planned: plan, state, context } = await planned([POOL], to(3));
    expect(plan).toEqual({
      resolved: { nodepool_id: POOL.id, nodepool_name: 'worker-pool', node_count: 3 },
      steps: [
        {
          id: 'nodepool',
          verb: 'update',
          resource: 'node-pool worker-pool',
          changes: [{ field: 'node_count', before: 2, after: 3 }],
          resourceId: POOL.id,
          since: null,
        },
      ],
      cost: [{ step: 'nodepool', charged: true, unit: 'node', amount: { count: 1, of: 'c7.xlarge.2' } }],
      warnings: [],
    });
    const cluster = `cn-north-4/${w.PROJECT}/cluster/${w.CLUSTER}`;
    expect(resizeNodepool.writes(state, context)).toEqual({ leases: [cluster], resources: [`${cluster}/nodepools/${POOL.id}`] });
    expect(resizeNodepool.report(state)).toMatchObject({
      success: true,
      network: { cluster_name: 'turbo-prod' },
      nodepools: [{ name: 'worker-pool' }],
    });
  });

  it.each<[string, Partial<NodePool>, number, Code[]]>([
    ['from nothing', { currentNodes: 0, desiredNodes: 0, activeNodes: 0 }, 1, []],
    ['by ten', {}, 12, []],
    ['by more than ten', {}, 13, ['nodepool_large_growth']],
    ['inside the bounds of its autoscaling', { autoscaling: { enabled: true, min: 1, max: 5 } }, 5, ['nodepool_autoscaled']],
    ['beyond bounds that are off', { autoscaling: { enabled: false, min: 1, max: 3 } }, 9, []],
    ['beyond an upper bound that nobody set', { autoscaling: { enabled: true, min: 0, max: 0 } }, 9, ['nodepool_autoscaled']],
    ['beside nodes that are not ready', { activeNodes: 1 }, 3, ['nodepool_inactive_nodes']],
    ['without conditions', { conditions: [] }, 3, []],
  ])('%s', async (_, change, count, warnings) => {
    const plan = await planOf([w.nodePool('worker-pool', change)], to(count));
    expect(plan.steps.map(({ verb }) => verb)).toEqual(['update']);
    expect(codes(plan.warnings)).toEqual(warnings);
  });
});

describe('a pool that is so already', () => {
  it.each<[string, Partial<NodePool>, Code[]]>([
    ['has nothing to do', {}, []],
    ['and still gets its nodes, is waited for', { desiredNodes: 2, currentNodes: 2, creatingNodes: 1, activeNodes: 1 }, ['nodepool_busy']],
    ['or was asked for that many', { desiredNodes: 2, currentNodes: 1, activeNodes: 1 }, ['nodepool_busy']],
    ['with a node that is not ready', { activeNodes: 1 }, ['nodepool_inactive_nodes']],
    ['and is sold out, needs nothing more', { conditions: SOLD_OUT }, []],
    ['and outside its bounds', { autoscaling: { enabled: true, min: 3, max: 5 } }, []],
  ])('%s', async (_, change, warnings) => {
    const plan = await planOf([w.nodePool('worker-pool', change)], to(2));
    expect(plan.steps).toMatchObject([{ verb: 'unchanged', changes: [], resourceId: POOL.id }]);
    expect(plan.cost).toEqual([]);
    expect(codes(plan.warnings)).toEqual(warnings);
  });
});

describe('a plan is blocked', () => {
  it.each<[string, Partial<NodePool>, number, object[]]>([
    ['by a count below what is there', {}, 1, [{ code: 'nodepool_shrink', facts: { nodes: 2, asked: 1 } }]],
    [
      'by a count below what was asked for',
      { desiredNodes: 4, currentNodes: 2 },
      3,
      [{ code: 'nodepool_shrink', facts: { nodes: 4, asked: 3 } }],
    ],
    ['by a count below nodes that are going', { desiredNodes: 1, deletingNodes: 1 }, 1, [{ code: 'nodepool_shrink', facts: { nodes: 2 } }]],
    ['by nodes that are going', { desiredNodes: 1, deletingNodes: 1 }, 2, [{ code: 'nodepool_busy', facts: { deleting: 1 } }]],
    [
      'by nodes that are coming',
      { desiredNodes: 3, currentNodes: 3, creatingNodes: 1 },
      4,
      [{ code: 'nodepool_busy', facts: { active: 2, wanted: 3, creating: 1 } }],
    ],
    ['by nodes that were asked for', { desiredNodes: 3 }, 4, [{ code: 'nodepool_busy' }]],
    [
      'by being sold out',
      { conditions: SOLD_OUT },
      3,
      [{ code: 'nodepool_unscalable', facts: { because: 'sold_out', detail: 'sold out' } }],
    ],
    [
      'by being sold out on the way, not by being busy',
      { desiredNodes: 3, conditions: SOLD_OUT },
      4,
      [{ code: 'nodepool_unscalable', facts: { nodes: 2, wanted: 3 } }],
    ],
    ['by what was asked for and cannot come', { desiredNodes: 3, conditions: SOLD_OUT }, 3, [{ code: 'nodepool_unscalable' }]],
    [
      'by a quota',
      { conditions: [condition('QuotaInsufficient', true)] },
      3,
      [{ code: 'nodepool_unscalable', facts: { because: 'quota' } }],
    ],
    ['by going away', { phase: 'Deleting' }, 3, [{ code: 'nodepool_deleting' }]],
    ['by being the default pool', { isDefault: true }, 3, [{ code: 'nodepool_default' }]],
    [
      'above the bound of its autoscaling',
      { autoscaling: { enabled: true, min: 1, max: 5 } },
      6,
      [{ code: 'nodepool_outside_autoscaling', facts: { asked: 6, min: 1, max: 5 } }],
    ],
    ['below it', { autoscaling: { enabled: true, min: 5, max: 9 } }, 4, [{ code: 'nodepool_outside_autoscaling' }]],
    ['by scale groups', { furtherScaleGroups: 1 }, 3, [{ code: 'nodepool_scale_groups', facts: { groups: 2 } }]],
    ['by monthly billing', { prepaid: true }, 3, [{ code: 'nodepool_prepaid' }]],
    [
      'by all of it, said at once',
      { prepaid: true, furtherScaleGroups: 2, conditions: SOLD_OUT, autoscaling: { enabled: true, min: 1, max: 2 } },
      3,
      [
        { code: 'nodepool_unscalable' },
        { code: 'nodepool_outside_autoscaling' },
        { code: 'nodepool_scale_groups' },
        { code: 'nodepool_prepaid' },
      ],
    ],
  ])('%s', async (_, change, count, expected) => {
    expect(await blockers([w.nodePool('worker-pool', change)], to(count))).toMatchObject(expected);
  });

  it.each<[string, Partial<w.World>, object[]]>([
    ['by a cluster that is not there', { broken: { cluster: w.notFound(), nodePools: w.notFound() } }, [{ code: 'cluster_not_found' }]],
    ['by a cluster that sleeps', { cluster: w.cluster({ phase: 'Hibernation' }) }, [{ code: 'cluster_not_available' }]],
    [
      'by pools that may not be read',
      { broken: { nodePools: w.denied('cce:nodepool:list') } },
      [{ code: 'permission_denied', facts: { action: 'cce:nodepool:list', operation: 'ListNodePools' } }],
    ],
    [
      'by both that cannot be read',
      { broken: { cluster: w.denied('cce:cluster:get'), nodePools: w.down() } },
      [{ code: 'permission_denied' }, { code: 'source_unreadable' }],
    ],
  ])('%s', async (_, change, expected) => {
    expect(await blockers([POOL], to(3), change)).toMatchObject(expected);
  });
});

describe('a look at the step', () => {
  const step = (after = 3): Step => ({
    id: 'nodepool',
    verb: 'update',
    resource: 'node-pool worker-pool',
    changes: [{ field: 'node_count', before: 2, after }],
    resourceId: POOL.id,
    since: null,
  });
  async function look(change: Partial<NodePool>, of = step()) {
    const notes: Progress[] = [];
    const context = {
      ...w.contextOf(w.ready({ nodePools: [w.nodePool('worker-pool', change)] })),
      progress: (note: Progress) => notes.push(note),
    };
    return { sight: await resizeNodepool.look(of, context), notes };
  }

  it.each<[string, Partial<NodePool>, string]>([
    ['nothing has happened', {}, 'undone'],
    ['it was asked for', { desiredNodes: 3 }, 'settling'],
    ['a node is being made', { desiredNodes: 3, currentNodes: 3, creatingNodes: 1 }, 'settling'],
    ['a node is there and not active yet', { desiredNodes: 3, currentNodes: 3 }, 'settling'],
    ['all are active', { desiredNodes: 3, currentNodes: 3, activeNodes: 3 }, 'done'],
    ['somebody made it larger still', { desiredNodes: 5, currentNodes: 5, creatingNodes: 2, activeNodes: 3 }, 'done'],
    ['somebody makes it larger still', { desiredNodes: 5, currentNodes: 5, creatingNodes: 3, activeNodes: 2 }, 'settling'],
    ['it was asked for and is sold out', { desiredNodes: 3, conditions: SOLD_OUT }, 'broken'],
    [
      'it is sold out, and the last one is on its way',
      { desiredNodes: 3, currentNodes: 3, creatingNodes: 1, conditions: SOLD_OUT },
      'settling',
    ],
    [
      'some are on their way, the rest is sold out',
      { desiredNodes: 4, currentNodes: 3, creatingNodes: 1, conditions: SOLD_OUT },
      'settling',
    ],
    ['it is sold out before it was asked for', { conditions: SOLD_OUT }, 'broken'],
    ['it goes', { phase: 'Deleting', desiredNodes: 3, activeNodes: 3 }, 'broken'],
  ])('%s', async (_, change, is) => {
    expect((await look(change, step(change.desiredNodes === 4 ? 4 : 3))).sight.is).toBe(is);
  });

  it('says how far it is while it waits, and nothing otherwise', async () => {
    const { sight, notes } = await look({ desiredNodes: 3, currentNodes: 3, creatingNodes: 1 });
    expect(sight).toEqual({ is: 'settling', resourceId: POOL.id, by: null });
    expect(notes).toEqual([{ code: 'nodes_joining', facts: { name: 'worker-pool', active: 2, wanted: 3, creating: 1 } }]);
    expect((await look({})).notes).toEqual([]);
  });

  it('is one call, of that pool alone', async () => {
    const world = w.ready({ nodePools: [POOL] });
    await resizeNodepool.look(step(), w.contextOf(world));
    expect(world.asked).toEqual(['nodePool']);
  });

  it('finds a pool that is gone broken, and does not take an unreadable one for gone', async () => {
    const gone = await resizeNodepool.look(step(), w.contextOf(w.ready({ nodePools: [] })));
    expect(gone).toMatchObject({ is: 'broken', why: { code: 'nodepool_gone', facts: { name: 'worker-pool' } } });
    const error = w.denied('cce:nodepool:get');
    await expect(resizeNodepool.look(step(), w.contextOf(w.ready({ broken: { nodePool: error } })))).rejects.toBe(error);
  });

  it('writes the absolute count of that pool, once', async () => {
    const world = w.ready({ nodePools: [POOL] });
    await resizeNodepool.write(step(7), w.contextOf(world), 'run_0123456789');
    expect(world.scaledPools).toEqual([[POOL.id, 7]]);
    expect(world.asked).toEqual(['scale']);
  });

  it('knows no step of another command', async () => {
    const context = w.contextOf(w.ready());
    await expect(resizeNodepool.look({ ...step(), resourceId: null }, context)).rejects.toThrow('names no node pool');
    await expect(resizeNodepool.write({ ...step(), changes: [] }, context, 'run_0123456789')).rejects.toThrow('node_count');
  });
});

it('capacity follows by itself', async () => {
  const plan = await planOf([POOL], to(3));
  expect(resizeNodepool.next?.(resizeNodepool.params.parse(to(3)), plan)).toEqual([{ command: 'capacity', params: {}, how: 'itself' }]);
});
