import { type Refusal, refusal } from '../core/refusal.ts';
import type { Run } from './run.ts';

/** How a run that cannot be decided on stands, for who clicked on it. */

export const nothingToDecide = ({ id, state }: Run): Refusal => refusal('nothing_to_decide', { id, state });

/** Who decided, and when; or what ended the plan before somebody did. */
export function decidedAlready(run: Run): Refusal {
  const { id, command, state } = run;
  if (state === 'expired') return refusal('plan_expired', { id, command, at: run.deadline ?? run.updatedAt });
  const verdict = state === 'rejected' ? 'rejected' : 'approved';
  const given = run.approvals.filter((approval) => approval.verdict === verdict);
  const last = given.at(-1);
  const facts = { id, state, successor: successorOf(run) };
  if (state === 'cancelled') {
    const by = run.endedBy === null ? [] : [run.endedBy];
    return refusal('already_decided', { ...facts, how: 'cancelled', by, at: run.updatedAt, reason: null });
  }
  if (!last || state === 'stale') return refusal('already_decided', { ...facts, how: 'ended', by: [], at: run.updatedAt, reason: null });
  const by = [...new Set(given.map((approval) => approval.by))];
  return refusal('already_decided', { ...facts, how: verdict, by, at: last.at, reason: last.reason });
}

/** The newer plan that took its place. */
function successorOf({ error }: Run): string | null {
  if (error?.finding.code === 'plan_superseded') return error.finding.facts.by;
  return error?.finding.code === 'plan_changed' ? error.finding.facts.successor : null;
}
