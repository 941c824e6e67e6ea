import { describe, expect, it } from 'vitest';
import { SIGNS } from '../../blocks/kit.ts';
import { renderRun } from '../../blocks/run.ts';
import type { VerifyResult } from '../../src/actions/verify/result.ts';
import type { WorkloadRow } from '../../src/actions/verify/workload.ts';
import { type Finding, finding } from '../../src/core/finding.ts';
import type { Run } from '../../src/runs/run.ts';
import { expectSafe, read } from './reading.ts';
import * as s from './samples.ts';

const door = { name: 'bursting-node', ready: true, status: 'True', reason: '', message: '', schedulable: true, zone: null, az_fault: null };

const resultOf = (more: Partial<VerifyResult> = {}): VerifyResult => ({
  success: true,
  ready: true,
  addon: { uid: 'u', version: '1.5.82', status: 'running', healthy: true, reason: '', message: '' },
  virtual_nodes: [door],
  workload: null,
  warning_events: [],
  issues: [],
  warnings: [],
  ...more,
});

const workloadOf = (more: Partial<WorkloadRow> = {}): WorkloadRow => ({
  namespace: 'shop',
  workload_name: 'checkout',
  desired: 2,
  pod_count: 2,
  phase_distribution: { Running: 2 },
  node_distribution: { 'bursting-node': 2 },
  waiting: [],
  ready: true,
  ready_pod_count: 2,
  matched_by: 'deployment',
  ...more,
});

const show = (result: VerifyResult, more: Partial<Run> = {}) => {
  const message = renderRun(s.done(result, { command: 'verify', action: 'huawei_verify_cce_cci_bursting', ...more }));
  expectSafe(message);
  return message;
};
const missing = (...issues: Finding[]): VerifyResult => resultOf({ success: false, ready: false, issues });

describe('the verdict', () => {
  const pulls = finding('pods_not_ready', { ready: 0, total: 2, pod: 'p', reason: 'ImagePullBackOff', detail: 'i/o timeout', ended: null });
  const starts = finding('pods_not_ready', { ready: 0, total: 2, pod: 'p', reason: 'ContainerCreating', detail: '', ended: null });
  it.each<[string, VerifyResult, string, keyof typeof SIGNS]>([
    ['ready', resultOf(), 'prod bursts: the add-on is running and 1 virtual node is Ready.', 'ok'],
    ['a workload', resultOf({ workload: workloadOf() }), 'prod bursts: 1 virtual node Ready, 2 of 2 pods of checkout run on CCI.', 'ok'],
    [
      'a namespace',
      resultOf({ workload: workloadOf({ workload_name: null, desired: null, pod_count: 1, ready_pod_count: 1 }) }),
      'prod bursts: 1 virtual node Ready, 1 of 1 pod of namespace shop runs on CCI.',
      'ok',
    ],
    ['one zone of two', resultOf({ warnings: [finding('virtual_node_missing', {})] }), 'prod bursts: ', 'warning'],
    ['something missing', missing(finding('virtual_node_missing', {})), 'prod does not burst yet: 1 thing is missing.', 'problem'],
    [
      'something coming',
      missing(finding('addon_busy', { status: 'installing' })),
      'prod does not burst yet: 1 thing is missing.',
      'waiting',
    ],
    [
      'a workload that waits',
      { ...missing(pulls), workload: workloadOf({ ready: false }) },
      'checkout on prod does not run on CCI yet: 1 thing is missing.',
      'problem',
    ],
    [
      'a workload that starts',
      { ...missing(starts), workload: workloadOf({ ready: false }) },
      'checkout on prod does not run on CCI yet: 1 thing is missing.',
      'waiting',
    ],
    [
      'nothing known',
      resultOf({ ready: false, success: false, virtual_nodes: null, warnings: [finding('timeout', { seconds: 1 })] }),
      'Whether prod bursts is not known: 1 source could not be read.',
      'warning',
    ],
  ])('%s', (_, result, verdict, sign) => {
    const message = show(result);
    expect(message.text.startsWith(verdict)).toBe(true);
    expect(read(message).startsWith(`${SIGNS[sign]} *${verdict.slice(0, 10)}`)).toBe(true);
  });
});

it('says what waits and why in the words of Kubernetes, and where the pods are', () => {
  const waiting = [1, 1, 2, 3, 4, 5, 6].map((n) => ({
    pod: `p-${n}`,
    container: 'main',
    reason: 'ErrImagePull',
    message: `dial tcp ${n}`,
    ended: null,
  }));
  const node_distribution = { 'bursting-node': 2, '(none)': 4 };
  const text = read(show({ ...missing(finding('addon_not_installed', {})), workload: workloadOf({ waiting, node_distribution }) }));
  expect(text).toContain('p-1, container main and 1 other: ErrImagePull: `dial tcp 1`');
  expect(text).toContain('and 2 more reasons');
  expect(text).toContain('on no node yet: 4');
});

