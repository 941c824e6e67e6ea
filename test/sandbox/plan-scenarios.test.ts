import { describe, expect, test } from 'vitest';
import type { SandboxCloud } from '../../sandbox/cloud/start.ts';
import { scenarios } from '../../sandbox/scenarios/index.ts';
import { planScenarios } from '../../sandbox/scenarios/plans/index.ts';
import type { PlanScenario } from '../../sandbox/scenarios/plans/plan-scenario.ts';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';
import { hasWork, isBlocked } from '../../src/core/plan.ts';
import { applyIt, planIt, RUN } from './played-plans.ts';
import { withRealClients } from './real-clients.ts';
import { unnamed } from './unnamed.ts';

describe.each(planScenarios)('$name', (scenario) => {
  test('is told in one line, makes the same world each time, and expects what fits together', () => {
    expect(scenario.summary).toMatch(/^[^\n]{10,100}$/);
    expect(scenario.command).toMatch(/^[\w-]+ prod( |$)/);
    expect(scenario.name.startsWith(scenario.command.split(' ')[0] ?? '')).toBe(true);
    expect(worldOf(scenario)).toEqual(worldOf(scenario));
    const { state, steps, issues } = scenario.expect;
    expect(scenario.applied !== undefined).toBe(state === 'awaiting_approval');
    expect(issues.length > 0).toBe(state === 'blocked' || state === 'failed');
    expect(Object.values(steps).some((verb) => verb !== 'unchanged')).toBe(state === 'awaiting_approval');
  });

  test('the plan, with the real clients, is what the scenario promises, twice the same, and writes nothing', async () => {
    await withRealClients(scenario, async (context, sandbox) => {
      const { planned, seen } = await planIt(scenario, context);
      const reads = readsOf(sandbox);
      expect(reads.length).toBeLessThanOrEqual(9);
      expect(reads.length).toBe(new Set(reads).size);
      const { state, steps, issues, warnings } = scenario.expect;
      expect(seen).toEqual({ state, steps, issues: issues.toSorted(), warnings: warnings.toSorted() });
      expect((await planIt(scenario, context)).planned).toEqual(planned);
      expect(sandbox.calls.filter((call) => call.write)).toEqual([]);
      expect(sandbox.violations).toEqual([]);
    });
  });
});

/** What Huawei Cloud was asked, but for the project's id and the cluster's certificate, which are kept between runs. */
const readsOf = ({ calls }: SandboxCloud): readonly string[] =>
  calls
    .filter(({ service, operation }) => !['IAM', 'Kubernetes'].includes(service) && operation !== 'CreateKubernetesClusterCert')
    .map(({ method, path }) => `${method} ${path}`);

interface AddonBody {
  readonly spec: { readonly version: string; readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
}
const further = (values: Readonly<Record<string, unknown>>) => (values.subnets as { subnetID: string }[]).map(({ subnetID }) => subnetID);

/** What a write sent, in the words of a plan: each value of it must be one that was approved. Changes of an add-on are looked at below. */
const SENT: Readonly<Record<string, (body: unknown) => unknown>> = {
  CreateEndpoint: (body) => {
    const { description, ...sent } = body as { description: string };
    expect(description).toBe(`bursting ${RUN}`);
    return expect.objectContaining(sent);
  },
  CreateAddonInstance: (body) => {
    const { version, values } = (body as AddonBody).spec;
    const paths = Object.entries(values).flatMap(([group, all]) =>
      Object.entries(all).map(([key, value]) => [`${group}.${key}`, key === 'subnets' ? further(all) : value]),
    );
    return { version, ...Object.fromEntries(paths) };
  },
  UpdateAddonInstance: () => expect.anything(),
};

/** The bursting add-on as it is, by the paths that plans show; empty if there is none. */
function addonIn({ world }: SandboxCloud): Readonly<Record<string, unknown>> {
  const [addon] = world.clusters.flatMap(({ addons }) => addons.filter(({ templateName }) => templateName === 'virtual-kubelet'));
  if (!addon) return {};
  const { custom } = addon.values as { custom: Record<string, unknown> };
  const paths = Object.entries(addon.values).flatMap(([group, all]) =>
    Object.entries(all as object).map(([key, value]) => [`${group}.${key}`, key === 'subnets' ? further(custom) : value]),
  );
  return structuredClone({ version: addon.version, ...Object.fromEntries(paths) });
}

/** Whether each virtual node is Ready. */
const virtualNodes = ({ world }: SandboxCloud): readonly unknown[] =>
  world.clusters.flatMap(({ kubernetes: { nodes } }) =>
    Array.from({ length: nodes.length }, (_, i) => nodes.at(i)).flatMap((node) =>
      node?.metadata.name === 'bursting-node' ? (node.status as { conditions: { status: string }[] }).conditions[0]?.status : [],
    ),
  );

describe.each(planScenarios.filter(({ applied }) => applied))('$name, approved', (scenario) => {
  test('comes to what the scenario promises, and sends exactly what was approved', async () => {
    await withRealClients(scenario, async (context, sandbox) => {
      const { action, planned } = await planIt(scenario, context);
      if (isBlocked(planned)) throw new Error('blocked');
      const before = addonIn(sandbox);
      const { error, adopted } = await applyIt(action, planned, context);
      const writes = sandbox.calls.filter((call) => call.write);
      expect({ state: error ? 'failed' : 'succeeded', error, writes: writes.length, adopted }).toEqual({
        adopted: [],
        ...scenario.applied,
      });
      expect(unnamed([...action.needs, ...action.writeNeeds], sandbox.calls), 'not in needs or writeNeeds').toEqual([]);

      const approved = planned.steps.map(({ changes }) => Object.fromEntries(changes.map(({ field, after }) => [field, after])));
      for (const { operation, body } of writes) expect(approved).toContainEqual(SENT[operation]?.(body));
      expect(sandbox.violations).toEqual([]);
      const names = sandbox.world.endpoints.map(({ serviceName }) => serviceName);
      expect(names.length).toBe(new Set(names).size);
      if (error !== null) return;
      const [step] = planned.steps.filter(({ id, verb }) => id === 'addon' && verb === 'update');
      if (step) {
        const approved = step.changes.map(({ field, after }) => [field, after] as const);
        expect(addonIn(sandbox)).toEqual({ ...before, ...Object.fromEntries(approved) });
      }
      if (scenario.command.startsWith('setup')) expect(virtualNodes(sandbox)).toEqual(['True']);
      const again = (await planIt(scenario, context)).planned;
      expect(isBlocked(again) || hasWork(again)).toBe(false);
    });
  });
});

test('the demo has something to do in prod, and then it is done', async () => {
  const demo = scenarios.find(({ name }) => name === 'demo');
  if (!demo) throw new Error('the demo is a scenario');
  const scenario: PlanScenario = {
    ...demo,
    arrange(world) {
      demo.arrange(world);
      world.latencyMs = 0;
      world.settleMs = 0;
    },
    command: 'vpcep prod',
    expect: {
      state: 'awaiting_approval',
      steps: { swr: 'unchanged', 'swr-api': 'create', obs: 'unchanged' },
      issues: [],
      warnings: ['low_headroom'],
    },
  };
  await withRealClients(scenario, async (context) => {
    const { action, planned, seen } = await planIt(scenario, context);
    expect(seen).toEqual(scenario.expect);
    if (isBlocked(planned)) throw new Error('blocked');
    expect(await applyIt(action, planned, context)).toEqual({ error: null, adopted: [] });
  });
});
