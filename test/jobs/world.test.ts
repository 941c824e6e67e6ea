import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { World } from '../../jobs/world.ts';
import { type SandboxCloud, startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { ready } from '../../sandbox/scenarios/ready.ts';
import { siteOf } from '../../sandbox/site.ts';
import { OTHER_PROJECT_ID, PROJECT_ID } from '../../sandbox/story.ts';
import { commands } from '../../src/actions/registry.ts';
import { loadRunConfig } from '../../src/config/load.ts';
import { formatMistakes } from '../../src/config/mistake.ts';
import type { Target } from '../../src/core/target.ts';

let cloud: SandboxCloud;
const worlds: World[] = [];
beforeEach(async () => {
  cloud = await startSandboxCloud(ready);
});
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
  await cloud.close();
});

const REGION = 'cn-north-4';
const FOREIGN = 'f'.repeat(32);
/** A world of one configured cluster, `prod`, and what else is said. */
function worldWith({
  prod = {},
  others = {},
  env = {},
}: {
  prod?: object;
  others?: Record<string, object>;
  env?: Record<string, string>;
} = {}): World {
  const clusters = { prod: { region: REGION, clusterId: siteOf(cloud.world, 'prod').cluster.id, ...prod }, ...others };
  const loaded = loadRunConfig({
    env: { values: { ...cloud.env, ...env }, unusable: new Map() },
    yaml: { path: 'bursting.yaml', text: stringify({ clusters }) },
    stdoutIsTty: false,
    commands: commands.names,
  });
  if ('mistakes' in loaded) throw new Error(formatMistakes(loaded.mistakes));
  const world = new World(loaded.config);
  worlds.push(world);
  return world;
}
const prod = (projectId: string | null = null): Target => ({
  alias: 'prod',
  region: REGION,
  projectId,
  clusterId: siteOf(cloud.world, 'prod').cluster.id,
});
const unlisted = (projectId: string | null = null): Target => ({
  ...prod(projectId),
  alias: null,
  clusterId: '7a3c9a52-7d18-11f0-9b2e-0255ac100a02',
});
const elsewhere = { lab: { region: 'cn-east-3', clusterId: '7a3c9a52-7d18-11f0-9b2e-0255ac100a03' } };
const NEVER = new AbortController().signal;
const projectOf = async (world: World, target: Target): Promise<string> => (await world.open(target, new Date(), NEVER)).target.projectId;
const calls = (): string[] => cloud.calls.map(({ operation }) => operation);

test.each([
  ['the parameter, for a cluster outside the configuration', {}, () => unlisted(FOREIGN), FOREIGN],
  [
    'the cluster’s own, before that of the environment',
    { prod: { projectId: PROJECT_ID }, env: { HUAWEI_PROJECT_ID: FOREIGN } },
    prod,
    PROJECT_ID,
  ],
  ['that of the environment, if there is one region', { env: { HUAWEI_PROJECT_ID: OTHER_PROJECT_ID } }, prod, OTHER_PROJECT_ID],
  ['the parameter that agrees with it', { env: { HUAWEI_PROJECT_ID: OTHER_PROJECT_ID } }, () => prod(OTHER_PROJECT_ID), OTHER_PROJECT_ID],
] as const)('the project is %s: nobody is asked', async (_, config, target, expected) => {
  expect(await projectOf(worldWith(config), target())).toBe(expected);
  expect(calls()).toEqual([]);
});

test('without any of them it is the region’s own project, by IAM, asked once for all runs', async () => {
  const world = worldWith();
  const all = await Promise.all([projectOf(world, prod()), projectOf(world, prod()), projectOf(world, unlisted())]);
  expect([...all, await projectOf(world, prod(PROJECT_ID))]).toEqual([PROJECT_ID, PROJECT_ID, PROJECT_ID, PROJECT_ID]);
  expect(calls()).toEqual(['KeystoneListProjects']);
});

test('with several regions the environment’s project is not taken for all of them', async () => {
  const world = worldWith({ others: elsewhere, env: { HUAWEI_PROJECT_ID: PROJECT_ID } });
  expect(await projectOf(world, prod())).toBe(PROJECT_ID);
  const lab = { alias: 'lab', region: 'cn-east-3', projectId: null, clusterId: elsewhere.lab.clusterId };
  expect(await projectOf(world, lab)).toBe('77aa66bb55cc44dd33ee22ff11009988');
});

test.each([
  ['the cluster’s configuration', { prod: { projectId: PROJECT_ID } }, []],
  ['the environment', { env: { HUAWEI_PROJECT_ID: PROJECT_ID } }, []],
  ['IAM', {}, ['KeystoneListProjects']],
] as const)('a project that %s contradicts is refused before any call with it', async (_, config, asked) => {
  await expect(projectOf(worldWith(config), prod(FOREIGN))).rejects.toMatchObject({
    code: 'project_mismatch',
    facts: { cluster: 'prod', given: FOREIGN, configured: PROJECT_ID },
    retryable: false,
  });
  expect(calls()).toEqual(asked);
});

test('a region that IAM does not know has no project; what failed is asked again', async () => {
  const [own] = cloud.world.projects.splice(0, 1);
  const world = worldWith();
  await expect(projectOf(world, prod())).rejects.toMatchObject({ code: 'project_not_found', facts: { region: REGION } });
  if (own) cloud.world.projects.unshift(own);
  expect(await projectOf(world, prod())).toBe(PROJECT_ID);
});

test('a run that is cancelled while IAM is asked does not fail the run that waits for the same answer', async () => {
  cloud.world.latencyMs = 100;
  const world = worldWith();
  const stop = new AbortController();
  const first = world.open(prod(), new Date(), stop.signal);
  const second = projectOf(world, prod());
  stop.abort(new Error('the run was cancelled'));
  await expect(first).rejects.toThrow('the run was cancelled');
  expect(await second).toBe(PROJECT_ID);
});

test('credentials that are not there are named', async () => {
  const world = worldWith({ others: { eu: { region: 'eu-west-101', clusterId: elsewhere.lab.clusterId, credentials: 'eu' } } });
  const target = { alias: 'eu', region: 'eu-west-101', projectId: null, clusterId: elsewhere.lab.clusterId };
  await expect(projectOf(world, target)).rejects.toMatchObject({ code: 'credentials_missing', facts: { variable: 'HUAWEI_AK_EU' } });
});

test('what it opens works, and is bound to its target', async () => {
  const { ports, target, settings } = await worldWith({ prod: { sshKey: 'ops' } }).open(prod(), new Date(), NEVER);
  expect(settings).toMatchObject({ sshKey: 'ops', allowStandard: false });
  expect(await ports.clusters.show(target.clusterId, NEVER)).toMatchObject({ name: 'turbo-prod' });
  const names: string[] = [];
  for await (const page of ports.nodes.pages(NEVER)) names.push(...page.map(({ name }) => name));
  expect(names).toContain('192.168.0.41');
  expect(cloud.violations).toEqual([]);
});
