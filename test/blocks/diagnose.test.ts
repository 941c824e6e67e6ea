import { describe, expect, it } from 'vitest';
import { runDocument } from '../../blocks/document.ts';
import { SIGNS } from '../../blocks/kit.ts';
import { renderRun } from '../../blocks/run.ts';
import { renderThread } from '../../blocks/thread.ts';
import { checkMessage } from '../../sandbox/slack/block-check.ts';
import type { DiagnoseResult } from '../../src/actions/diagnose/result.ts';
import type { Diagnosis, DiagnosisCode } from '../../src/core/diagnosis.ts';
import { finding } from '../../src/core/finding.ts';
import type { Run } from '../../src/runs/run.ts';
import { evidenceOf } from './evidence-samples.ts';
import { expectSafe, read } from './reading.ts';
import * as s from './samples.ts';

const CODES = Object.keys(s.diagnosisFactsOf('x')) as DiagnosisCode[];

const diagnosisOf = (code: DiagnosisCode, x = 'x', more: Partial<Diagnosis> = {}): Diagnosis => ({
  code,
  facts: s.diagnosisFactsOf(x)[code],
  severity: 'critical',
  evidence: [evidenceOf(x).log],
  consequences: [],
  next: null,
  ...more,
});

const resultOf = (more: Partial<DiagnoseResult> = {}): DiagnoseResult => ({
  success: false,
  findings: [],
  addon: { uid: 'u', version: '1.5.82', status: 'running', healthy: true, reason: '', message: '' },
  virtual_nodes: [],
  pods: [],
  replica_sets: [],
  log_samples: [],
  events: [],
  handoff: null,
  unexplained_pods: [],
  warnings: [],
  ...more,
});

const runOf = (result: DiagnoseResult, more: Partial<Run> = {}): Run =>
  s.done(result, { command: 'diagnose', action: 'huawei_diagnose_cce_cci_bursting_addon', ...more });
const show = (result: DiagnoseResult, more: Partial<Run> = {}) => {
  const run = runOf(result, more);
  const message = renderRun(run);
  expectSafe(message);
  const thread = renderThread(run, []);
  for (const part of thread) if (part.kind === 'reply') expect(checkMessage(part.message)).toEqual([]);
  return { message, thread, replies: thread.flatMap((part) => (part.kind === 'reply' ? part.message : [])) };
};

describe('the verdict', () => {
  const gap = finding('timeout', { seconds: 1 });
  const settling = diagnosisOf('addon-status-changing', 'installing', { severity: 'info' });
  it.each<[string, DiagnoseResult, keyof typeof SIGNS, string]>([
    ['nothing', resultOf({ success: true }), 'ok', 'Nothing stands in the way of bursting on prod.'],
    [
      'gaps only',
      resultOf({ warnings: [gap] }),
      'warning',
      'Nothing was found on prod, but 1 source could not be read: that is no all-clear.',
    ],
    ['one cause', resultOf({ findings: [diagnosisOf('addon-missing')] }), 'problem', 'prod: one thing to mend.'],
    [
      'two causes',
      resultOf({ findings: [diagnosisOf('addon-missing'), diagnosisOf('endpoint-missing')] }),
      'problem',
      'prod: 2 things to mend, in this order.',
    ],
    ['a mild one', resultOf({ findings: [diagnosisOf('az-fault', 'x', { severity: 'warning' })] }), 'warning', 'prod: one thing to mend.'],
    ['settling', resultOf({ findings: [settling] }), 'waiting', 'prod is settling; nothing to mend.'],
    [
      'a pod of its own',
      resultOf({ handoff: 'huawei-cloud-cce-pod-failure-diagnoser', unexplained_pods: ['web-1'] }),
      'warning',
      'Bursting works on prod; web-1 fails for a reason of its own.',
    ],
    [
      'another matter',
      resultOf({ handoff: 'huawei-cloud-cce-cluster-management' }),
      'warning',
      'What is wrong with prod is not about bursting.',
    ],
  ])('%s', (_, result, sign, verdict) => {
    const { message } = show(result);
    expect(message.text.startsWith(verdict)).toBe(true);
    expect(read(message).startsWith(`${SIGNS[sign]} *${verdict}*`)).toBe(true);
  });
});

it('tells how to read what a pod printed only where no finding quotes it', () => {
  const handed = { handoff: 'huawei-cloud-cce-pod-failure-diagnoser', unexplained_pods: ['web-1'] } as const;
  expect(read(show(resultOf(handed)).message)).toContain('kubectl logs web-1 --previous');
  const quoted = read(show(resultOf({ ...handed, findings: [diagnosisOf('workload-crashloop')] })).message);
  expect(quoted).toContain('huawei-cloud-cce-pod-failure-diagnoser');
  expect(quoted).not.toContain('kubectl logs');
});

it('names what to do first, and the command for it with its parameters', () => {
  const next = { command: 'verify', params: { wait: '5m' } };
  const { message } = show(resultOf({ findings: [diagnosisOf('az-fault', 'x', { next })] }));
  expect(read(message)).toContain('*Next:* `/bursting verify prod wait=5m` watches until it is done');
  const unknown = { command: 'no-such-command', params: {} };
  expect(read(show(resultOf({ findings: [diagnosisOf('az-fault', 'x', { next: unknown })] })).message)).not.toContain('no-such-command');
});

