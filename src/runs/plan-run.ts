import type { ApprovalRules } from '../config/config.ts';
import type { Context, PlanAction } from '../core/action.ts';
import type { Finding } from '../core/finding.ts';
import { type Blocked, isBlocked, type Plan } from '../core/plan.ts';
import { redactJson } from '../core/redact.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { RunPlan } from './run.ts';

export type Proposal =
  | { readonly plan: RunPlan; readonly result: Readonly<Record<string, unknown>> }
  /** `unreadable`: what could not be read, so that nobody knows whether there is a plan. */
  | { readonly plan: null; readonly unreadable: Finding | null; readonly result: Readonly<Record<string, unknown>> };

/** What a plan command makes of what it read: a plan with all that approving and applying it need, or what is in the way. Pure. */
export function propose(
  command: string,
  action: PlanAction<object, unknown>,
  params: object,
  state: unknown,
  about: { readonly context: Context; readonly rules: ApprovalRules },
): Proposal {
  const { context, rules } = about;
  const report = action.report(state);
  const planned = cleanPlan(action.plan(params, state, context));
  if (isBlocked(planned)) {
    const { issues, warnings } = planned;
    const unreadable = issues.find(({ code }) => code === 'permission_denied' || code === 'source_unreadable') ?? null;
    return { plan: null, unreadable, result: { ...report, success: false, issues, warnings } };
  }
  const { users, groups } = rules.approvers;
  const plan: RunPlan = {
    ...planned,
    fingerprint: fingerprintOf({ command, target: context.target, plan: planned }),
    ...action.writes(state, context),
    required: rules.required,
    approvable: users.length + groups.length > 0,
    applyingNow: [],
  };
  return { plan, result: { ...report, success: true } };
}

/**
 * As it is kept, fingerprinted and compared: what was there before is text from outside; what is approved is what is sent, and stays as
 * it is.
 */
export const cleanPlan = (planned: Plan | Blocked): Plan | Blocked =>
  isBlocked(planned)
    ? { issues: redactJson(planned.issues), warnings: redactJson(planned.warnings) }
    : {
        ...planned,
        warnings: redactJson(planned.warnings),
        steps: planned.steps.map((step) => ({
          ...step,
          changes: step.changes.map((change) => ({ ...change, before: redactJson(change.before) })),
        })),
      };
