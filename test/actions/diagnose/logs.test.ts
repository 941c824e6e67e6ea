import { describe, expect, test } from 'vitest';
import { aboutLogs } from '../../../src/actions/diagnose/rules/logs.ts';
import type { LogSample } from '../../../src/actions/diagnose/snapshot.ts';
import { snapshotOf } from './snapshots.ts';

const sample = (lines: readonly string[], more: Partial<LogSample> = {}): LogSample => ({
  pod: 'bursting-cceaddon-virtual-kubelet-virtual-kubelet-5b4df9f7crbdp',
  container: 'virtual-kubelet',
  previous: false,
  lines: lines.map((line, i) => `2026-11-22T07:01:${String(i % 60).padStart(2, '0')}Z ${line}`),
  ...more,
});
const codesOf = (...logs: readonly LogSample[]): string[] => aboutLogs(snapshotOf({ logs })).map(({ found }) => found.code);

describe('a complaint of the add-on is found', () => {
  test.each([
    ['region-mismatch', 'E1122 provider.go:142] region mismatch: addon region southchina does not match cluster region'],
    ['region-mismatch', 'invalid region "north-china"'],
    ['region-mismatch', 'level=error msg="Region northchina doesn\'t match the region of the cluster"'],
    ['project-id-or-iam', 'E1122 auth.go:77] project_id is missing, HUAWEI_PROJECT_ID must be set'],
    ['project-id-or-iam', 'E1122 auth.go:77] project id not found'],
    ['project-id-or-iam', 'E1122 iam.go:51] iam request denied, 403 Forbidden'],
    ['project-id-or-iam', 'W1122 create pod: response status code: 403'],
    ['project-id-or-iam', 'E1122 the agency CCEBurstingAgency is not authorized'],
    ['subnet-or-network', 'E1122 network.go:219] subnet 58d2f6a0-1b7e-43c9-a264-e9f03c7d8b15 not found'],
    ['subnet-or-network', 'E1122 networkID is invalid'],
    ['subnet-or-network', 'E1122 failed to create eni: quota'],
    ['resource-pressure', 'E1122 0/2 nodes are available: 2 Insufficient cpu.'],
    ['resource-pressure', 'W1122 reason: FailedScheduling'],
  ])('%s: %s', (code, line) => expect(codesOf(sample([line]))).toEqual([code]));
});

describe('a word that only names a thing is no complaint', () => {
  test.each([
    'I1122 main.go:88] starting provider huawei, region northchina',
    'W1122 using region southchina',
    'E1122 pod shop/checkout is pending',
    'W1122 403 pods in the queue',
    'E1122 sync took 403ms',
    'E1122 dial tcp 10.0.0.1:403: connection refused',
    'I1122 iam.go:51] iam request denied before, now granted',
    'level=info msg="subnet 58d2f6a0 not found in cache, loading"',
    '{"level":"debug","msg":"region mismatch is checked"}',
    'W1122 subnet check: 0 errors',
    'W1122 found no invalid subnets',
    'W1122 pods is forbidden: User "system:serviceaccount:kube-system:cceaddon-virtual-kubelet" cannot list pods: 403 Forbidden',
    'W1122 project_id is 0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    'W1122 denies is no word of its own, iamb is a metre',
    `W1122 region ${'x'.repeat(100)} mismatch`,
    '',
  ])('%s', (line) => expect(codesOf(sample([line]))).toEqual([]));
});

test('the same complaint again and again is told once for each pod, with its line', () => {
  const line = 'E1122 iam.go:51] iam request denied';
  const [found, ...more] = aboutLogs(snapshotOf({ logs: [sample([line, line, line]), sample([line], { pod: 'other' })] }));
  expect(more).toEqual([]);
  const of = { kind: 'log', namespace: 'kube-system', container: 'virtual-kubelet', previous: false };
  expect(found?.evidence).toEqual([
    { ...of, pod: 'bursting-cceaddon-virtual-kubelet-virtual-kubelet-5b4df9f7crbdp', text: `2026-11-22T07:01:02Z ${line}` },
    { ...of, pod: 'other', text: `2026-11-22T07:01:00Z ${line}` },
  ]);
});

test('what was said before a restart says so', () => {
  const [found] = aboutLogs(snapshotOf({ logs: [sample(['E1122 region mismatch'], { previous: true })] }));
  expect(found?.evidence).toMatchObject([{ kind: 'log', previous: true }]);
});

test('an old complaint of an add-on that works since is over; of one that does not, it is not', () => {
  const old = sample([], {
    lines: ['2026-11-22T05:00:00Z E1122 iam request denied', '2026-11-22T07:00:00Z I1122 node bursting-node is ready'],
  });
  expect(aboutLogs(snapshotOf({ logs: [old] }))).toEqual([]);
  expect(aboutLogs(snapshotOf({ logs: [old], status: 'abnormal' }))).toHaveLength(1);
});

test('what a pod said before a restart is over, too, once it has gone on for long', () => {
  const before = sample([], { previous: true, lines: ['2026-11-20T05:00:00Z E1122 iam request denied'] });
  const since = sample([], { lines: ['2026-11-22T07:00:00Z I1122 node bursting-node is ready'] });
  expect(codesOf(before, since)).toEqual([]);
  expect(codesOf(before)).toEqual(['project-id-or-iam']);
});

test('is a warning while everything works, and critical when not', () => {
  const logs = [sample(['E1122 region mismatch'])];
  expect(aboutLogs(snapshotOf({ logs }))[0]?.severity).toBe('warning');
  expect(aboutLogs(snapshotOf({ logs, status: 'abnormal' }))[0]?.severity).toBe('critical');
});
