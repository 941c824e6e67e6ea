import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type SandboxCloud, startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { scenarios } from '../../sandbox/scenarios/index.ts';
import { planScenarios } from '../../sandbox/scenarios/plans/index.ts';
import type { PlanScenario } from '../../sandbox/scenarios/plans/plan-scenario.ts';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';
import { vpcep } from '../../src/actions/vpcep.ts';
import { systemClock } from '../../src/clients/clock.ts';
import { openCloud } from '../../src/clients/huawei/cloud.ts';
import { systemPace } from '../../src/clients/huawei/pace.ts';
import { openCluster } from '../../src/clients/kubernetes/cluster.ts';
import type { Context } from '../../src/core/action.ts';
import { isBotError } from '../../src/core/errors.ts';
import type { Code } from '../../src/core/finding.ts';
import { hasWork, isBlocked, type Plan, type Sight, type Step } from '../../src/core/plan.ts';
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

const paramsOf = ({ command }: PlanScenario) => {
  const [, , ...given] = command.split(' ');
  return vpcep.params.parse(Object.fromEntries(given.map((pair) => pair.split('='))));
};

const FAILING: readonly Code[] = ['permission_denied', 'source_unreadable'];

async function planIt(scenario: PlanScenario, context: Context) {
  const params = paramsOf(scenario);
  const planned = vpcep.plan(params, await vpcep.read(params, context), context);
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

/** Applies a plan in the plainest way: look, write once, look until it is settled. */
async function applyIt(plan: Plan, context: Context): Promise<{ error: Code | null; adopted: string[] }> {
  const adopted: string[] = [];
  for (const step of plan.steps) {
    let sight = await vpcep.look(step, context);
    let sure = false;
    if (sight.is === 'undone') {
      const error = await vpcep.write(step, context, RUN).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error !== null && !isBotError(error)) throw error;
      const unknown = ['upstream_unreachable', 'upstream_failed', 'upstream_unreadable', 'conflict'];
      if (error && !unknown.includes(error.code)) return { error: error.code, adopted };
      sure = error === null;
      sight = await vpcep.look(step, context);
    }
    sight = await settled(step, context, sight);
    if (sight.is === 'broken') return { error: sight.why.code, adopted };
    if (sight.is !== 'done') throw new Error(`${step.id} was never made`);
    if (step.verb === 'create' && !sure) adopted.push(step.id);
  }
  return { error: null, adopted };
}

async function settled(step: Step, context: Context, first: Sight): Promise<Sight> {
  let sight = first;
  while (sight.is === 'settling') sight = await vpcep.look(step, context);
  return sight;
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
    expect(scenario.command).toMatch(/^vpcep prod( |$)/);
    expect(worldOf(scenario)).toEqual(worldOf(scenario));
    const { state, steps, issues } = scenario.expect;
    expect(scenario.applied !== undefined).toBe(state === 'awaiting_approval');
    expect(issues.length > 0).toBe(state === 'blocked' || state === 'failed');
    expect(Object.values(steps).includes('create')).toBe(state === 'awaiting_approval');
  });

  test('the plan, with the real clients, is what the scenario promises, twice the same, and writes nothing', async () => {
    await onSandbox(scenario, async (context, sandbox) => {
      const { planned, seen } = await planIt(scenario, context);
      const { state, steps, issues, warnings } = scenario.expect;
      expect(seen).toEqual({ state, steps, issues: issues.toSorted(), warnings: warnings.toSorted() });
      expect((await planIt(scenario, context)).planned).toEqual(planned);
      expect(sandbox.calls.filter((call) => call.write)).toEqual([]);
    });
  });
});

describe.each(planScenarios.filter(({ applied }) => applied))('$name, approved', (scenario) => {
  test('comes to what the scenario promises, and sends exactly what was approved', async () => {
    await onSandbox(scenario, async (context, sandbox) => {
      const { planned } = await planIt(scenario, context);
      if (isBlocked(planned)) throw new Error('blocked');
      const { error, adopted } = await applyIt(planned, context);
      const writes = sandbox.calls.filter((call) => call.write);
      expect({ state: error ? 'failed' : 'succeeded', error, writes: writes.length, adopted }).toEqual({
        adopted: [],
        ...scenario.applied,
      });

      const approved = planned.steps.map(({ changes }) => {
        const { service_name: _, ...body } = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
        return { ...body, description: `bursting ${RUN}` };
      });
      for (const { operation, body } of writes) {
        expect(operation).toBe('CreateEndpoint');
        expect(approved).toContainEqual(body);
      }
      const names = sandbox.world.endpoints.map(({ serviceName }) => serviceName);
      expect(names.length).toBe(new Set(names).size);
      if (error !== null) return;
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
    expect(await applyIt(planned, context)).toEqual({ error: null, adopted: [] });
  });
});
