import type { ApprovalRules } from '../config/config.ts';
import { approvalsThatCount, requiredFor } from './objection.ts';
import type { Run } from './run.ts';
import { type SigningKeys, verifyApproval } from './signature.ts';

/** From the move to `applying` until an attempt has looked at the world, a dead worker in between included. In milliseconds. */
const BEGIN_MS = 5 * 60_000;

/**
 * Whether a run is approved, whatever the place where runs are kept says of its state: only a gateway can have signed enough approvals of
 * exactly this plan, and nothing is begun long after they were given. `begins`: Redis's time; null: it has begun, and goes on.
 */
export function isApproved(
  keys: SigningKeys,
  run: Run,
  rules: Pick<ApprovalRules, 'required' | 'selfApproval' | 'applyWithinMs'>,
  begins: number | null,
): 'yes' | 'late' | { readonly forged: readonly string[] } {
  const forged = run.approvals.filter((approval) => !verifyApproval(keys, run, approval)).map(({ by }) => by);
  const counting = approvalsThatCount(run, rules.selfApproval);
  if (forged.length > 0 || counting.length < requiredFor(run, rules.required)) return { forged };
  const last = Math.max(...counting.map(({ at }) => at));
  return begins === null || begins <= last + rules.applyWithinMs + BEGIN_MS ? 'yes' : 'late';
}
