import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type SandboxCloud, startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { scenarios } from '../../sandbox/scenarios/index.ts';
import { planScenarios } from '../../sandbox/scenarios/plans/index.ts';
import type { PlanScenario } from '../../sandbox/scenarios/plans/plan-scenario.ts';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';
import { actionOf } from '../../src/actions/index.ts';
import { systemClock } from '../../src/clients/clock.ts';
import { openCloud } from '../../src/clients/huawei/cloud.ts';
import { systemPace } from '../../src/clients/huawei/pace.ts';
import { openCluster } from '../../src/clients/kubernetes/cluster.ts';
import type { Context, PlanAction } from '../../src/core/action.ts';
import { isBotError } from '../../src/core/errors.ts';
import type { Code } from '../../src/core/finding.ts';
import { hasWork, isBlocked, type Plan, type Sight } from '../../src/core/plan.ts';
import type { ClusterSettings } from '../../src/core/target.ts';

const NO_PROXY = { httpsProxy: null, httpProxy: null, noProxy: null };
const DEFAULTS: ClusterSettings = { vpcepSubnetId: null, obsEndpointServiceName: null, sshKey: null, allowStandard: false };
const RUN = 'run_0123456789';

/** The real clients on a sandbox; requests are given up after a second and a half. */
async function onSandbox(scenario: PlanScenario, work: (context: Context, sandbox: SandboxCloud) => Promise<void>): Promise<void> {
  const sandbox = await startSandboxCloud(scenario);
  const { region } = sandbox.world;
  const configured = sandbox.clusters.prod;
  const clusterId = String(configured?.clusterId);
  const url = sandbox.env.HUAWEI_ENDPOINT_CCE ?? '';
  const cloud = openCloud(
    {
      region,
      credentials: { ak: sandbox.env.HUAWEI_AK ?? '', sk: sandbox.env.HUAWEI_SK ?? '', securityToken: null },
      endpoints: { cce: url, vpc: url, vpcep: url, swr: url, iam: url },
      proxy: NO_PROXY,
    },
    { ...systemPace, requestTimeoutMs: 1_500 },
  );
  const { signal } = new AbortController();
  const projectId = await cloud.findProject(signal);
  const project = cloud.project(projectId);
  const cluster = openCluster({ issue: (...args) => project.issueCertificate(clusterId, ...args), proxy: NO_PROXY });
  try {
    const target = { alias: 'prod', region, projectId, clusterId };
    const settings = { ...DEFAULTS, ...configured };
    await work(
      { target, settings, ports: { ...project, ...cluster, clock: systemClock }, now: new Date(), signal, progress() {} },
      sandbox,
    );
    expect(sandbox.violations).toEqual([]);
  } finally {
    cloud.close();
    await cluster.close();
    await sandbox.close();
  }
}

/** What is typed, as the bot reads it. */
function askedBy({ command }: PlanScenario): { readonly action: PlanAction<object, unknown>; readonly params: object } {
  const [name = '', , ...given] = command.split(' ');
  const action = actionOf(name);
  if (action?.kind !== 'plan') throw new Error(`${name} makes no plan`);
  return { action, params: action.params.parse(Object.fromEntries(given.map((pair) => pair.split('=')))) };
}

const FAILING: readonly Code[] = ['permission_denied', 'source_unreadable'];

async function planIt(scenario: PlanScenario, context: Context) {
  const { action, params } = askedBy(scenario);
  const planned = action.plan(params, await action.read(params, context), context);
  const codes = (findings: readonly { readonly code: Code }[]): Code[] => findings.map(({ code }) => code).toSorted();
  const issues = isBlocked(planned) ? codes(planned.issues) : [];
  const state = isBlocked(planned)
    ? issues.some((code) => FAILING.includes(code))
      ? 'failed'
      : 'blocked'
    : hasWork(planned)
      ? 'awaiting_approval'
      : 'succeeded';
  const steps = isBlocked(planned) ? {} : Object.fromEntries(planned.steps.map(({ id, verb }) => [id, verb]));
  return { planned, seen: { state, steps, issues, warnings: codes(planned.warnings) } };
}

/** Longer than anything takes here that is not stuck. */
const PATIENCE_MS = 1_000;

