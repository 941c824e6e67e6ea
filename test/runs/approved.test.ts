import { expect, test } from 'vitest';
import { isApproved } from '../../src/runs/approved.ts';
import type { Approval, Run } from '../../src/runs/run.ts';
import { signApproval } from '../../src/runs/signature.ts';
import { approval, MINUTE, NOW, runOf, runPlan, VPCEP } from './samples.ts';

const KEYS = ['a-signing-key-of-these-tests-0123456789'];
const RULES = { required: 1, selfApproval: false, applyWithinMs: 30 * MINUTE };
/** A run with these approvals, each properly signed. */
const signed = (approvals: readonly Approval[], more: Partial<Run> = {}): Run => {
  const run = runOf(more);
  return { ...run, approvals: approvals.map((each) => ({ ...each, signature: signApproval(KEYS, run, each) })) };
};
const [BOB, CAROL, OWN] = [approval('U02BOB'), approval('U03CAROL'), approval('U01ALICE')];

test.each<[string, Run, Partial<typeof RULES>, number | null, ReturnType<typeof isApproved>]>([
  ['one of one', signed([BOB]), {}, NOW, 'yes'],
  ['two of two', signed([BOB, CAROL]), { required: 2 }, NOW, 'yes'],
  ['one of two', signed([BOB]), { required: 2 }, NOW, { forged: [] }],
  ['one twice', signed([BOB, BOB]), { required: 2 }, NOW, { forged: [] }],
  ['fewer than when it was made', signed([BOB], { plan: runPlan(VPCEP, { required: 2 }) }), {}, NOW, { forged: [] }],
  ['nobody, required by nobody', signed([]), { required: 0 }, NOW, { forged: [] }],
  ['the requester', signed([OWN]), {}, NOW, { forged: [] }],
  ['the requester, who may', signed([OWN]), { selfApproval: true }, NOW, 'yes'],
  ['a rejection', signed([{ ...BOB, verdict: 'rejected' }]), {}, NOW, { forged: [] }],
  [
    'one that is not signed, beside one that is',
    { ...signed([BOB]), approvals: [...signed([BOB]).approvals, CAROL] },
    {},
    NOW,
    { forged: ['U03CAROL'] },
  ],
  ['signed for another run', { ...signed([BOB]), id: 'run_9876543210' }, {}, NOW, { forged: ['U02BOB'] }],
  ['at the last moment', signed([BOB]), {}, BOB.at + 35 * MINUTE, 'yes'],
  ['after it', signed([BOB]), {}, BOB.at + 35 * MINUTE + 1, 'late'],
  ['counted from the last of them', signed([BOB, { ...CAROL, at: BOB.at + MINUTE }]), { required: 2 }, BOB.at + 36 * MINUTE, 'yes'],
  ['long after, of an apply that goes on', signed([BOB]), {}, null, 'yes'],
])('%s', (_, run, rules, begins, answer) => {
  expect(isApproved(KEYS, run, { ...RULES, ...rules }, begins)).toEqual(answer);
});
