import { describe, expect, test } from 'vitest';
import { finding } from '../../src/core/finding.ts';
import { type NotAllowed, type Refusal, refusal } from '../../src/core/refusal.ts';
import { decide } from '../../src/runs/decide.ts';
import { type Click, objection } from '../../src/runs/objection.ts';
import type { Run, RunError } from '../../src/runs/run.ts';
import {
  ALICE,
  APPROVERS,
  BOB,
  barred,
  CAROL,
  click,
  ID,
  LINK,
  MALLORY,
  no,
  notListed,
  OWN,
  reject,
  rules,
  unknown,
  yes,
} from './clicks.ts';
import { approval, MINUTE, NOW, runOf } from './samples.ts';

const told = (more: Partial<Click>): Refusal | null => {
  const decision = decide(click(more));
  return 'refused' in decision ? decision.refused : null;
};
const notAllowed = (because: NotAllowed, users: readonly string[] = [], groups: readonly string[] = []) =>
  refusal('not_allowed', { role: 'approver', because, cluster: 'prod', users, groups });
const stale = (error: RunError['finding']): Partial<Run> => ({
  state: 'stale',
  error: { finding: error, requestId: null, retryable: true },
});

describe('nothing is decided', () => {
  const copy = refusal('wrong_message', { id: ID, link: LINK });
  const direct = { ...OWN, channel: 'D0ALICE' };
  test.each<[string, Partial<Click>, Refusal]>([
    ['by who is not an approver', { actor: MALLORY, verdict: notListed }, notAllowed('not_listed', APPROVERS.users, APPROVERS.groups)],
    ['where nobody is an approver', { verdict: no({ code: 'nobody_configured' }) }, notAllowed('nobody_listed')],
    ['by a guest', { verdict: barred('guest') }, notAllowed('guest')],
    ['by a bot', { verdict: barred('bot') }, notAllowed('bot')],
    ['by a deactivated account', { verdict: barred('deactivated') }, notAllowed('deactivated')],
    ['by somebody of another workspace', { verdict: barred('foreign') }, notAllowed('foreign')],
    ['by somebody whom Slack does not know', { verdict: barred('unknown') }, refusal('rights_unknown', {})],
    ['while the group cannot be read', { verdict: unknown }, refusal('rights_unknown', {})],
    ['by who asked for it', { actor: ALICE }, notAllowed('own_plan', [BOB, CAROL], ['S0ONCALL'])],
    [
      'twice by one person',
      { ...rules({ required: 2 }), run: runOf({ approvals: [approval(BOB)] }) },
      refusal('already_approved_by_you', { id: ID, given: 1, required: 2 }),
    ],
    ['while the bot is read only', rules({ readOnly: true }), refusal('read_only', {})],
    ['on a copy in another channel', { place: { ...OWN, channel: 'C0OTHER' } }, copy],
    ['on an older message in the same channel', { place: { ...OWN, ts: '1763894520.000099' } }, copy],
    [
      'on the message of another run',
      { run: runOf({ id: 'run_9876543210' }), message: { ...OWN, ts: '9.9' }, link: 'https://x/9' },
      refusal('wrong_message', { id: 'run_9876543210', link: 'https://x/9' }),
    ],
    ['on a message while the run has none', { message: null, link: LINK }, refusal('wrong_message', { id: ID, link: null })],
    ['in a direct message', { place: direct, message: direct }, refusal('approve_in_direct_message', { id: ID, channel: 'C0PROD' })],
    [
      'at home on a plan in a direct message',
      { place: 'home', message: direct },
      refusal('approve_in_direct_message', { id: ID, channel: 'C0PROD' }),
    ],
    ['by rejecting without a reason', { ...reject, reason: '' }, refusal('reason_missing', { id: ID })],
    ['by rejecting with nothing', { verb: 'reject' }, refusal('reason_missing', { id: ID })],
    ['by rejecting with blanks', { ...reject, reason: ' \t\n\u00a0\u3000' }, refusal('reason_missing', { id: ID })],
    [
      'by rejecting with what nobody sees',
      { ...reject, reason: '\u200b\u2060\u3164\u202e\ufe0f\u2800\u0000' },
      refusal('reason_missing', { id: ID }),
    ],
    ['by rejecting with a key in the reason', { ...reject, reason: 'use sk=abc instead' }, refusal('looks_like_key', {})],
    ['by who asked for it and may not reject', { ...reject, actor: ALICE, verdict: notListed }, refusal('cancel_instead', { id: ID })],
    ['by a guest who asked for it', { ...reject, actor: ALICE, verdict: barred('guest') }, notAllowed('guest')],
  ])('%s', (_, more, expected) => expect(told(more)).toEqual(expected));

  const decided = (facts: object) => ({
    code: 'already_decided',
    facts: { id: ID, reason: null, successor: null, at: NOW - MINUTE, ...facts },
  });
  const approvals = [approval(BOB), approval(CAROL, { at: NOW - MINUTE })];
  const ended = { how: 'ended', by: [], at: NOW - 20 * MINUTE, state: 'stale' };
  test.each<[string, Partial<Run>, object]>([
    ['approved', { state: 'approved', approvals }, decided({ how: 'approved', state: 'approved', by: [BOB, CAROL] })],
    ['applying', { state: 'applying', approvals }, decided({ how: 'approved', state: 'applying', by: [BOB, CAROL] })],
    ['applied', { state: 'succeeded', approvals }, decided({ how: 'approved', state: 'succeeded', by: [BOB, CAROL] })],
    ['failed', { state: 'failed', approvals }, decided({ how: 'approved', state: 'failed', by: [BOB, CAROL] })],
    [
      'rejected',
      { state: 'rejected', approvals: [approval(CAROL), approval(BOB, { verdict: 'rejected', reason: 'too big' })] },
      decided({ how: 'rejected', state: 'rejected', by: [BOB], reason: 'too big' }),
    ],
    [
      'cancelled',
      { state: 'cancelled', endedBy: ALICE },
      decided({ how: 'cancelled', state: 'cancelled', by: [ALICE], at: NOW - 20 * MINUTE }),
    ],
    ['expired', { state: 'expired' }, refusal('plan_expired', { id: ID, command: 'vpcep', at: NOW + 10 * MINUTE })],
    ['superseded', stale(finding('plan_superseded', { by: 'run_9876543210' })), decided({ ...ended, successor: 'run_9876543210' })],
    [
      'overtaken by the world',
      stale(finding('plan_changed', { differences: [], successor: 'run_9876543210' })),
      decided({ ...ended, successor: 'run_9876543210' }),
    ],
    ['revoked', { ...stale(finding('approval_revoked', { users: [BOB], required: 1 })), approvals }, decided(ended)],
    ['done before anybody decided', { state: 'succeeded' }, decided({ ...ended, state: 'succeeded' })],
    ['queued', { state: 'queued', plan: null }, refusal('nothing_to_decide', { id: ID, state: 'queued' })],
    ['running', { state: 'running' }, refusal('nothing_to_decide', { id: ID, state: 'running' })],
    ['a read', { state: 'succeeded', plan: null }, refusal('nothing_to_decide', { id: ID, state: 'succeeded' })],
    ['waiting without a plan', { plan: null }, refusal('nothing_to_decide', { id: ID, state: 'awaiting_approval' })],
    ['waiting without an end', { deadline: null }, refusal('nothing_to_decide', { id: ID, state: 'awaiting_approval' })],
  ])('on a run that is %s', (_, run, expected) => {
    // Whoever sees the message sees that, too.
    for (const verdict of [yes, notListed, unknown]) expect(told({ run: runOf(run), verdict })).toEqual(expected);
    expect(told({ run: runOf(run), place: 'home' })).toEqual(expected);
  });

  test('and who may not learns nothing of a run that is not before them', () => {
    const run = runOf({ state: 'approved', approvals });
    for (const verdict of [notListed, unknown, barred('foreign')]) {
      expect(told({ run, verdict, place: 'home' })?.code).toMatch(/^(not_allowed|rights_unknown)$/);
      const elsewhere = told({ run, verdict, place: { ...OWN, channel: 'C0OTHER' } });
      expect(elsewhere?.code).toMatch(/^(wrong_message|not_allowed)$/);
      expect(JSON.stringify(elsewhere)).not.toMatch(/U02BOB|C0PROD(?!\/p)|vpcep|approved"/);
    }
  });

  test('by a judgement of another role', () => {
    expect(() => decide(click({ verdict: { ...yes, role: 'viewer' } }))).toThrow(`a click on ${ID} was judged as viewer`);
  });

  test('before a reason is asked for, all but the reason is looked at', () => {
    expect(objection(click({ verb: 'reject' }))).toBeNull();
    expect(objection(click({ verb: 'reject', verdict: notListed }))).toMatchObject({ refused: { code: 'not_allowed' } });
  });
});
