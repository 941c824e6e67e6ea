import type { Bar } from '../../src/people/person.ts';
import type { Because, Verdict } from '../../src/people/rights.ts';
import type { Click } from '../../src/runs/objection.ts';
import { NOW, runOf } from './samples.ts';

export const [ALICE, BOB, CAROL, MALLORY] = ['U01ALICE', 'U02BOB', 'U03CAROL', 'U04MALLORY'] as const;
export const ID = 'run_0123456789';
export const OWN = { channel: 'C0PROD', ts: '1763894520.000100' };
export const LINK = 'https://team.slack.com/archives/C0PROD/p1763894520000100';
export const APPROVERS = { users: [ALICE, BOB, CAROL], groups: ['S0ONCALL'] };

export const yes: Verdict = { allowed: true, role: 'approver', because: { code: 'listed' } };
export const no = (because: Because): Verdict => ({ allowed: false, role: 'approver', because });
export const notListed = no({ code: 'not_listed', ...APPROVERS });
export const unknown = no({ code: 'unknown', groups: ['S0ONCALL'] });
export const barred = (why: Bar): Verdict => no({ code: 'barred', why });

/** Bob, who may, approves Alice's plan on its own message in time. */
export const click = (more: Partial<Click> = {}): Click => ({
  run: runOf(),
  verb: 'approve',
  actor: BOB,
  verdict: yes,
  place: OWN,
  message: OWN,
  link: LINK,
  now: NOW,
  rules: { readOnly: false, selfApproval: false, required: 1, approvers: APPROVERS },
  ...more,
});
export const rules = (more: Partial<Click['rules']>): Partial<Click> => ({ rules: { ...click().rules, ...more } });
export const reject: Partial<Click> = { verb: 'reject', reason: 'the wrong subnet' };
