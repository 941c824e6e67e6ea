import { holdsKey } from '../core/key-shapes.ts';
import { redact } from '../core/redact.ts';
import { type Refusal, refusal } from '../core/refusal.ts';
import { refuse } from '../people/refuse.ts';
import type { Verdict } from '../people/rights.ts';
import { approvalsThatCount, type Click, type Objection, objection, requiredFor } from './objection.ts';
import { type Approval, isFinal, type Run, type RunState } from './run.ts';
import { nothingToDecide } from './standing.ts';

export type Decision = Objection | { readonly to: RunState; readonly approval: Omit<Approval, 'signature'> };

/**
 * What comes of a click: a move of the run with the decision to sign, or why not. Pure; who loses the race for the move looks again and
 * decides again. A rejection needs the right and a reason and ends the plan, whoever approved before, the one who rejects included.
 */
export function decide(click: Click): Decision {
  const objected = objection(click);
  if (objected) return objected;
  const { run, verb, actor, rules, now } = click;
  if (run.deadline === null) return { refused: nothingToDecide(run) };
  const approval = { by: actor, at: now, expiresAt: run.deadline };

  if (verb === 'reject') {
    const reason = (click.reason ?? '').trim();
    if (!VISIBLE.test(reason)) return { refused: refusal('reason_missing', { id: run.id }) };
    if (holdsKey(reason)) return { refused: refusal('looks_like_key', {}) };
    return { to: 'rejected', approval: { ...approval, verdict: 'rejected', reason: redact(reason) } };
  }
  const given = approvalsThatCount(run, rules.selfApproval).length + 1;
  const to = given >= requiredFor(run, rules.required) ? 'approved' : 'awaiting_approval';
  return { to, approval: { ...approval, verdict: 'approved', reason: null } };
}

/** Something that is seen: not only blanks, format characters and letters without a shape. */
const VISIBLE = /[^\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Whether, by the rights its approvers have now, a plan is still approved; `verdicts` in the order of `approvals`. `revoked`: fewer than
 * `required` people still may, and who may not any more (nobody, if more are required than approved). `unknown`: it depends on people
 * of whom Slack does not say.
 */
export function confirmRights(
  approvals: readonly Approval[],
  verdicts: readonly Verdict[],
  required: number,
): 'go' | 'unknown' | { readonly revoked: readonly string[] } {
  const people = { yes: new Set<string>(), no: new Set<string>(), unknown: new Set<string>() };
  for (const [i, { by, verdict }] of approvals.entries()) if (verdict === 'approved') people[answer(verdicts[i])].add(by);
  if (people.yes.size >= required) return 'go';
  return new Set([...people.yes, ...people.unknown]).size >= required ? 'unknown' : { revoked: [...people.no] };
}

function answer(verdict: Verdict | undefined): 'yes' | 'no' | 'unknown' {
  if (!verdict || isUnknown(verdict)) return 'unknown';
  return verdict.allowed && verdict.role === 'approver' ? 'yes' : 'no';
}

const isUnknown = ({ because }: Verdict): boolean => because.code === 'unknown' || (because.code === 'barred' && because.why === 'unknown');

/** `to`: moves at once. `stop`: it is being applied, and is asked to stop before its next write. */
export type Cancellation = { readonly refused: Refusal } | { readonly to: 'cancelled' } | { readonly stop: true };

/**
 * What comes of `cancel`, for a run that the actor may see. Its requester may, and who may approve on its cluster. `verdict` (role
 * `approver`) is not needed of the requester; null: it was not asked for.
 */
export function decideCancel(run: Run, actor: string, verdict: Verdict | null): Cancellation {
  if (isFinal(run.state)) return { refused: refusal('cannot_cancel', { id: run.id, state: run.state }) };
  if (actor !== run.requestedBy && !(verdict?.allowed && verdict.role === 'approver')) {
    return {
      refused: verdict && !verdict.allowed ? refuse(verdict, run.target.alias, 'requester_or_approver') : refusal('rights_unknown', {}),
    };
  }
  return run.state === 'applying' ? { stop: true } : { to: 'cancelled' };
}
