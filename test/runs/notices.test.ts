import { describe, expect, test } from 'vitest';
import { noticeFor, noticesOf } from '../../src/runs/notices.ts';
import type { Run, RunState } from '../../src/runs/run.ts';
import type { Change } from '../../src/runs/store.ts';
import { approval, planOf, planRun } from '../blocks/plan-samples.ts';

const [ALICE, BOB, CAROL] = ['U01ALICE', 'U02BOB', 'U03CAROL'] as const;
const keysOf = (before: Partial<Run>, to: RunState, change: Change = {}, ageMs = 0): readonly string[] =>
  noticesOf(planRun(before), to, change, { waitMs: 1_800_000, ageMs }).map(({ key, afterMs }) =>
    afterMs === 0 ? key : `${key} after ${afterMs}`,
  );

describe('a move gives to be told', () => {
  test.each([
    [
      'that a plan waits, and a reminder when a third of its time is left',
      { state: 'running' },
      'awaiting_approval',
      { plan: planOf() },
      ['waits', 'remind after 1200000'],
    ],
    ['nothing of a plan that nobody can approve', { state: 'running' }, 'awaiting_approval', { plan: planOf({ approvable: false }) }, []],
    ['each approval', { state: 'awaiting_approval' }, 'awaiting_approval', { approvals: [approval(BOB)] }, ['decided-1']],
    ['the last one', { state: 'awaiting_approval' }, 'approved', { approvals: [approval(BOB), approval(CAROL)] }, ['decided-2']],
    ['nothing of the beginning', { state: 'approved' }, 'applying', {}, []],
    ['how an apply ended', { state: 'applying' }, 'failed', {}, ['ended']],
    ['that it was rejected', { state: 'awaiting_approval' }, 'rejected', { approvals: [approval(BOB)] }, ['ended']],
    ['that it expired', { state: 'awaiting_approval' }, 'expired', {}, ['ended']],
    ['nothing of a quick read', { state: 'running' }, 'succeeded', {}, []],
    ['nothing of who stopped it before it began', { state: 'queued' }, 'cancelled', {}, []],
    [
      'an incident of a watch',
      { state: 'running', watch: { news: null } },
      'succeeded',
      { news: { ready: false, since: 1 } },
      ['incident'],
    ],
    ['nothing of what is well again', { state: 'running', watch: { news: null } }, 'succeeded', { news: { ready: true, since: 1 } }, []],
  ] as const)('%s', (_, before, to, change, keys) => expect(keysOf(before, to, change)).toEqual(keys));

  test('how something ended that took long, but for what follows in a thread and what a watch does in silence', () => {
    expect(keysOf({ state: 'running' }, 'succeeded', {}, 90_000)).toEqual(['ended']);
    expect(keysOf({ state: 'running', parent: 'run_1' }, 'succeeded', {}, 90_000)).toEqual([]);
    expect(keysOf({ state: 'running', watch: { news: null } }, 'succeeded', {}, 90_000)).toEqual([]);
  });
});

describe('what is told is what is so then', () => {
  test.each([
    ['that it waits', {}, 'waits', ['approvers']],
    ['not that it waits when it does not any more', { state: 'approved' }, 'waits', null],
    ['no reminder of what is decided', { state: 'rejected' }, 'remind', null],
    ['a decision, to the requester', { state: 'approved', approvals: [approval(BOB)] }, 'decided-1', ['requester']],
    ['not their own', { state: 'approved', approvals: [approval(ALICE)] }, 'decided-1', null],
    ['no decision when how it ended is told', { state: 'succeeded', approvals: [approval(BOB)] }, 'decided-1', null],
    ['how it ended', { state: 'succeeded' }, 'ended', ['requester']],
    ['a failed apply, to who is on call too', { state: 'failed', approvals: [approval(BOB)] }, 'ended', ['requester', 'on_call']],
    ['not what the requester ended', { state: 'cancelled', endedBy: ALICE }, 'ended', null],
    ['what somebody else ended', { state: 'cancelled', endedBy: BOB }, 'ended', ['requester']],
    ['nothing of another version', {}, 'something', null],
  ] as const)('%s', (_, run, key, to) => expect(noticeFor(planRun(run), key)?.to ?? null).toEqual(to));
});
