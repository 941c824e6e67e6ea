import type { Difference } from '../core/finding.ts';
import type { Plan, Step } from '../core/plan.ts';
import { parameterDifferences, stepDifferences } from './difference.ts';
import { sameStep } from './fingerprint.ts';
import type { RunPlan } from './run.ts';

/**
 * What is left of an approved plan for an attempt that goes on where another stopped. `ok`: the approved steps that are still to be
 * done, in their order and as they were approved; none if all is so already. `moved`: something is to be done now that nobody
 * approved, and nothing may be written; only those steps are named, because the others were moved by this very apply.
 */
export function remaining(approved: RunPlan, now: Plan): { readonly ok: readonly Step[] } | { readonly moved: readonly Difference[] } {
  const byId = new Map(approved.steps.map((step) => [step.id, step]));
  const work = now.steps.filter(({ verb }) => verb !== 'unchanged');
  const foreign = work.filter((step) => {
    const known = byId.get(step.id);
    return !known || !sameStep(known, step);
  });
  if (foreign.length > 0) {
    const parameters = parameterDifferences(approved, now);
    const steps = foreign.flatMap((step) => stepDifferences(byId.get(step.id), step, parameters.length === 0));
    return { moved: [...parameters, ...steps] };
  }
  const left = new Set(work.map(({ id }) => id));
  return { ok: approved.steps.filter(({ id }) => left.has(id)) };
}
