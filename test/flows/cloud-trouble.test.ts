import { beforeAll, expect, test, vi } from 'vitest';
import type { Fault, Trouble } from '../../sandbox/cloud/faults.ts';
import { ready } from '../../sandbox/scenarios/ready.ts';
import { siteOf } from '../../sandbox/site.ts';
import { precheckResult, runDocument } from './documents.ts';
import { documentOf, type House, houseFor, warmUp } from './house.ts';

// Most of the time is waiting for retries: all at once.
vi.setConfig({ maxConcurrency: 12, testTimeout: 40_000 });

beforeAll(warmUp);

type Calls = Pick<Fault, 'service' | 'operation'>;
const of = (service: NonNullable<Fault['service']>, ...operations: readonly string[]): Calls[] =>
  operations.map((operation) => ({ service, operation }));

/** The calls of a precheck, those that fail together; what is remembered after its success (project, certificate) comes first. */
const PROJECT: readonly Calls[] = [{ service: 'IAM' }];
const SOURCES: readonly Calls[] = [
  ...of('CCE', 'CreateKubernetesClusterCert', 'ListAddonInstances'),
  ...of('VPC', 'ListSubnets', 'ListRouteTables'),
  ...of('VPCEP', 'ListEndpoints'),
];
const CLUSTER: readonly Calls[] = [...of('CCE', 'ShowCluster'), ...of('Kubernetes', 'ListNodes')];
const PODS: readonly Calls[] = of('Kubernetes', 'ListPods');

const breakCalls = (house: House, calls: readonly Calls[], trouble: Trouble, times?: number): void => {
  house.cloud.world.faults = calls.map((call) => ({ ...call, trouble, ...(times === undefined ? {} : { times }) }));
};

