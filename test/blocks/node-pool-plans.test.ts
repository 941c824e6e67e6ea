import { expect, it } from 'vitest';
import { renderRun } from '../../blocks/run.ts';
import { zh } from '../../blocks/zh/index.ts';
import { createStep } from '../../src/actions/node-pools/create-step.ts';
import type { Step } from '../../src/core/plan.ts';
import type { NewNodePool } from '../../src/ports/node-pools.ts';
import type { Run } from '../../src/runs/run.ts';
import { planOf, planRun, progress } from './plan-samples.ts';
import { buttonsOf, expectSafe, read } from './reading.ts';
import * as s from './samples.ts';

const named = (x: string): NewNodePool => ({
  name: x,
  flavor: x,
  availabilityZone: x,
  os: x,
  sshKey: x,
  subnetId: x,
  rootVolume: { type: x, sizeGiB: 40 },
  dataVolume: { type: x, sizeGiB: 100 },
  nodeCount: 2,
});
const resize: Step = {
  id: 'nodepool',
  verb: 'update',
  resource: 'node-pool worker-pool',
  changes: [{ field: 'node_count', before: 2, after: 3 }],
  resourceId: 'b7d1e4f2-6a39-11f0-9c85-0255ac100a11',
  since: null,
};
const shown = (command: string, step: Step, of: string | null, more: Partial<Run> = {}) => {
  const cost = [{ step: 'nodepool', charged: true, unit: 'node', amount: { count: 1_200, of } } as const];
  return renderRun(planRun({ command, plan: planOf({ resolved: {}, steps: [step], cost, warnings: [] }), ...more }));
};

it('a plan for more nodes says from how many to how many, and what is charged', () => {
  const text = read(shown('resize-nodepool', resize, 'c7.xlarge.2'));
  expect(text).toContain('*Update* node pool `worker-pool`');
  expect(text).toContain('• Nodes: `2` → `3`');
  expect(text).toContain('charged per node: node pool `worker-pool` (1,200 × c7.xlarge.2)');
  expect(read(shown('resize-nodepool', resize, null))).toContain('charged per node: node pool `worker-pool` (1,200)');
});

it('the question before an approval names the pool, and Chinese names it too', () => {
  const message = shown('resize-nodepool', resize, null);
  expect(buttonsOf(message)[0]?.confirm?.text.text).toContain('update 1 node pool (worker-pool)');
  const cost = [{ step: 'nodepool', charged: true, unit: 'node', amount: { count: 1, of: null } } as const];
  const run = planRun({ command: 'resize-nodepool', plan: planOf({ steps: [resize], cost, warnings: [] }) });
  expect(read(renderRun(run, zh))).toContain('按节点计费： 节点池 `worker-pool`');
});

it('a plan for a new pool shows every value that is sent, none behind "and more"', () => {
  const text = read(shown('create-nodepool', createStep({ ...named('v'), name: 'burst-pool' }), 'v'));
  expect(text).toContain('*Create* node pool `burst-pool`');
  for (const label of ['Flavor', 'Availability zone', 'Nodes', 'Operating system', 'Key pair', 'System disk (GiB)', 'Data disk type'])
    expect(text).toContain(`• ${label}: `);
  expect(text).not.toContain('more value');
});

it('while nodes join, the message says how far it is', () => {
  const joining = { code: 'nodes_joining', facts: { name: 'worker-pool', active: 2, wanted: 3, creating: 1 } } as const;
  const run = shown('resize-nodepool', resize, 'c7', { state: 'applying', steps: { nodepool: progress('waiting') }, progress: joining });
  expect(read(run)).toContain('2 of 3 nodes of worker-pool active, 1 being made; a node takes some minutes.');
});

it('of whatever names are safe, and within the limits of Slack', () => {
  for (const x of [s.HOSTILE, s.LONG, s.RTL, '']) {
    const joining = { code: 'nodes_joining', facts: { name: x, active: 0, wanted: 1, creating: 0 } } as const;
    const states: Partial<Run>[] = [{}, { state: 'applying', progress: joining }, { state: 'succeeded' }, { state: 'stale' }];
    for (const more of states) {
      expectSafe(shown('create-nodepool', createStep(named(x)), x, more));
      expectSafe(shown('resize-nodepool', { ...resize, resource: `node-pool ${x}` }, x, more));
    }
  }
});
