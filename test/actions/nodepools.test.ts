import { describe, expect, it } from 'vitest';
import { nodepools } from '../../src/actions/nodepools.ts';
import type { Code } from '../../src/core/finding.ts';
import type { NodePool } from '../../src/ports/node-pools.ts';
import * as w from './precheck/world.ts';

const list = (nodePools: NodePool[], change: Partial<w.World> = {}) => nodepools.read({}, w.contextOf(w.ready({ nodePools, ...change })));
const condition = (type: string, holds: boolean, message = '') => ({ type, holds, reason: '', message });

it('lists pools by name, the default one last, in the contract’s field names', async () => {
  const world = w.ready({ nodePools: [w.nodePool('DefaultPool', { isDefault: true }), w.nodePool('b'), w.nodePool('a')] });
  const { success, nodepools: rows, warnings } = await nodepools.read({}, w.contextOf(world));
  expect({ success, warnings }).toEqual({ success: true, warnings: [] });
  expect(rows.map(({ name }) => name)).toEqual(['a', 'b', 'DefaultPool']);
  expect(rows[0]).toEqual({
    id: w.nodePool('a').id,
    name: 'a',
    is_default: false,
    flavor: 'c7.xlarge.2',
    availability_zone: 'cn-north-4a',
    os: 'Huawei Cloud EulerOS 2.0',
    ssh_key: 'ops-keypair',
    subnet_id: w.NODES.id,
    root_volume: { type: 'SSD', size: 50 },
    data_volumes: [{ type: 'SSD', size: 100 }],
    node_count: 2,
    desired_node_count: 2,
    active_node_count: 2,
    creating_node_count: 0,
    deleting_node_count: 0,
    phase: '',
    billing_mode: 0,
    scale_group_count: 1,
    scalable: true,
    autoscaling: { enable: false, min_node_count: 0, max_node_count: 0 },
    conditions: [{ type: 'Scalable', status: true, reason: '', message: '' }],
  });
  expect(world.asked).toEqual(['nodePools']);
});

describe('what is wrong with a pool is a warning, and no failure', () => {
  it.each<[string, Partial<NodePool>, Code[]]>([
    ['nothing', {}, []],
    ['no nodes', { currentNodes: 0, desiredNodes: 0, activeNodes: 0 }, []],
    ['nodes on their way', { currentNodes: 3, desiredNodes: 3, creatingNodes: 1 }, []],
    ['nodes on their way out', { currentNodes: 3, desiredNodes: 2, deletingNodes: 1 }, []],
    ['no conditions at all', { conditions: [] }, []],
    ['it goes', { phase: 'Deleting', conditions: [condition('Scalable', false)] }, ['nodepool_deleting']],
    ['sold out', { conditions: [condition('Scalable', false), condition('ResourceInsufficient', true)] }, ['nodepool_unscalable']],
    ['sold out, said the old way', { phase: 'SoldOut', conditions: [] }, ['nodepool_unscalable']],
    ['sold out by its phase, scalable by its condition', { phase: 'SoldOut' }, []],
    ['an obstacle that is over', { conditions: [condition('ResourceInsufficient', false)] }, []],
    ['quota', { conditions: [condition('QuotaInsufficient', true)] }, ['nodepool_unscalable']],
    ['an unpaid order', { conditions: [condition('Scalable', true), condition('LockedByOrder', true)] }, ['nodepool_unscalable']],
    ['not scalable, nobody says why', { conditions: [condition('Scalable', false)] }, ['nodepool_unscalable']],
    ['in error', { conditions: [condition('Error', true, 'delete failed')] }, ['nodepool_error']],
    ['in error, said the old way', { phase: 'Error', conditions: [] }, ['nodepool_error']],
    ['a node that is not ready', { activeNodes: 1 }, ['nodepool_inactive_nodes']],
    [
      'several things',
      { activeNodes: 1, phase: 'Error', conditions: [condition('Scalable', false)] },
      ['nodepool_unscalable', 'nodepool_error', 'nodepool_inactive_nodes'],
    ],
    ['the default pool, which never grows', { isDefault: true, conditions: [condition('Scalable', false)] }, []],
  ])('%s', async (_, change, codes) => {
    const result = await list([w.nodePool('worker-pool', change)]);
    expect(result.success).toBe(true);
    expect(result.warnings.map(({ code }) => code)).toEqual(codes);
  });

  it.each<[string, NodePool['conditions'], object]>([
    [
      'sold out',
      [condition('Scalable', false, 'a'), condition('ResourceInsufficient', true, 'flavor is sold out')],
      { because: 'sold_out', detail: 'flavor is sold out' },
    ],
    [
      'quota before stock',
      [condition('ResourceInsufficient', true, 'r'), condition('QuotaInsufficient', true, 'q')],
      { because: 'quota', detail: 'q' },
    ],
    [
      'the reason of the condition',
      [{ type: 'Scalable', holds: false, reason: 'QuotaInsufficient', message: '' }],
      { because: 'quota', detail: 'QuotaInsufficient' },
    ],
    ['a failure', [condition('UnexpectedError', true, 'boom')], { because: 'failed', detail: 'boom' }],
    ['an order', [{ type: 'LockedByOrder', holds: true, reason: 'CS2211', message: '' }], { because: 'order', detail: 'CS2211' }],
    ['nobody knows', [condition('Scalable', false)], { because: 'unknown', detail: '' }],
  ])('says why it gets no node: %s', async (_, conditions, facts) => {
    const { warnings } = await list([w.nodePool('worker-pool', { conditions })]);
    expect(warnings).toMatchObject([{ code: 'nodepool_unscalable', facts: { name: 'worker-pool', flavor: 'c7.xlarge.2', ...facts } }]);
  });
});

it('no pool at all is a list of none', async () => {
  expect(await list([])).toEqual({ success: true, nodepools: [], warnings: [] });
});

it('a cluster that is not there is said as such; what else fails is thrown as it is', async () => {
  await expect(list([], { broken: { nodePools: w.notFound() } })).rejects.toMatchObject({
    code: 'cluster_not_found',
    facts: { cluster_id: w.CLUSTER, region: 'cn-north-4', project_id: w.PROJECT },
  });
  const denied = w.denied('cce:nodepool:list');
  await expect(list([], { broken: { nodePools: denied } })).rejects.toBe(denied);
});
