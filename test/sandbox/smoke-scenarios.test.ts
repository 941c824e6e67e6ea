import { describe, expect, test, vi } from 'vitest';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';
import { smokeScenarios } from '../../sandbox/scenarios/smoke/index.ts';
import { DEMO, LAB, type SmokeScenario } from '../../sandbox/scenarios/smoke/smoke-scenario.ts';
import type { Context } from '../../src/core/action.ts';
import { hasWork, isBlocked } from '../../src/core/plan.ts';
import { applyIt, planIt, RUN } from './played-plans.ts';
import { withRealClients } from './real-clients.ts';
import { unnamed } from './unnamed.ts';

test('every scenario of smoke workloads is told in one line and fits together', () => {
  for (const scenario of smokeScenarios) {
    expect(scenario.summary).toMatch(/^[^\n]{10,100}$/);
    expect(scenario.command).toMatch(/^smoke prod( |$)/);
    expect(worldOf(scenario)).toEqual(worldOf(scenario));
    const { state, issues } = scenario.expect;
    expect(scenario.applied !== undefined).toBe(state === 'awaiting_approval');
    expect(issues.length > 0).toBe(state === 'blocked' || state === 'failed');
  }
});

describe.each(smokeScenarios)('$name', (scenario) => {
  test('the plan, with the real clients, is what the scenario promises, twice the same, and writes nothing', async () => {
    await withRealClients(scenario, async (context, sandbox) => {
      const { planned, seen } = await planIt(scenario, context);
      const { state, steps, issues, warnings } = scenario.expect;
      expect(seen).toEqual({ state, steps, issues: issues.toSorted(), warnings: warnings.toSorted() });
      expect((await planIt(scenario, context)).planned).toEqual(planned);
      expect(sandbox.calls.filter((call) => call.write)).toEqual([]);
      if (scenario.command.includes(' image=')) expect(sandbox.calls.filter(({ service }) => service === 'SWR')).toEqual([]);
      expect(sandbox.violations).toEqual([]);
    });
  });
});

/** What the pods of the workload are: a phase, or why a container waits. */
async function podsOf({ ports, signal }: Context): Promise<readonly string[]> {
  const states: string[] = [];
  for await (const page of ports.workloads.pods(LAB, { labels: { app: DEMO } }, signal)) {
    states.push(...page.map(({ phase, containers }) => containers.find(({ waiting }) => waiting)?.waiting?.reason ?? phase));
  }
  return states;
}

const replicasIn = ({ command }: SmokeScenario): number => Number(/replicas=(\d+)/.exec(command)?.[1] ?? 2);

describe.each(smokeScenarios.filter(({ applied }) => applied))('$name, approved', (scenario) => {
  test('comes to what the scenario promises, and so do its pods', async () => {
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
      for (const { operation, path } of writes.filter((call) => call.operation === 'PatchDeployment')) {
        expect(`${operation} ${path}`).toBe(
          `PatchDeployment /apis/apps/v1/namespaces/${LAB}/deployments/${DEMO}?fieldManager=bursting&force=false`,
        );
      }
      if (error !== null) return;
      const again = (await planIt(scenario, context)).planned;
      expect(isBlocked(again) || hasWork(again)).toBe(false);
      const live = await context.ports.deployments.get(LAB, DEMO, context.signal);
      expect(live?.annotations).toEqual({ 'bursting/run': RUN });
      await vi.waitFor(
        async () => expect(await podsOf(context)).toEqual(Array.from({ length: replicasIn(scenario) }, () => scenario.pods)),
        { timeout: 2_000, interval: 20 },
      );
    });
  });
});