it('has a reply for each cause: why, what to do, what follows from it, and what was seen', () => {
  const consequences = [finding('virtual-node-missing', {})] as Diagnosis['consequences'];
  const { replies, thread } = show(
    resultOf({
      findings: [diagnosisOf('addon-swapped-subnet', 'x', { consequences }), diagnosisOf('endpoint-missing')],
      log_samples: [{ pod: 'p', container: 'c', previous: true, lines: ['one', 'two'] }],
    }),
  );
  expect(replies).toHaveLength(2);
  const [first] = replies;
  const text = read({ blocks: first?.blocks ?? [] });
  expect(text).toContain('Cause 1 of 2');
  expect(text).toContain('*Why:* Every subnet has two ids');
  expect(text).toContain('goes away with it');
  expect(text).toContain('no virtual node');
  expect(JSON.stringify(first?.blocks)).toMatch(/"log x\/x\/x \(before its restart\)".*"rich_text_preformatted".*"text":"x"/);
  expect(new Set(thread.map(({ key }) => key)).size).toBe(thread.length);
  const files = thread.flatMap((part) => (part.kind === 'file' ? part : []));
  expect(files.map(({ filename }) => filename)).toEqual(['run_0123456789-logs.txt', 'run_0123456789.json']);
  expect(files[0]?.content).toBe('==> p, container c, before its restart <==\none\ntwo\n');
  expect(JSON.parse(files[1]?.content ?? '')).toMatchObject({ command: 'diagnose', result: { findings: [{}, {}] } });
});

it('of a healthy cluster leaves the thread empty', () => {
  const logs = [{ pod: 'p', container: 'c', previous: false, lines: ['one'] }];
  expect(show(resultOf({ success: true, log_samples: logs })).thread).toEqual([]);
});

it.each(CODES)('%s has a cause and a remedy for somebody who sees it for the first time', (code) => {
  const { replies } = show(resultOf({ findings: [diagnosisOf(code)] }));
  const text = read({ blocks: replies[0]?.blocks ?? [] });
  expect(text).toMatch(/\*Why:\* .{20}/);
  expect(text).toMatch(/\*To do:\* .{20}/);
  expect(text).not.toMatch(/undefined|\bnull\b|NaN|\[object/);
});

it.each([
  ['a hostile name', s.HOSTILE, CODES],
  ['text that runs the other way', s.RTL, CODES],
  ['a very long text', s.LONG, CODES.filter((_, i) => i % 8 === 0)],
])('%s fits, everywhere', (_, x, some) => {
  const consequences = some.slice(0, 8).map((code) => finding(code, s.diagnosisFactsOf(x)[code])) as unknown as Diagnosis['consequences'];
  const evidence = Object.values(evidenceOf(x));
  show(
    resultOf({
      findings: some.map((code) => diagnosisOf(code, x, { consequences, evidence })),
      handoff: 'huawei-cloud-cce-pod-failure-diagnoser',
      unexplained_pods: [x, x],
      warnings: s.findingsOf(x).slice(0, 8),
    }),
  );
});

it('is the contract’s document: each finding with its sentences, and a command to type', () => {
  const one = diagnosisOf('addon-missing', 'x', {
    next: { command: 'verify', params: { wait: '5m' } },
    consequences: [finding('virtual-node-missing', {})] as Diagnosis['consequences'],
  });
  const document = runDocument(runOf(resultOf({ findings: [one] })));
  expect(document.result).toMatchObject({
    findings: [
      {
        code: 'addon-missing',
        severity: 'critical',
        summary: expect.stringContaining('is not installed'),
        evidence: [{ source: 'log x/x/x (before its restart)', line: 'x' }],
        cause: expect.stringContaining('virtual node'),
        remedy: expect.stringContaining('setup'),
        next: '/bursting verify prod wait=5m',
        consequences: [{ code: 'virtual-node-missing', summary: expect.stringContaining('no virtual node') }],
      },
    ],
  });
  const older = [{ source: 'log x', line: 'x' }] as unknown as Diagnosis['evidence'];
  const kept = runDocument(
    runOf(resultOf({ findings: [diagnosisOf('addon-missing', 'x', { evidence: [...older, evidenceOf('y').event] })] })),
  );
  expect(kept.result).toMatchObject({ findings: [{ evidence: [{ source: 'event y', line: 'y' }] }] });
  const secret = { kind: 'addon_value', field: 'basic.secret_key', value: 'hunter2hunter2' } as const;
  const hidden = runOf(resultOf({ findings: [diagnosisOf('addon-missing', 'x', { evidence: [secret] })] }));
  expect(JSON.stringify([runDocument(hidden).result, renderThread(hidden, [])])).not.toContain('hunter2');
  const bare = runDocument(runOf(resultOf({ findings: [diagnosisOf('addon-missing')] })));
  expect(bare.result).toMatchObject({ findings: [{ next: null }] });
});
