import { describe, expect, test } from 'vitest';
import { actionOf } from '../../src/actions/index.ts';
import { rollout } from '../../src/actions/rollout.ts';
import { finding } from '../../src/core/finding.ts';
import { beginGuide, currentStop, guideReport, leadsOn, onward, paramsFor, waitingFor, withRun } from '../../src/runs/guide.ts';
import type { Run } from '../../src/runs/run.ts';
import { BOB } from './clicks.ts';
import { approval, runOf } from './samples.ts';

const stages = rollout.stages.filter(({ command }) => actionOf(command));
const at = (id: string): number => stages.findIndex((stage) => stage.id === id);
const LOW = finding('low_headroom', {
  schedulable: 1,
  best_cpu: null,
  best_memory: null,
  needed_cpu: '2',
  needed_memory: '4Gi',
  reasons: ['few_nodes'],
});
const precheck = (more: object): Partial<Run> => ({
  command: 'precheck',
  plan: null,
  result: { success: true, issues: [], warnings: [], vpcep: { endpoints: [], missing: [] }, virtual_kubelet: { healthy: true }, ...more },
});
/** Where it goes on after a stop, as `stage` and the parameters; or that it is done, or why not. */
function stepFrom(stage: string, ended: Partial<Run>, given: Record<string, string> = {}) {
  const run = runOf({ state: 'succeeded', params: {}, ...ended });
  const guide = withRun(beginGuide(stages), at(stage), run);
  const on = onward({ stages, guide, given, actionOf }, at(stage), run);
  if ('done' in on) return 'done';
  if ('stuck' in on) return on.stuck.map(({ code }) => code);
  return { to: stages[on.to]?.id, params: on.invocation.params, skipped: skipped(on.guide), offers: on.guide.offers };
}
const skipped = ({ stops }: ReturnType<typeof beginGuide>): readonly string[] =>
  stops.filter(({ state }) => state === 'skipped').map(({ stage }) => stage);
const NONE = { params: {}, skipped: [], offers: [] };

describe('after precheck it goes on', () => {
  test.each<[string, object, object]>([
    ['with the endpoints that are missing', { vpcep: { endpoints: [], missing: ['swr'] } }, { ...NONE, to: 'vpcep' }],
    ['with the endpoints, if nobody knows', { vpcep: { endpoints: null, missing: null } }, { ...NONE, to: 'vpcep' }],
    ['with the add-on that is not there', { virtual_kubelet: null }, { ...NONE, to: 'setup', skipped: ['vpcep'] }],
    [
      'with the add-on that is set up wrong, which is what setup is for',
      { success: false, issues: [finding('addon_misconfigured', { field: 'x', problem: 'missing', value: null, expected: null })] },
      { ...NONE, to: 'setup', skipped: ['vpcep'] },
    ],
    ['with a look, if all is so already', {}, { ...NONE, to: 'verify', skipped: ['vpcep', 'setup'] }],
    [
      'past more nodes that nobody described, which are on offer',
      { warnings: [LOW] },
      { ...NONE, to: 'verify', skipped: ['vpcep', 'setup'], offers: ['create-nodepool', 'resize-nodepool'] },
    ],
  ])('%s', (_, result, expected) => {
    expect(stepFrom('precheck', precheck(result))).toEqual(expected);
  });

  test('with more nodes, if it was said which', () => {
    const given = { nodepool_name: 'worker-pool', node_count: '3', replicas: '2' };
    expect(stepFrom('precheck', precheck({ warnings: [LOW] }), given)).toEqual({
      to: 'resize-nodepool',
      params: { nodepool_name: 'worker-pool', node_count: '3' },
      skipped: [],
      offers: ['create-nodepool'],
    });
  });

  test('not, where something is in the way', () => {
    const issue = finding('cluster_not_available', { phase: 'Hibernation' });
    expect(stepFrom('precheck', precheck({ success: false, issues: [issue] }))).toEqual(['cluster_not_available']);
  });
});

