import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../src/core/refusal.ts';
import type { Verdict } from '../../src/people/rights.ts';
import { confirmRights, decide, decideCancel } from '../../src/runs/decide.ts';
import { approvalsThatCount, type Click } from '../../src/runs/objection.ts';
import { type Approval, canMove, isFinal, RUN_STATES } from '../../src/runs/run.ts';
import { ALICE, APPROVERS, BOB, barred, CAROL, click, ID, LINK, MALLORY, notListed, OWN, reject, rules, unknown, yes } from './clicks.ts';
import { approval, MINUTE, NOW, runOf, runPlan, VPCEP } from './samples.ts';

describe('a click decides', () => {
  const signed = { by: BOB, at: NOW, expiresAt: NOW + 10 * MINUTE };
  test.each<[string, Partial<Click>, string, object]>([
    ['the only approval', {}, 'approved', { ...signed, verdict: 'approved', reason: null }],
    ['the first of two', rules({ required: 2 }), 'awaiting_approval', { ...signed, verdict: 'approved', reason: null }],
    ['the second of two', { ...rules({ required: 2 }), run: runOf({ approvals: [approval(CAROL)] }) }, 'approved', { by: BOB }],
    ['from the own App Home', { place: 'home' }, 'approved', { by: BOB }],
    ['from the own App Home before the message is posted', { place: 'home', message: null, link: null }, 'approved', { by: BOB }],
    ['in the last millisecond', { now: NOW + 10 * MINUTE }, 'approved', { at: NOW + 10 * MINUTE }],
    ['the own plan where that is allowed', { ...rules({ selfApproval: true }), actor: ALICE }, 'approved', { by: ALICE }],
    ['a rejection', reject, 'rejected', { ...signed, verdict: 'rejected', reason: 'the wrong subnet' }],
    [
      'a rejection after one of two approved',
      { ...reject, ...rules({ required: 2 }), run: runOf({ approvals: [approval(CAROL)] }) },
      'rejected',
      { by: BOB },
    ],
    [
      'a rejection by who approved before',
      { ...reject, ...rules({ required: 2 }), run: runOf({ approvals: [approval(BOB)] }) },
      'rejected',
      { by: BOB },
    ],
    ['a rejection of the own plan by an approver', { ...reject, actor: ALICE }, 'rejected', { by: ALICE }],
    ['a rejection while the bot is read only', { ...reject, ...rules({ readOnly: true }) }, 'rejected', { by: BOB }],
    [
      'a rejection in a direct message',
      { ...reject, place: { ...OWN, channel: 'D0BOB' }, message: { ...OWN, channel: 'D0BOB' } },
      'rejected',
      {},
    ],
    ['a reason in another script', { ...reject, reason: ' نه \n' }, 'rejected', { reason: 'نه' }],
    ['a reason of one emoji', { ...reject, reason: '👎🏽' }, 'rejected', { reason: '👎🏽' }],
    ['a reason with an approval is not kept', { reason: 'approved by @cto' }, 'approved', { reason: null }],
  ])('%s', (_, more, to, given) => expect(decide(click(more))).toMatchObject({ to, approval: given }));

  test.each<[string, number, number, number, string]>([
    ['more are required now than when it was made', 2, 1, 0, 'awaiting_approval'],
    ['more were required when it was made than now', 1, 2, 0, 'awaiting_approval'],
    ['the larger number is reached', 1, 2, 1, 'approved'],
    ['three of three', 3, 1, 2, 'approved'],
  ])('by as many people as it takes: %s', (_, now, then, before, to) => {
    const approvals = [CAROL, MALLORY].slice(0, before).map((by) => approval(by));
    const run = runOf({ plan: runPlan(VPCEP, { required: then }), approvals });
    expect(decide(click({ run, ...rules({ required: now }) }))).toMatchObject({ to });
  });

  test('an approval by the requester counts no more when the rules forbid it now', () => {
    const run = runOf({ approvals: [approval(ALICE)] });
    expect(decide(click({ run, ...rules({ required: 2 }) }))).toMatchObject({ to: 'awaiting_approval' });
    expect(decide(click({ run, ...rules({ required: 2, selfApproval: true }) }))).toMatchObject({ to: 'approved' });
  });
});