/** Nothing that a person cannot use, or must not see. */
function expectFitToRead(shown: string, house: House): void {
  expect(shown).not.toMatch(/\bat \S+ \(|\.[jt]s:\d+|node:internal|undefined|\[object|NaN/);
  expect(shown).not.toMatch(/<html|<!doctype|BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)/i);
  for (const name of ['HUAWEI_AK', 'HUAWEI_SK']) expect(shown).not.toContain(house.cloud.env[name]);
}

/** Plays a precheck: what it found, or the error it ended with, as `code` or `code reason`. */
async function outcome(house: House): Promise<{ readonly codes: readonly string[]; readonly requestId: string | null }> {
  const { message, run } = await house.play('precheck prod');
  const document = runDocument(precheckResult).parse(documentOf(run));
  expectFitToRead(JSON.stringify([message.text, message.blocks, document]), house);
  const { error, result } = document;
  const found = [...(result?.issues ?? []), ...(result?.warnings ?? [])];
  for (const { message: why, remedy } of error ? [error] : found) expect(Math.min(why.length, remedy.length)).toBeGreaterThan(10);
  if (error) return { codes: [error.code], requestId: error.request_id };
  return { codes: found.map(({ code, facts }) => (code === 'source_unreadable' ? `unreadable ${facts.reason}` : code)), requestId: null };
}

test.concurrent.for([
  ['who the project is', PROJECT, []],
  ['the cluster, its add-ons and its certificate', [...SOURCES.slice(0, 2), ...CLUSTER.slice(0, 1)], []],
  ['the VPC and the nodes', [...SOURCES.slice(2), ...CLUSTER.slice(1)], ['unreadable upstream_unreachable']],
] as const)('no answer about %s: given up after 10 s, and asked again where that helps', async ([, calls, codes], context) => {
  const house = await houseFor(context);
  breakCalls(house, calls, { kind: 'hang' }, 1);
  house.patienceMs = 30_000;
  expect((await outcome(house)).codes).toEqual(codes);
});

/** The error's code, how an unreadable source says the same, and whether the answer has a request id. */
const TROUBLES: readonly (readonly [name: string, trouble: Trouble, error: string, source: string, cluster: string, requestId: boolean])[] =
  [
    ['401', { kind: 'status', status: 401 }, 'credentials_rejected', 'unreadable credentials_rejected', '', true],
    ['403', { kind: 'status', status: 403 }, 'permission_denied', 'permission_denied', '', true],
    ['404', { kind: 'status', status: 404 }, 'not_found', 'unreadable not_found', 'cluster_not_found', true],
    ['429', { kind: 'status', status: 429 }, 'throttled', 'unreadable throttled', '', true],
    ['500', { kind: 'status', status: 500 }, 'upstream_failed', 'unreadable upstream_failed', '', true],
    ['a web page', { kind: 'html', status: 200 }, 'upstream_unreadable', 'unreadable upstream_unreadable', '', false],
    ['a bad gateway', { kind: 'html', status: 502 }, 'upstream_failed', 'unreadable upstream_failed', '', false],
    ['broken JSON', { kind: 'broken-json' }, 'upstream_unreadable', 'unreadable upstream_unreadable', '', false],
    ['a reset connection', { kind: 'reset' }, 'upstream_unreachable', 'unreadable upstream_unreachable', '', false],
  ];

test.concurrent.for(TROUBLES)('%s, from each service: each is named with its remedy, none hides another', async (row, context) => {
  const [, trouble, error, source, cluster, requestId] = row;
  const house = await houseFor(context);
  breakCalls(house, PROJECT, trouble);
  const failed = await outcome(house);
  expect(failed.codes).toEqual([error]);
  if (requestId) expect(failed.requestId).toMatch(/\w{8}/);

  breakCalls(house, SOURCES, trouble);
  const each = (await outcome(house)).codes;
  expect(each.filter((code) => code === source)).toHaveLength(SOURCES.length);

  breakCalls(house, CLUSTER, trouble);
  const both = (await outcome(house)).codes;
  expect(both).toContain(cluster || source);
  breakCalls(house, PODS, trouble);
  expect((await outcome(house)).codes).toEqual([expect.stringMatching(/^permission_denied|^unreadable /)]);

  breakCalls(house, [], trouble);
  expect((await outcome(house)).codes).toEqual([]);
  expect(house.cloud.violations).toEqual([]);
});

test.concurrent('a throttled service is left alone for as long as it asks: who asks meanwhile hears it at once', async (context) => {
  const house = await houseFor(context);
  breakCalls(house, of('CCE', 'ShowCluster'), { kind: 'status', status: 429, retryAfterSeconds: 30 }, 1);
  expect((await outcome(house)).codes).toContain('unreadable throttled');
  const before = house.cloud.calls.length;
  expect((await outcome(house)).codes).toContain('unreadable throttled');
  expect(house.cloud.calls.slice(before).filter(({ service }) => service === 'CCE')).toEqual([]);
});

test.concurrent('a capacity that the cluster does not allow fails with the missing right; once granted, it works', async (context) => {
  const house = await houseFor(context);
  breakCalls(house, CLUSTER.slice(1), { kind: 'status', status: 403 });
  const { message, run } = await house.play('capacity prod');
  expect(documentOf(run).error).toMatchObject({
    code: 'permission_denied',
    remedy: expect.stringContaining('list nodes'),
    retryable: false,
  });
  expect(message.text).toBe('capacity on prod failed.');
  expectFitToRead(JSON.stringify(message.blocks), house);
  breakCalls(house, [], { kind: 'hang' });
  expect((await house.play('capacity prod')).run.state).toBe('succeeded');
});

test.concurrent.for([
  ['closed', 'cluster_unreachable'],
  ['impostor', 'cluster_untrusted'],
] as const)('a cluster whose API server is %s: capacity fails with what to do', async ([apiServer, code], context) => {
  const arrange: typeof ready.arrange = (world) => {
    siteOf(world, 'prod').cluster.apiServer = apiServer;
  };
  const house = await houseFor(context, { scenario: { ...ready, arrange } });
  const { message, run } = await house.play('capacity prod');
  const document = documentOf(run);
  expect(document).toMatchObject({ state: 'failed', result: null, error: { code, request_id: null } });
  expect(JSON.stringify(message.blocks)).toMatch(/\*To do:\* .{20}/);
  expectFitToRead(JSON.stringify([message.blocks, document]), house);
});
