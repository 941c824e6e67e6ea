import { expect } from 'vitest';
import type { PlanScenario } from '../../sandbox/scenarios/plans/plan-scenario.ts';
import { actionOf } from '../../src/actions/index.ts';
import type { Context, PlanAction } from '../../src/core/action.ts';
import { isBotError } from '../../src/core/errors.ts';
import type { Code } from '../../src/core/finding.ts';
import { clusterKey, hasWork, isBlocked, type Plan, type Sight, type Step } from '../../src/core/plan.ts';

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
  const state = await action.read(params, context);
  const planned = action.plan(params, state, context);
  expect(action.writes(state, context).leases, 'without its lease two applies meet in one cluster').toContain(clusterKey(context.target));
  const codes = (findings: readonly { readonly code: Code }[]): Code[] => findings.map(({ code }) => code).toSorted();
  const issues = isBlocked(planned) ? codes(planned.issues) : [];
  const failed = issues.some((code) => FAILING.includes(code));
  const ending = isBlocked(planned) ? (failed ? 'failed' : 'blocked') : hasWork(planned) ? 'awaiting_approval' : 'succeeded';
  const steps = isBlocked(planned) ? {} : Object.fromEntries(planned.steps.map(({ id, verb }) => [id, verb]));
  return { action, planned, seen: { state: ending, steps, issues, warnings: codes(planned.warnings) } };
}

/** Longer than anything takes here that is not stuck. */
const PATIENCE_MS = 1_000;

/** Applies a plan in the plainest way: look, write once, look until it is settled. */
export async function applyIt(action: PlanAction<object, unknown>, plan: Plan, context: Context) {
  const adopted: string[] = [];
  for (const step of plan.steps) {
    const { error, sure } = await applyStep(action, step, context);
    if (error !== null) return { error, adopted };
    if (step.verb !== 'unchanged' && !sure) adopted.push(step.id);
  }
  return { error: null, adopted };
}

/** What came of it, or the code of why nothing did. */
async function failureOf<T>(work: Promise<T>): Promise<T | { readonly failed: Code }> {
  try {
    return await work;
  } catch (error) {
    if (!isBotError(error)) throw error;
    return { failed: error.code };
  }
}

const isOpen = (sight: Sight): boolean => sight.is === 'settling' || (sight.is === 'broken' && sight.mayPass === true);

/** `sure`: the write was answered, so that what is there is this run's. */
async function applyStep(
  action: PlanAction<object, unknown>,
  step: Step,
  context: Context,
): Promise<{ error: Code | null; sure: boolean }> {
  const look = (): Promise<Sight | { readonly failed: Code }> => failureOf(action.look(step, context));
  let sight = await look();
  let sure = false;
  if (!('failed' in sight) && sight.is === 'undone') {
    const written = await failureOf(action.write(step, context, RUN));
    if (written && !UNKNOWN.includes(written.failed)) return { error: written.failed, sure };
    sure = !written;
    sight = await look();
  }
  const until = performance.now() + PATIENCE_MS;
  while (!('failed' in sight) && isOpen(sight) && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    sight = await look();
  }
  if ('failed' in sight) return { error: sight.failed, sure };
  if (sight.is === 'broken') return { error: sight.why.code, sure };
  if (sight.is === 'settling') return { error: 'step_timeout', sure };
  if (sight.is !== 'done') throw new Error(`${step.id} was never done`);
  return { error: null, sure };
}