describe('a click that is late ends the plan', () => {
  const late = { now: NOW + 10 * MINUTE + 1 };
  test.each<[string, Partial<Click>]>([
    ['an approval', {}],
    ['a rejection', reject],
    ['a rejection without a reason', { ...reject, reason: '' }],
    ['by who lost the right', { verdict: notListed }],
    ['by who asked for it', { actor: ALICE }],
    ['by who is not known', { verdict: unknown }],
    ['while the bot is read only', rules({ readOnly: true })],
    ['at home', { place: 'home' }],
  ])('%s', (_, more) => expect(decide(click({ ...late, ...more }))).toEqual({ expire: true }));

  test.each<[string, Partial<Click>, string]>([
    ['on a copy', { place: { ...OWN, ts: '1.1' } }, 'wrong_message'],
    ['by a guest', { verdict: barred('guest') }, 'not_allowed'],
    ['at home by who may not', { place: 'home', verdict: notListed }, 'not_allowed'],
  ])('but not %s', (_, more, code) => {
    expect(decide(click({ ...late, ...more }))).toMatchObject({ refused: { code } });
  });
});

/** What lets a click through comes as often as all else together: otherwise hardly one would be. */
const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> => fc.oneof(fc.constant(usual), fc.constantFrom(...others));
const person = fc.constantFrom(ALICE, BOB, CAROL, MALLORY);
const verdict = mostly(yes, notListed, unknown, barred('guest'), barred('unknown'));
const place = mostly<Click['place']>(OWN, 'home', { channel: 'C0OTHER', ts: OWN.ts }, { channel: 'D0BOB', ts: OWN.ts });
const anyClick: fc.Arbitrary<Click> = fc
  .record({
    state: mostly('awaiting_approval' as const, ...RUN_STATES),
    approvals: fc.array(fc.tuple(person, fc.constantFrom('approved' as const, 'rejected' as const)), { maxLength: 4 }),
    planned: fc.integer({ min: 1, max: 3 }),
    deadline: mostly(NOW + 1, NOW, NOW - 1, null),
    verb: fc.constantFrom('approve' as const, 'reject' as const),
    actor: person,
    verdict,
    place,
    message: mostly(OWN, null, { channel: 'D0BOB', ts: OWN.ts }),
    readOnly: fc.boolean(),
    selfApproval: fc.boolean(),
    required: fc.integer({ min: 1, max: 3 }),
    reason: fc.constantFrom(null, '', ' ', 'no'),
  })
  .map(({ state, approvals, planned, deadline, readOnly, selfApproval, required, ...rest }) => ({
    ...rest,
    run: runOf({
      state,
      deadline,
      plan: runPlan(VPCEP, { required: planned }),
      approvals: approvals.map(([by, given]) => approval(by, { verdict: given })),
    }),
    link: LINK,
    now: NOW,
    rules: { readOnly, selfApproval, required, approvers: APPROVERS },
  }));

describe('whatever is clicked', () => {
  test('no move is illegal, and none is made without the right, the place and the time', () => {
    let moves = 0;
    fc.assert(
      fc.property(anyClick, (given) => {
        const { run, verb, actor, place: where, message, rules: now } = given;
        const decision = decide(given);
        if ('expire' in decision) {
          expect([run.state, canMove(run.state, 'expired'), NOW > (run.deadline ?? NOW)]).toEqual(['awaiting_approval', true, true]);
        }
        if (!('to' in decision)) return;
        moves += 1;
        expect(canMove(run.state, decision.to)).toBe(true);
        expect([run.state, given.verdict]).toEqual(['awaiting_approval', yes]);
        expect(run.deadline ?? 0).toBeGreaterThanOrEqual(NOW);
        expect(where === 'home' || where === message || where.channel === message?.channel).toBe(true);
        expect(decision.approval).toMatchObject({ by: actor, at: NOW, expiresAt: run.deadline });
        if (verb === 'reject') {
          expect([decision.to, decision.approval.reason]).toEqual(['rejected', 'no']);
          return;
        }
        expect(now.readOnly || message?.channel.startsWith('D') || (actor === run.requestedBy && !now.selfApproval)).toBeFalsy();
        const people = new Set([...approvalsThatCount(run, now.selfApproval).map(({ by }) => by), actor]);
        expect(run.approvals.some(({ by, verdict: said }) => by === actor && said === 'approved')).toBe(false);
        expect(decision.to).toBe(people.size >= Math.max(now.required, run.plan?.required ?? 0) ? 'approved' : 'awaiting_approval');
      }),
      { numRuns: 10_000 },
    );
    expect(moves).toBeGreaterThan(50);
  });

  test('it takes exactly N different people, whatever their order, their double clicks and who else tries', () => {
    const crowd = fc.array(fc.tuple(person, fc.boolean()), { maxLength: 20 });
    fc.assert(
      fc.property(crowd, fc.integer({ min: 1, max: 3 }), fc.boolean(), (clicks, required, selfApproval) => {
        let run = runOf();
        const approved = new Set<string>();
        for (const [actor, may] of clicks) {
          const decision = decide(click({ run, actor, verdict: may ? yes : notListed, ...rules({ required, selfApproval }) }));
          if (run.state === 'awaiting_approval' && may && (selfApproval || actor !== ALICE)) approved.add(actor);
          if ('to' in decision)
            run = { ...run, state: decision.to, approvals: [...run.approvals, { ...decision.approval, signature: '' }] };
        }
        expect(run.state).toBe(approved.size >= required ? 'approved' : 'awaiting_approval');
        expect(run.approvals.map(({ by }) => by)).toEqual([...approved]);
        expect(run.approvals.length).toBeLessThanOrEqual(required);
      }),
    );
  });
});

