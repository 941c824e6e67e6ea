import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, type Trouble, takeTrouble } from '../../../sandbox/cloud/faults.ts';
import { type SandboxCloud, startSandboxCloud } from '../../../sandbox/cloud/start.ts';
import { ready } from '../../../sandbox/scenarios/ready.ts';
import { siteOf } from '../../../sandbox/site.ts';
import { PROJECT_ID } from '../../../sandbox/story.ts';
import { signedFetch } from './signed-fetch.ts';

describe('on the wire', () => {
  let sandbox: SandboxCloud;
  beforeEach(async () => {
    sandbox = await startSandboxCloud(ready);
  });
  afterEach(() => sandbox.close());

  const call = (path: string, signal?: AbortSignal): Promise<Response> => signedFetch(sandbox.env, path, signal ? { signal } : {});
  const SUBNETS = `/v1/${PROJECT_ID}/subnets`;

  test.each([
    ['IAM', '/v3/projects', 403, { error: { code: 403, title: 'Forbidden' } }],
    ['VPC', SUBNETS, 403, { message: "Policy doesn't allow vpc:subnets:get to be performed." }],
    ['VPC', SUBNETS, 404, { code: 'VPC.0202' }],
    ['VPC', SUBNETS, 500, { code: 'VPC.0001' }],
    ['VPCEP', `/v1/${PROJECT_ID}/vpc-endpoints`, 403, { error: { message: "Policy doesn't allow vpcep:endpoints:list to be performed." } }],
    ['VPCEP', `/v1/${PROJECT_ID}/vpc-endpoints`, 500, { error_code: 'EndPoint.0001' }],
    ['CCE', '/api/v3/addontemplates', 403, { message: 'User is not authorized to perform: cce:addonTemplate:list', code: 403 }],
    ['CCE', '/api/v3/addontemplates', 500, { errorCode: 'CCE.01500001' }],
    ['CCE', '/api/v3/addontemplates', 401, { error_code: 'APIGW.0301' }],
    ['SWR', '/v2/manage/namespaces', 403, { errors: [{ errorCode: 'SVCSTG.SWR.4030170' }] }],
  ] as const)('%s %s answers %i in its own shape', async (service, path, status, body) => {
    sandbox.world.faults.push({ service, trouble: { kind: 'status', status } });
    const response = await call(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject(body);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  test('throttling says when to come back only if told to', async () => {
    sandbox.world.faults.push(
      { trouble: { kind: 'status', status: 429, retryAfterSeconds: 7 }, times: 1 },
      { trouble: { kind: 'status', status: 429 }, times: 1 },
    );
    const [first, second, third] = [await call(SUBNETS), await call(SUBNETS), await call(SUBNETS)];
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7']);
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, null]);
    expect(await second.json()).toMatchObject({ error_code: 'APIGW.0308' });
    expect(third.status).toBe(200);
  });

  test.each([200, 502] as const)('a web page arrives with %i', async (status) => {
    sandbox.world.faults.push({ trouble: { kind: 'html', status } });
    const response = await call(SUBNETS);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/html']);
    expect(await response.text()).toContain('<html>');
  });

  test('broken JSON is the true answer, cut off', async () => {
    sandbox.world.faults.push({ trouble: { kind: 'broken-json' } });
    const response = await call(SUBNETS);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toMatch(/^\{"subnets":/);
    expect(() => JSON.parse(text)).toThrow();
  });

  test('a given body replaces the answer', async () => {
    sandbox.world.faults.push({ operation: 'ListSubnets', trouble: { kind: 'status', status: 200, body: { subnets: null } } });
    expect(await (await call(SUBNETS)).json()).toEqual({ subnets: null });
  });

  test('a reset connection has no answer', async () => {
    sandbox.world.faults.push({ trouble: { kind: 'reset' } });
    await expect(call(SUBNETS)).rejects.toThrow();
    expect(sandbox.calls[0]?.status).toBeNull();
  });

  test('a slow call is answered truly', async () => {
    sandbox.world.faults.push({ trouble: { kind: 'slow', ms: 5 } });
    expect((await call(SUBNETS)).status).toBe(200);
  });

  test.each(['hang', 'commit-then-hang'] as const)('%s never answers, and the sandbox closes all the same', async (kind) => {
    sandbox.world.faults.push({ trouble: { kind } });
    const pending = call(SUBNETS).then(
      () => 'answered',
      () => 'dropped',
    );
    await expect.poll(() => sandbox.calls.length).toBe(1);
    await sandbox.close();
    expect(await pending).toBe('dropped');
    expect(sandbox.calls[0]?.status).toBeNull();
  });

  test('latency is added to every call', async () => {
    sandbox.world.latencyMs = 30;
    const started = performance.now();
    await call(SUBNETS);
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
  });

  test('the world may change between two calls', async () => {
    const path = `/api/v3/projects/${PROJECT_ID}/clusters/${siteOf(sandbox.world, 'prod').cluster.id}`;
    siteOf(sandbox.world, 'prod').cluster.phase = 'Upgrading';
    expect(await (await call(path)).json()).toMatchObject({ status: { phase: 'Upgrading' } });
  });
});

test.each<[string, Fault[], (Trouble['kind'] | null)[]]>([
  ['none', [], [null]],
  ['of another service', [{ service: 'CCE', trouble: { kind: 'hang' } }], [null]],
  ['of another operation', [{ operation: 'ShowSubnet', trouble: { kind: 'hang' } }], [null]],
  ['of every call', [{ trouble: { kind: 'hang' } }], ['hang', 'hang', 'hang']],
  ['of this operation, twice', [{ operation: 'ListSubnets', trouble: { kind: 'reset' }, times: 2 }], ['reset', 'reset', null]],
  ['of the second call', [{ trouble: { kind: 'reset' }, skip: 1, times: 1 }], [null, 'reset', null]],
  [
    'one after the other',
    [
      { trouble: { kind: 'reset' }, times: 1 },
      { trouble: { kind: 'hang' }, times: 1 },
    ],
    ['reset', 'hang', null],
  ],
])('a trouble %s', (_, faults, expected) => {
  expect(expected.map(() => takeTrouble(faults, 'VPC', 'ListSubnets')?.kind ?? null)).toEqual(expected);
});