it('says how what waits has ended, each way once', () => {
  const wait = (pod: string, exit_code: number, reason = 'CrashLoopBackOff') => ({
    ...{ pod, container: 'main', reason, message: reason === 'Error' ? '' : 'back-off' },
    ended: { reason: 'Error', exit_code },
  });
  const { pod, reason, message: detail, ended } = wait('p-1', 1);
  const issue = finding('pods_not_ready', { ready: 0, total: 4, pod, reason, detail, ended });
  const waiting = [wait('p-1', 1), wait('p-2', 1), wait('p-3', 2), wait('p-4', 3, 'Error')];
  const text = read(show({ ...missing(issue), workload: workloadOf({ waiting }) }));
  expect(text).toContain('p-1 waits: CrashLoopBackOff: back-off; last ended with Error (exit code 1).');
  expect(text).toContain('p-3, container main: CrashLoopBackOff: `back-off`; last ended with Error (exit code 2)');
  expect(text).toContain('p-4, container main: Error: exit code 3');
  expect(text).not.toContain('p-2');
});

it('says the same once', () => {
  const message = 'dial tcp 100.125.40.98:443: i/o timeout';
  const issue = finding('pods_not_ready', { ready: 0, total: 1, pod: 'p-1', reason: 'ErrImagePull', detail: message, ended: null });
  const event = { reason: 'Failed', message, count: 4, last_seen: '', namespace: 'shop', object: 'Pod/p-1', reporter: 'x' };
  const waiting = [{ pod: 'p-1', container: 'main', reason: 'ErrImagePull', message, ended: null }];
  const text = read(show({ ...missing(issue), workload: workloadOf({ waiting }), warning_events: [event] }));
  expect(text.split(message)).toHaveLength(2);
});

it('shows the latest warnings only where something is wrong', () => {
  const row = {
    reason: 'Failed',
    message: '<!channel> `x`',
    count: 4,
    last_seen: '',
    namespace: 'shop',
    object: 'Pod/p',
    reporter: 'kubelet',
  };
  const text = read(show({ ...missing(finding('virtual_node_missing', {})), warning_events: Array.from({ length: 5 }, () => row) }));
  expect(text).toContain('Pod/p (4 times): Failed `&lt;!channel&gt; ˋxˋ`');
  expect(text).toContain('and 2 more events');
  expect(read(show(resultOf({ warning_events: [row] })))).not.toContain('Failed');
});

it('names the one command that is next, with the same workload', () => {
  const params = { namespace: 'shop', workload_name: 'checkout', wait: '5m' };
  const starting = finding('pods_not_ready', { ready: 0, total: 2, pod: 'p', reason: 'ContainerCreating', detail: '', ended: null });
  expect(read(show({ ...missing(starting), workload: workloadOf() }, { params }))).toContain(
    '`/bursting verify prod namespace=shop workload_name=checkout wait=5m` waits until it is ready',
  );
  const unknown = finding('workload_not_found', { namespace: 'shop', workload_name: 'checkout' });
  expect(read(show(missing(unknown), { params }))).toContain('do what is marked above, then run `/bursting verify prod namespace=shop');
  expect(read(show(resultOf({ workload: workloadOf() })))).toContain('nothing to do, pods reach CCI');
});

it.each([
  ['a hostile name', s.HOSTILE],
  ['text that runs the other way', s.RTL],
  ['a very long text', s.LONG],
])('%s fits, everywhere', (_, x) => {
  const waiting = Array.from({ length: 20 }, () => ({ pod: x, container: x, reason: x, message: x, ended: { reason: x, exit_code: 1 } }));
  const nodes = Array.from({ length: 60 }, (_unused, i) => ({ ...door, name: `${x}${i}`, ready: false }));
  const row = { reason: x, message: x, count: 2, last_seen: x, namespace: x, object: x, reporter: x };
  const node_distribution = Object.fromEntries(nodes.map(({ name }) => [name, 1]));
  show({
    ...missing(...s.findingsOf(x)),
    addon: { uid: x, version: x, status: x, healthy: false, reason: x, message: x },
    virtual_nodes: nodes,
    workload: workloadOf({ namespace: x, workload_name: x, waiting, node_distribution, ready: false }),
    warning_events: Array.from({ length: 10 }, () => row),
    warnings: s.findingsOf(x),
  });
});

it('of which nothing could be read is still a message', () => {
  show({
    ...missing(),
    addon: null,
    virtual_nodes: null,
    workload: workloadOf({ pod_count: null, ready_pod_count: null, phase_distribution: null, node_distribution: null, ready: false }),
    warning_events: null,
  });
});
