import { describe, expect, test } from 'vitest';
import { proposalsOf } from '../../src/actions/proposals.ts';
import { finding } from '../../src/core/finding.ts';
import { planRun } from '../blocks/plan-samples.ts';
import * as s from '../blocks/samples.ts';

const low = finding('low_headroom', {
  schedulable: 1,
  best_cpu: '1',
  best_memory: '1Gi',
  needed_cpu: '2',
  needed_memory: '4Gi',
  reasons: [],
});
const unhealthy = finding('addon_misconfigured', { field: 'x', problem: 'missing', value: null, expected: null });
const overlap = finding('cidr_overlap', { subnet_name: 'x', subnet_id: 'x', cidr: 'x', reserved: 'x' });
const complete = { vpcep: { endpoints: [], missing: [] } } as const;
const commandsOf = (run: Parameters<typeof proposalsOf>[0]): readonly string[] => proposalsOf(run).map(({ command }) => command);

describe('a precheck proposes', () => {
  test.each([
    ['nothing when all is well', s.done({ ...s.precheckOf('x'), ...complete }), []],
    ['the endpoints that are missing', s.done(s.precheckOf('x')), ['vpcep']],
    ['the endpoints before the add-on that is not there', s.done({ ...s.precheckOf('x'), virtual_kubelet: null }), ['vpcep']],
    ['its repair', s.done({ ...s.precheckOf('x', [unhealthy]), ...complete }), ['setup']],
    [
      'room first',
      s.done({ ...s.precheckOf('x', [], [low]), ...complete, virtual_kubelet: null }),
      ['create-nodepool', 'resize-nodepool', 'setup'],
    ],
    ['nothing while something is in the way that no plan mends', s.done(s.precheckOf('x', [overlap, unhealthy])), []],
    ['nothing that could not be read', s.done(s.blindPrecheck([overlap])), []],
  ])('%s', (_, run, expected) => expect(commandsOf(run)).toEqual(expected));
});

test('a guided run proposes what it has on offer, filled in with what it was given', () => {
  const guide = { stops: [], offers: ['resize-nodepool', 'gone'] };
  const params = { nodepool_name: 'workers', replicas: '3' };
  expect(proposalsOf(s.runOf({ command: 'rollout', state: 'running', guide, params }))).toEqual([
    { command: 'resize-nodepool', params: { nodepool_name: 'workers' }, how: 'proposed' },
  ]);
});

test('where there is too little room, capacity proposes more nodes, in the thread of a guided run too', () => {
  const run = s.done(s.capacityOf({ ready: false }), { command: 'capacity', parent: 'y', root: 'x', guided: true });
  expect(commandsOf(run)).toEqual(['create-nodepool', 'resize-nodepool']);
  expect(commandsOf(s.done(s.capacityOf(), { command: 'capacity' }))).toEqual([]);
});

describe('nothing is proposed', () => {
  test.each([
    ['by a stop of a guided run', s.done(s.precheckOf('x', [], [low]), { parent: 'x', root: 'x', guided: true })],
    ['by a guided run that is over', s.runOf({ command: 'rollout', guide: { stops: [], offers: ['create-nodepool'] } })],
    ['by a run that did not end well', s.done(s.precheckOf('x'), { state: 'failed' })],
    ['without a result', s.runOf()],
    ['by a command that there is not any more', s.done(s.precheckOf('x'), { command: 'gone' })],
    ['by parameters that are none any more', s.done(s.precheckOf('x'), { params: { vpcep_subnet_id: 'x' } })],
    ['by a plan of which all follows by itself', planRun({ state: 'succeeded' })],
  ])('%s', (_, run) => expect(proposalsOf(run)).toEqual([]));
});