describe('after a change it goes on', () => {
  test('whether it was applied or all was there', () => {
    expect(stepFrom('vpcep', { command: 'vpcep' })).toMatchObject({ to: 'setup' });
    expect(stepFrom('resize-nodepool', { command: 'resize-nodepool', params: { nodepool_name: 'a', node_count: '2' } })).toMatchObject({
      to: 'vpcep',
    });
    expect(stepFrom('setup', { command: 'setup' })).toMatchObject({ to: 'verify', params: { wait: '5m' } });
    expect(stepFrom('setup', { command: 'setup' }, { wait: '10m', namespace: 'shop' })).toMatchObject({
      to: 'verify',
      params: { wait: '10m' },
    });
  });

  test.each(['rejected', 'expired', 'stale', 'cancelled'] as const)('not, if it was %s', (state) => {
    expect(stepFrom('vpcep', { command: 'vpcep', state })).toEqual(['guided_stopped']);
  });

  test('not, if it failed or was blocked: then its own reason is told', () => {
    const error = { finding: finding('frozen', { by: 'U02BOB', reason: null }), requestId: null, retryable: false };
    expect(stepFrom('vpcep', { command: 'vpcep', state: 'failed', error })).toEqual(['frozen']);
    const issues = [finding('obs_name_required', { region: 'cn-north-4' })];
    expect(stepFrom('setup', { command: 'setup', state: 'blocked', plan: null, result: { success: false, issues } })).toEqual([
      'obs_name_required',
    ]);
  });
});

describe('after verify', () => {
  const verify = (more: object): Partial<Run> => ({
    command: 'verify',
    plan: null,
    result: { success: true, ready: true, issues: [], ...more },
  });
  test('it goes on with an image, and at the end is done', () => {
    expect(stepFrom('verify', verify({}))).toMatchObject({ to: 'images' });
    expect(stepFrom('pods', { ...verify({}), params: { workload_name: 'cci2-burst-demo' } })).toBe('done');
  });

  test('not, while it is not ready: its own reasons are told, else that it stopped there', () => {
    const issues = [finding('addon_unhealthy', { status: 'abnormal', detail: '' })];
    expect(stepFrom('verify', verify({ success: false, ready: false, issues }))).toEqual(['addon_unhealthy']);
    expect(stepFrom('verify', verify({ success: false, ready: false }))).toEqual(['guided_stopped']);
  });
});

test('a plan gets all that was given for it, a read what it is asked for as it was given', () => {
  const given = { namespace: 'shop', wait: '10m', vpcep_subnet_id: 's' };
  expect(paramsFor({ kind: 'plan', parameterHelp: { namespace: '', vpcep_subnet_id: '' } }, {}, given)).toEqual({
    namespace: 'shop',
    vpcep_subnet_id: 's',
  });
  expect(paramsFor({ kind: 'read', parameterHelp: { namespace: '', wait: '' } }, { wait: '5m' }, given)).toEqual({ wait: '10m' });
  expect(paramsFor({ kind: 'read', parameterHelp: { namespace: '' } }, {}, given)).toEqual({});
});

test('what follows by itself is left to the guide where it comes by there anyway', () => {
  expect(leadsOn(stages, 'setup', 'verify')).toBe(true);
  expect(leadsOn(stages, 'vpcep', 'precheck')).toBe(false);
  expect(leadsOn(stages, 'verify', 'diagnose')).toBe(false);
  expect(leadsOn(stages, 'elsewhere', 'verify')).toBe(false);
});

test('it knows how far it is, who said yes, and what it came to', () => {
  const begun = beginGuide(stages);
  expect(currentStop(begun)).toBe(-1);
  expect(waitingFor(begun)).toBeNull();
  const run = runOf({ command: 'vpcep', state: 'approved', approvals: [approval(BOB)] });
  const guide = withRun(begun, at('vpcep'), run);
  expect(waitingFor(guide)).toBe(run.id);
  expect(guide.stops[at('vpcep')]).toMatchObject({
    run: run.id,
    state: 'approved',
    success: null,
    approvals: [{ by: BOB, verdict: 'approved' }],
  });
  expect(guideReport(guide, [])).toMatchObject({ success: true, issues: [] });
  expect(JSON.stringify(guideReport(guide, []))).toContain(
    `"stage":"vpcep","command":"vpcep","run":"${run.id}","state":"approved","approved_by":["${BOB}"]`,
  );
});