describe('before the apply', () => {
  const two = [approval(BOB), approval(CAROL)];
  test.each<[string, readonly Approval[], readonly Verdict[], number, ReturnType<typeof confirmRights>]>([
    ['all still may', two, [yes, yes], 2, 'go'],
    ['enough still may', two, [notListed, yes], 1, 'go'],
    ['enough still may, and one is not known', two, [unknown, yes], 1, 'go'],
    ['too few still may', two, [notListed, yes], 2, { revoked: [BOB] }],
    ['nobody still may', two, [barred('deactivated'), notListed], 1, { revoked: [BOB, CAROL] }],
    ['it depends on who is not known', two, [unknown, yes], 2, 'unknown'],
    ['it depends on one of two who are not known', two, [barred('unknown'), unknown], 1, 'unknown'],
    ['one lost it, and who is not known is not enough', two, [notListed, unknown], 2, { revoked: [BOB] }],
    ['no verdict is not known', two, [yes], 2, 'unknown'],
    ['more are required than approved', two, [yes, yes], 3, { revoked: [] }],
    ['nobody approved', [], [], 1, { revoked: [] }],
    ['one person counts once', [approval(BOB), approval(BOB)], [yes, yes], 2, { revoked: [] }],
    ['one person who is not known counts once', [approval(BOB), approval(BOB)], [yes, unknown], 2, { revoked: [] }],
    ['a rejection is no approval', [approval(BOB, { verdict: 'rejected' })], [yes], 1, { revoked: [] }],
    ['another role is no approver', [approval(BOB)], [{ ...yes, role: 'viewer' }], 1, { revoked: [BOB] }],
  ])('%s', (_, approvals, verdicts, required, expected) => expect(confirmRights(approvals, verdicts, required)).toEqual(expected));
});

describe('cancel', () => {
  test.each(RUN_STATES.map((state) => ({ state })))('of a run that is $state', ({ state }) => {
    const run = runOf({ state });
    const outcome = isFinal(state)
      ? { refused: refusal('cannot_cancel', { id: ID, state }) }
      : state === 'applying'
        ? { stop: true }
        : { to: 'cancelled' };
    expect(decideCancel(run, ALICE, null)).toEqual(outcome);
    expect(decideCancel(run, ALICE, notListed)).toEqual(outcome);
    expect(decideCancel(run, BOB, yes)).toEqual(outcome);
    if ('to' in outcome) expect(canMove(state, 'cancelled')).toBe(true);
  });

  test.each<[string, Verdict | null, object]>([
    ['who is not an approver', notListed, { code: 'not_allowed', facts: { role: 'requester_or_approver', because: 'not_listed' } }],
    ['a guest', barred('guest'), { code: 'not_allowed', facts: { because: 'guest' } }],
    ['who is not known', unknown, { code: 'rights_unknown' }],
    ['who was not judged', null, { code: 'rights_unknown' }],
    ['who was judged for another role', { ...yes, role: 'operator' }, { code: 'rights_unknown' }],
  ])('is not for %s', (_, verdict, refused) => {
    expect(decideCancel(runOf({ state: 'applying' }), MALLORY, verdict)).toMatchObject({ refused });
  });
});