/** Applies a plan in the plainest way: look, write once, look until it is settled. */
async function applyIt(scenario: PlanScenario, plan: Plan, context: Context): Promise<{ error: Code | null; adopted: string[] }> {
  const { action } = askedBy(scenario);
  const adopted: string[] = [];
  for (const step of plan.steps) {
    const tried = async <T>(work: Promise<T>): Promise<T | { readonly failed: Code }> => {
      try {
        return await work;
      } catch (error) {
        if (!isBotError(error)) throw error;
        return { failed: error.code };
      }
    };
    let sight = await tried(action.look(step, context));
    let sure = false;
    if (!('failed' in sight) && sight.is === 'undone') {
      const written = await tried(action.write(step, context, RUN));
      const unknown = ['upstream_unreachable', 'upstream_failed', 'upstream_unreadable', 'conflict'];
      if (written && !unknown.includes(written.failed)) return { error: written.failed, adopted };
      sure = !written;
      sight = await tried(action.look(step, context));
    }
    const until = performance.now() + PATIENCE_MS;
    const open = (seen: Sight): boolean => seen.is === 'settling' || (seen.is === 'broken' && seen.mayPass === true);
    while (!('failed' in sight) && open(sight) && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      sight = await tried(action.look(step, context));
    }
    if ('failed' in sight) return { error: sight.failed, adopted };
    if (sight.is === 'broken') return { error: sight.why.code, adopted };
    if (sight.is === 'settling') return { error: 'step_timeout', adopted };
    if (sight.is !== 'done') throw new Error(`${step.id} was never made`);
    if (step.verb !== 'unchanged' && !sure) adopted.push(step.id);
  }
  return { error: null, adopted };
}

test('every plan scenario has a file of its name and is listed once, beside those that only look', () => {
  const files = readdirSync(new URL('../../sandbox/scenarios/plans/', import.meta.url))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((file) => file !== 'index' && file !== 'plan-scenario');
  const names = planScenarios.map(({ name }) => name);
  expect(names.toSorted()).toEqual(files.toSorted());
  expect(names.filter((name) => scenarios.some((other) => other.name === name))).toEqual([]);
});

describe.each(planScenarios)('$name', (scenario) => {
  test('is told in one line, makes the same world each time, and expects what fits together', () => {
    expect(scenario.summary).toMatch(/^[^\n]{10,100}$/);
    expect(scenario.command).toMatch(/^\w+ prod( |$)/);
    expect(scenario.name.startsWith(scenario.command.split(' ')[0] ?? '')).toBe(true);
    expect(worldOf(scenario)).toEqual(worldOf(scenario));
    const { state, steps, issues } = scenario.expect;
    expect(scenario.applied !== undefined).toBe(state === 'awaiting_approval');
    expect(issues.length > 0).toBe(state === 'blocked' || state === 'failed');
    expect(Object.values(steps).some((verb) => verb !== 'unchanged')).toBe(state === 'awaiting_approval');
  });

  test('the plan, with the real clients, is what the scenario promises, twice the same, and writes nothing', async () => {
    await onSandbox(scenario, async (context, sandbox) => {
      const { planned, seen } = await planIt(scenario, context);
      const reads = readsOf(sandbox);
      expect(reads.length).toBeLessThanOrEqual(9);
      expect(reads.length).toBe(new Set(reads).size);
      const { state, steps, issues, warnings } = scenario.expect;
      expect(seen).toEqual({ state, steps, issues: issues.toSorted(), warnings: warnings.toSorted() });
      expect((await planIt(scenario, context)).planned).toEqual(planned);
      expect(sandbox.calls.filter((call) => call.write)).toEqual([]);
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
    await onSandbox(scenario, async (context, sandbox) => {
      const { planned } = await planIt(scenario, context);
      if (isBlocked(planned)) throw new Error('blocked');
      const before = addonIn(sandbox);
      const { error, adopted } = await applyIt(scenario, planned, context);
      const writes = sandbox.calls.filter((call) => call.write);
      expect({ state: error ? 'failed' : 'succeeded', error, writes: writes.length, adopted }).toEqual({
        adopted: [],
        ...scenario.applied,
      });

      const approved = planned.steps.map(({ changes }) => Object.fromEntries(changes.map(({ field, after }) => [field, after])));
      for (const { operation, body } of writes) expect(approved).toContainEqual(SENT[operation]?.(body));
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
  await onSandbox(scenario, async (context) => {
    const { planned, seen } = await planIt(scenario, context);
    expect(seen).toEqual(scenario.expect);
    if (isBlocked(planned)) throw new Error('blocked');
    expect(await applyIt(scenario, planned, context)).toEqual({ error: null, adopted: [] });
  });
});
