import type { PlanScenario } from '../../sandbox/scenarios/plans/plan-scenario.ts';
import { actionOf } from '../../src/actions/index.ts';
import type { Context, PlanAction } from '../../src/core/action.ts';
import { isBotError } from '../../src/core/errors.ts';
import type { Code } from '../../src/core/finding.ts';
import { hasWork, isBlocked, type Plan, type Step } from '../../src/core/plan.ts';

/** Whose plan it is that is applied. */
export const RUN = 'run_0123456789';
const FAILING: readonly Code[] = ['permission_denied', 'source_unreadable'];
const UNKNOWN: readonly Code[] = ['upstream_unreachable', 'upstream_failed', 'upstream_unreadable', 'conflict'];

/** What the line of a scenario asks for. */
export function asked({ command }: PlanScenario): { action: PlanAction<object, unknown>; params: object } {
  const [word = '', , ...given] = command.split(' ');
  const action = actionOf(word);
  if (action?.kind !== 'plan') throw new Error(`${word} makes no plans`);
  return { action, params: action.params.parse(Object.fromEntries(given.map((pair) => pair.split('=')))) };
}

/** The plan of a scenario, and what the scenario must have promised of it. */
export async function planIt(scenario: PlanScenario, context: Context) {
  const { action, params } = asked(scenario);
  const planned = action.plan(params, await action.read(params, context), context);
  const codes = (findings: readonly { readonly code: Code }[]): Code[] => findings.map(({ code }) => code).toSorted();
  const issues = isBlocked(planned) ? codes(planned.issues) : [];
  const failed = issues.some((code) => FAILING.includes(code));
  const state = isBlocked(planned) ? (failed ? 'failed' : 'blocked') : hasWork(planned) ? 'awaiting_approval' : 'succeeded';
  const steps = isBlocked(planned) ? {} : Object.fromEntries(planned.steps.map(({ id, verb }) => [id, verb]));
  return { action, planned, seen: { state, steps, issues, warnings: codes(planned.warnings) } };
}

/** Applies a plan in the plainest way: look, write once, look until it is settled. */
export async function applyIt(action: PlanAction<object, unknown>, plan: Plan, context: Context) {
  const adopted: string[] = [];
  for (const step of plan.steps) {
    const outcome = await applyStep(action, step, context);
    if (outcome.error !== null) return { error: outcome.error, adopted };
    if (step.verb !== 'unchanged' && !outcome.sure) adopted.push(step.id);
  }
  return { error: null, adopted };
}

async function applyStep(
  action: PlanAction<object, unknown>,
  step: Step,
  context: Context,
): Promise<{ error: Code | null; sure: boolean }> {
  let sight = await action.look(step, context);
  let sure = false;
  if (sight.is === 'undone') {
    const error = await action.write(step, context, RUN).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error !== null && !isBotError(error)) throw error;
    if (error && !UNKNOWN.includes(error.code)) return { error: error.code, sure };
    sure = error === null;
    sight = await action.look(step, context);
  }
  while (sight.is === 'settling') sight = await action.look(step, context);
  if (sight.is === 'broken') return { error: sight.why.code, sure };
  if (sight.is !== 'done') throw new Error(`${step.id} was never done`);
  return { error: null, sure };
}
