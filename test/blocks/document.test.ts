import { describe, expect, it } from 'vitest';
import { planDocument, resultDocument, runDocument, worded } from '../../blocks/document.ts';
import { finding } from '../../src/core/finding.ts';
import type { Run } from '../../src/runs/run.ts';
import * as p from './plan-samples.ts';
import * as s from './samples.ts';

describe('a result in words', () => {
  it('has code, message, remedy and facts of each finding, at any depth', () => {
    const low = finding('addon_busy', { status: 'installing' });
    const result = {
      ...s.precheckOf('x', [low], [low]),
      node_check: s.capacityOf({ warnings: [low] }),
      list: [{ warnings: [low] }, 7, null],
    };
    const inWords = {
      code: 'addon_busy',
      message: 'The add-on is installing: it is being changed right now.',
      remedy: 'Wait until it is running or available, then run the command again.',
      facts: { status: 'installing' },
    };
    expect(worded(result)).toMatchObject({
      issues: [inWords],
      warnings: [inWords],
      node_check: { ready: true, warnings: [inWords] },
      list: [{ warnings: [inWords] }, 7, null],
    });
  });

  it('leaves alone what is no finding of ours', () => {
    const result = { success: true, warnings: ['text', { code: 'constructor', facts: {} }], issues: null, note: 'x' };
    expect(worded(result)).toEqual(result);
  });

  it('shows values as they are: JSON is no Slack', () => {
    const found = finding('addon_busy', { status: '<b>&*' });
    expect(worded({ issues: [found] })).toMatchObject({ issues: [{ message: 'The add-on is <b>&*: it is being changed right now.' }] });
  });

  it('says what it is about', () => {
    expect(resultDocument({ success: true }, 'capacity', { region: 'cn-north-4', clusterId: 'c' })).toEqual({
      success: true,
      action: 'capacity',
      region: 'cn-north-4',
      cluster_id: 'c',
    });
  });
});

describe('a run for scripts', () => {
  it('has every field of the contract, null where it does not apply', () => {
    expect(runDocument(s.runOf({ state: 'queued' }))).toEqual({
      v: 1,
      id: 'run_0123456789',
      command: 'precheck',
      action: 'huawei_precheck_cce_cci_bursting',
      state: 'queued',
      cluster: 'prod',
      target: { region: 'cn-north-4', project_id: '0f1e2d3c4b5a69788796a5b4c3d2e1f0', cluster_id: '6f3c9a52-7d18-11f0-9b2e-0255ac100a01' },
      requested_by: 'U01ALICE',
      channel: 'C0PRODOPS',
      created_at: '2026-11-23T12:00:00.000Z',
      updated_at: '2026-11-23T12:00:03.000Z',
      params: {},
      plan: null,
      approvals: null,
      applied: null,
      result: null,
      error: null,
      supersedes: null,
      parent: null,
      waiting_for: null,
    });
  });

  it('has its result with what it is about', () => {
    expect(runDocument(s.done(s.precheckOf('x')))).toMatchObject({
      result: { success: true, action: 'huawei_precheck_cce_cci_bursting', region: 'cn-north-4', cluster_id: s.runOf().target.clusterId },
    });
  });

  it('has its error in words', () => {
    const error = { finding: finding('timeout', { seconds: 60 }), requestId: 'req-1', retryable: true };
    expect(runDocument(s.runOf({ state: 'failed', error })).error).toEqual({
      code: 'timeout',
      message: 'It was not done within 60 seconds, so it was stopped.',
      remedy: 'Run the command again in a minute.',
      request_id: 'req-1',
      retryable: true,
    });
  });
});

describe('a plan for scripts', () => {
  it('has fingerprint, steps, cost, warnings in words, and its expiry', () => {
    expect(runDocument(p.planRun())).toMatchObject({
      plan: {
        fingerprint: p.FINGERPRINT,
        cost: [
          { step: 'swr', charged: true, unit: 'hour' },
          { step: 'obs', charged: false, unit: 'hour' },
        ],
        warnings: [{ code: 'few_addresses', message: expect.stringContaining('12 free addresses'), remedy: expect.any(String) }],
        expires_at: '2026-11-23T12:30:00.000Z',
      },
      approvals: [],
      applied: [],
      result: { success: true, action: 'huawei_ensure_cce_cci_vpcep' },
    });
    const { steps } = runDocument(p.planRun()).plan as { steps: readonly object[] };
    expect(steps[2]).toEqual({
      id: 'swr-api',
      verb: 'unchanged',
      resource: 'vpc-endpoint com.myhuaweicloud.cn-north-4.swr-api',
      changes: [],
    });
    expect(steps[0]).toMatchObject({ changes: expect.arrayContaining([{ field: 'enable_dns', before: null, after: true }]) });
  });

  it('keeps the expiry that was approved when the deadline has become another', () => {
    const run = p.planRun({ state: 'approved', approvals: [p.approval('U02BOB')], deadline: Date.UTC(2026, 10, 23, 13) });
    expect(runDocument(run)).toMatchObject({ plan: { expires_at: '2026-11-23T12:30:00.000Z' } });
  });

  it('as a preview never expires', () => expect(planDocument(p.planOf(), null).expires_at).toBeNull());

  it('has its approvals without their signatures', () => {
    const run = p.planRun({ approvals: [p.approval('U02BOB', { verdict: 'rejected', reason: 'no' })] });
    expect(runDocument(run).approvals).toEqual([{ by: 'U02BOB', at: '2026-11-23T12:05:00.000Z', verdict: 'rejected', reason: 'no' }]);
  });

  it.each([
    ['done', 'create', false, 'created'],
    ['done', 'update', false, 'updated'],
    ['done', 'create', true, 'adopted'],
    ['done', 'unchanged', false, 'adopted'],
    ['waiting', 'create', false, 'settling'],
    ['failed', 'create', false, 'failed'],
    ['intended', 'create', false, 'unknown'],
  ] as const)('calls a step that is %s (%s, adopted: %s) %s', (status, verb, adopted, outcome) => {
    const plan = p.planOf({ steps: [p.unchangedSwrApi, { ...p.createSwr, verb }] });
    const run = p.planRun({ state: 'applying', plan, steps: { swr: p.progress(status, { adopted }) } });
    expect(runDocument(run).applied).toEqual([{ step: 'swr', outcome, resource_id: p.ENDPOINT, adopted }]);
  });

  it('succeeds unless it came to nothing', () => {
    const success = (state: Run['state']) => (runDocument(p.planRun({ state })).result as { success: boolean }).success;
    for (const state of ['awaiting_approval', 'approved', 'applying', 'succeeded'] as const) expect(success(state)).toBe(true);
    for (const state of ['failed', 'rejected', 'expired', 'stale', 'cancelled'] as const) expect(success(state)).toBe(false);
  });
});
