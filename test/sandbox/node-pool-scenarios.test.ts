import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nodePoolReads, nodePoolScenarios } from '../../sandbox/scenarios/node-pools/index.ts';
import { planScenarios } from '../../sandbox/scenarios/plans/index.ts';
import type { PlanScenario } from '../../sandbox/scenarios/plans/plan-scenario.ts';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';
import { actionOf } from '../../src/actions/index.ts';
import { nodepools } from '../../src/actions/nodepools.ts';
import type { Context, PlanAction } from '../../src/core/action.ts';
import { isBotError } from '../../src/core/errors.ts';
import type { Code } from '../../src/core/finding.ts';
import { hasWork, isBlocked, type Plan, type Step } from '../../src/core/plan.ts';
import { withRealClients } from './real-clients.ts';

const RUN = 'run_0123456789';
const FAILING: readonly Code[] = ['permission_denied', 'source_unreadable'];
const UNKNOWN: readonly Code[] = ['upstream_unreachable', 'upstream_failed', 'upstream_unreadable', 'conflict'];

/** What the line of a scenario asks for. */
function asked({ command }: PlanScenario): { action: PlanAction<object, unknown>; params: object } {
  const [word = '', , ...given] = command.split(' ');
  const action = actionOf(word);
  if (action?.kind !== 'plan') throw new Error(`${word} makes no plans`);
  return { action, params: action.params.parse(Object.fromEntries(given.map((pair) => pair.split('=')))) };
}

async function planIt(scenario: PlanScenario, context: Context) {
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
async function applyIt(action: PlanAction<object, unknown>, plan: Plan, context: Context) {
  const adopted: string[] = [];
  for (const step of plan.steps) {
    const outcome = await applyStep(action, step, context);
    if (outcome.error !== null) return { error: outcome.error, adopted };
    if (!outcome.sure) adopted.push(step.id);
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

test('every scenario of node pools has a file of its name and is listed once', () => {
  const files = readdirSync(new URL('../../sandbox/scenarios/node-pools/', import.meta.url))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((file) => file !== 'index' && file !== 'node-pool-scenario');
  const names = [...nodePoolReads, ...nodePoolScenarios].map(({ name }) => name);
  expect(names.toSorted()).toEqual(files.toSorted());
  expect(names.filter((name) => planScenarios.some((other) => other.name === name))).toEqual([]);
});

test.each(nodePoolReads)('$name: the list says what is wrong, and writes nothing', async (scenario) => {
  await withRealClients(scenario, async (context, sandbox) => {
    const { success, warnings } = await nodepools.read({}, context);
    expect({ success, warnings: warnings.map(({ code }) => code) }).toEqual({ success: true, warnings: scenario.expect.warnings });
    expect(sandbox.calls.filter((call) => call.write)).toEqual([]);
  });
});

describe.each(nodePoolScenarios)('$name', (scenario) => {
  test('is told in one line, makes the same world each time, and expects what fits together', () => {
    expect(scenario.summary).toMatch(/^[^\n]{10,100}$/);
    expect(worldOf(scenario)).toEqual(worldOf(scenario));
    const { state, steps, issues } = scenario.expect;
    expect(scenario.applied !== undefined).toBe(state === 'awaiting_approval');
    expect(issues.length > 0).toBe(state === 'blocked' || state === 'failed');
    expect(Object.values(steps).some((verb) => verb !== 'unchanged')).toBe(state === 'awaiting_approval');
  });

  test('the plan, with the real clients, is what the scenario promises, twice the same, and writes nothing', async () => {
    await withRealClients(scenario, async (context, sandbox) => {
      const { planned, seen } = await planIt(scenario, context);
      const { state, steps, issues, warnings } = scenario.expect;
      expect(seen).toEqual({ state, steps, issues: issues.toSorted(), warnings: warnings.toSorted() });
      expect((await planIt(scenario, context)).planned).toEqual(planned);
      expect(sandbox.calls.filter((call) => call.write)).toEqual([]);
      expect(sandbox.violations).toEqual([]);
    });
  });
});

describe.each(nodePoolScenarios.filter(({ applied }) => applied))('$name, approved', (scenario) => {
  test('comes to what the scenario promises; no node is ever lost', async () => {
    await withRealClients(scenario, async (context, sandbox) => {
      const { action, planned } = await planIt(scenario, context);
      if (isBlocked(planned)) throw new Error('blocked');
      const { error, adopted } = await applyIt(action, planned, context);
      const writes = sandbox.calls.filter((call) => call.write);
      expect({ state: error ? 'failed' : 'succeeded', error, writes: writes.length, adopted }).toEqual({
        adopted: [],
        ...scenario.applied,
      });
      expect(sandbox.violations).toEqual([]);
      if (error !== null) return;
      const again = action.plan(asked(scenario).params, await action.read(asked(scenario).params, context), {
        ...context,
        applying: true,
      });
      expect(isBlocked(again) || hasWork(again)).toBe(false);
    });
  });
});
