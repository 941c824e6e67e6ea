import { describe, expect, test } from 'vitest';
import { nodePoolScenarios } from '../../sandbox/scenarios/node-pools/index.ts';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';
import { hasWork, isBlocked } from '../../src/core/plan.ts';
import { applyIt, asked, planIt } from './played-plans.ts';
import { withRealClients } from './real-clients.ts';
import { unnamed } from './unnamed.ts';

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
      expect(unnamed([...action.needs, ...action.writeNeeds], sandbox.calls), 'not in needs or writeNeeds').toEqual([]);
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
