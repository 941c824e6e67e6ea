import { describe, expect, it } from 'vitest';
import type { SlackMessage } from '../../blocks/kit.ts';
import { renderRun } from '../../blocks/run.ts';
import type { NodePoolRow } from '../../src/actions/node-pools/rows.ts';
import { type Finding, finding } from '../../src/core/finding.ts';
import type { Run } from '../../src/runs/run.ts';
import { poolRow } from './node-pool-samples.ts';
import { expectSafe, read } from './reading.ts';
import * as s from './samples.ts';

const shown = (pools: readonly NodePoolRow[], warnings: readonly Finding[] = [], more: Partial<Run> = {}): SlackMessage =>
  renderRun(s.done({ success: true, nodepools: pools, warnings }, { command: 'nodepools', ...more }));
const DEFAULT = poolRow('DefaultPool', {
  is_default: true,
  flavor: null,
  availability_zone: null,
  node_count: 1,
  active_node_count: 1,
  scalable: false,
});

describe('the list of node pools', () => {
  it('says how many nodes there are, then each pool in a line, then what to type next', () => {
    const message = shown([poolRow('worker-pool'), DEFAULT]);
    expect(message.text).toBe('prod has 2 node pools with 3 nodes, all active.');
    const text = read(message);
    expect(text).toContain('• *worker-pool:* 2 nodes; c7.xlarge.2 in cn-north-4a');
    expect(text).toContain('• *DefaultPool:* 1 node; nodes added one by one, cannot be scaled');
    expect(text).toContain('*Next:*\n• `/bursting resize-nodepool prod nodepool_name=worker-pool node_count=3` plans a larger pool\n• ');
    expect(text).toContain('`/bursting create-nodepool prod nodepool_name=burst-pool flavor=c7.xlarge.2 availability_zone=cn-north-4a`');
    expectSafe(message);
  });

  it.each<[string, Partial<NodePoolRow>, string]>([
    ['one node', { node_count: 1, active_node_count: 1 }, '1 node; '],
    ['none', { node_count: 0, active_node_count: 0 }, '0 nodes; '],
    ['some coming', { node_count: 3, active_node_count: 2, creating_node_count: 1 }, '3 nodes, 2 active, 1 being made; '],
    ['more wanted than there are', { desired_node_count: 3 }, '2 nodes, 3 wanted; '],
    ['some going', { node_count: 3, active_node_count: 2, deleting_node_count: 1 }, '3 nodes, 2 active, 1 being deleted; '],
    [
      'scaling by itself',
      { autoscaling: { enable: true, min_node_count: 1, max_node_count: 5 } },
      'c7.xlarge.2 in cn-north-4a; scales by itself, 1 to 5',
    ],
    ['no zone', { availability_zone: null }, '2 nodes; c7.xlarge.2'],
  ])('counts nodes in words: %s', (_, change, words) => {
    expect(read(shown([poolRow('worker-pool', change)]))).toContain(words);
  });

  it('proposes no pool that cannot grow, nor one that scales by itself, nor a name that is taken', () => {
    const text = read(shown([poolRow('burst-pool', { scalable: false })]));
    expect(text).not.toContain('resize-nodepool');
    expect(text).toContain('nodepool_name=&lt;name&gt; flavor=&lt;flavor&gt;');
    const scaling = poolRow('a', { autoscaling: { enable: true, min_node_count: 1, max_node_count: 5 } });
    expect(read(shown([scaling]))).not.toContain('resize-nodepool');
  });

  it.each<Partial<NodePoolRow>>([
    { desired_node_count: 4 },
    { creating_node_count: 1 },
    { deleting_node_count: 1 },
    { billing_mode: 1 },
    { scale_group_count: 2 },
  ])('proposes no pool of which a plan would be blocked: %j', (change) => {
    const text = read(shown([poolRow('a', change)]));
    expect(text).not.toContain('resize-nodepool');
    expect(text).toContain('flavor=c7.xlarge.2');
  });

  it('has no line for a default pool without nodes', () => {
    const message = shown([poolRow('a'), { ...DEFAULT, node_count: 0, active_node_count: 0 }]);
    expect(message.text).toBe('prod has 1 node pool with 2 nodes, all active.');
    expect(read(message)).not.toContain('DefaultPool');
    expect(shown([{ ...DEFAULT, node_count: 0, active_node_count: 0 }]).text).toBe('prod has no node pool.');
  });

  it('says what is wrong above the list', () => {
    const facts = { name: 'a', because: 'sold_out', flavor: 'c7', availability_zone: 'az1', nodes: 2, wanted: 3, detail: '' } as const;
    const message = shown([poolRow('a', { scalable: false })], [finding('nodepool_unscalable', facts)]);
    const text = read(message);
    expect(text).toContain('⚠️ *prod has 1 node pool with 2 nodes, all active.*');
    expect(text).toContain('Node pool a gets no more nodes: flavor c7 is sold out in az1.');
    expect(text.indexOf('sold out')).toBeLessThan(text.indexOf('• *a:*'));
  });

  it('of no pools says so, and how to make one', () => {
    const message = shown([]);
    expect(message.text).toBe('prod has no node pool.');
    expect(read(message)).toContain('/bursting create-nodepool prod nodepool_name=burst-pool flavor=&lt;flavor&gt;');
    expectSafe(message);
  });

  it.each([
    ['many', Array.from({ length: 200 }, (_, i) => poolRow(`pool-${i}`))],
    ['long', Array.from({ length: 30 }, () => poolRow(s.LONG, { flavor: s.LONG, availability_zone: s.LONG }))],
    ['hostile', Array.from({ length: 5 }, () => poolRow(s.HOSTILE, { flavor: s.HOSTILE, availability_zone: s.HOSTILE }))],
    ['right to left', [poolRow(s.RTL)]],
    ['nameless', [poolRow('', { flavor: '', availability_zone: '' })]],
  ])('of %s pools is within the limits of Slack, and safe', (_, pools) => {
    const message = shown(pools, s.findingsOf(pools[0]?.name ?? ''));
    expectSafe(message);
    expect(read(message)).toContain('`run_0123456789`');
    expect(read(message)).toContain('*Next:*');
    if (pools.length === 200) expect(read(message)).toMatch(/and \d+ more node pools: `bursting runs show run_0123456789` prints all/);
  });
});
