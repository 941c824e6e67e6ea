import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxCloud, startSandboxCloud } from '../../../sandbox/cloud/start.ts';
import { ready } from '../../../sandbox/scenarios/ready.ts';
import { addEndpointByHand, type Site, siteOf } from '../../../sandbox/site.ts';
import { OTHER_PROJECT_ID, PROJECT_ID, SERVICES } from '../../../sandbox/story.ts';
import type { EndpointOutcome } from '../../../sandbox/world.ts';
import { signedFetch, signedJson } from './signed-fetch.ts';

let sandbox: SandboxCloud;
let site: Site;
beforeEach(async () => {
  sandbox = await startSandboxCloud(ready);
  site = siteOf(sandbox.world, 'prod');
  sandbox.world.endpoints = [];
  sandbox.world.settleMs = 0;
});
afterEach(() => sandbox.close());

const ENDPOINTS = `/v1/${PROJECT_ID}/vpc-endpoints`;
const DESCRIBE = `/v1/${PROJECT_ID}/vpc-endpoint-services/describe`;
const serviceOf = (purpose: keyof typeof SERVICES) => {
  const service = sandbox.world.services.find((each) => each.name === SERVICES[purpose].name);
  if (!service) throw new Error('the story has this service');
  return service;
};
const interfaceBody = (more: object = {}) => ({
  endpoint_service_id: serviceOf('swr').id,
  vpc_id: site.vpc.id,
  subnet_id: site.nodeSubnet.id,
  enable_dns: true,
  description: 'bursting run_0123456789',
  ...more,
});
const gatewayBody = (more: object = {}) => ({
  endpoint_service_id: serviceOf('obs').id,
  vpc_id: site.vpc.id,
  routetables: site.vpc.routeTables.map((table) => table.id),
  ...more,
});
interface Wire {
  id: string;
  status: string;
  [field: string]: unknown;
}
const create = (body: object): Promise<Wire> => signedJson(sandbox.env, ENDPOINTS, { method: 'POST', body });
const show = (id: string): Promise<Wire> => signedJson(sandbox.env, `${ENDPOINTS}/${id}`);

describe('a service', () => {
  test.each(['swr', 'swr-api', 'obs'] as const)('%s is described by its exact name or its id', async (purpose) => {
    const { id } = serviceOf(purpose);
    const { name, type, charged } = SERVICES[purpose];
    const expected = { id, service_name: name, service_type: type, is_charge: charged, enable_policy: purpose === 'obs' };
    expect(await signedJson(sandbox.env, `${DESCRIBE}?endpoint_service_name=${name}`)).toMatchObject(expected);
    expect(await signedJson(sandbox.env, `${DESCRIBE}?id=${id}`)).toMatchObject(expected);
  });

  test('is not found by a part of its name', async () => {
    const response = await signedFetch(sandbox.env, `${DESCRIBE}?endpoint_service_name=com.myhuaweicloud.cn-north-4`);
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'EndPoint.0005' } }]);
  });

  test.each(['', '?id=x&endpoint_service_name=y'])('is asked for by one of the two: "%s" is refused', async (query) => {
    expect((await signedFetch(sandbox.env, `${DESCRIBE}${query}`)).status).toBe(400);
  });
});

describe('a new endpoint', () => {
  test('is creating at first, then accepted, with an address of its subnet; what was sent is kept', async () => {
    sandbox.world.settleMs = 60_000;
    const free = site.nodeSubnet.availableAddresses ?? 0;
    const made = await create(interfaceBody());
    expect(made).toMatchObject({
      service_type: 'interface',
      status: 'creating',
      active_status: ['active'],
      endpoint_service_name: SERVICES.swr.name,
      vpc_id: site.vpc.id,
      subnet_id: site.nodeSubnet.id,
      enable_dns: true,
      description: 'bursting run_0123456789',
    });
    expect(made).not.toHaveProperty('ip');
    expect(await show(made.id)).toMatchObject({ status: 'creating' });
    for (const endpoint of sandbox.world.endpoints) for (const next of endpoint.coming ?? []) next.at = 0;
    expect(await show(made.id)).toMatchObject({ status: 'accepted', ip: '192.168.0.2', enable_status: 'enable' });
    expect(site.nodeSubnet.availableAddresses).toBe(free - 1);
  });

  test('of a gateway has the route tables it was given and a policy, by default the default table', async () => {
    const all = site.vpc.routeTables.map((table) => table.id);
    expect(await create(gatewayBody())).toMatchObject({
      service_type: 'cvs_gateway',
      enable_dns: false,
      routetables: all,
      policy_statement: [{ Effect: 'Allow', Action: ['obs:*:*'] }],
    });
    expect(await create(gatewayBody({ routetables: undefined }))).toMatchObject({ routetables: [all[0]] });
  });

  test('has no private domain name unless asked for one', async () => {
    expect(await create(interfaceBody({ enable_dns: undefined }))).toMatchObject({ enable_dns: false });
  });

  test('is made a second time as readily as the first, with an address of its own', async () => {
    const [one, two] = [await create(interfaceBody()), await create(interfaceBody())];
    expect(one.id).not.toBe(two.id);
    expect((await show(one.id)).ip).not.toBe((await show(two.id)).ip);
  });

  test.each<[EndpointOutcome, object]>([
    [{ kind: 'accepted' }, { status: 'accepted', active_status: ['active'] }],
    [{ kind: 'rejected' }, { status: 'rejected' }],
    [{ kind: 'frozen' }, { status: 'accepted', active_status: ['frozen'] }],
    [{ kind: 'pendingAcceptance', forMs: null }, { status: 'pendingAcceptance' }],
    [{ kind: 'pendingAcceptance', forMs: 60_000 }, { status: 'pendingAcceptance' }],
    [{ kind: 'pendingAcceptance', forMs: 0 }, { status: 'accepted' }],
    [
      { kind: 'failed', error: { code: 'X.1', message: 'no' } },
      { status: 'failed', error: [{ error_code: 'X.1', error_message: 'no' }] },
    ],
  ])('ends as its service says: %j', async (outcome, expected) => {
    serviceOf('swr').outcome = outcome;
    const { id, status } = await create(interfaceBody());
    expect(status).toBe('creating');
    expect(await show(id)).toMatchObject(expected);
  });

  test.each<[string, () => object]>([
    ['no service', () => interfaceBody({ endpoint_service_id: undefined })],
    ['an unknown service', () => interfaceBody({ endpoint_service_id: 'x' })],
    ['the name of a service', () => interfaceBody({ endpoint_service_id: SERVICES.swr.name })],
    ['an unknown VPC', () => interfaceBody({ vpc_id: 'x' })],
    ['an interface without a subnet', () => interfaceBody({ subnet_id: undefined })],
    ['the neutron id of the subnet', () => interfaceBody({ subnet_id: site.nodeSubnet.neutronId })],
    ['a subnet of another VPC', () => interfaceBody({ subnet_id: 'ffffffff-0000-4000-8000-000000000000' })],
    ['a description with angle brackets', () => interfaceBody({ description: '<b>' })],
    ['a text where yes or no is asked', () => interfaceBody({ enable_dns: 'true' })],
    ['an unknown route table', () => gatewayBody({ routetables: ['x'] })],
    ['a route table that is no list', () => gatewayBody({ routetables: 'all' })],
    ['a list', () => []],
  ])('is refused with %s', async (_, body) => {
    const response = await signedFetch(sandbox.env, ENDPOINTS, { method: 'POST', body: body() });
    expect([response.status, await response.json()]).toMatchObject([400, { error_code: 'EndPoint.0002' }]);
    expect(sandbox.world.endpoints).toEqual([]);
  });

  test('is not made in a VPC of another project', async () => {
    const path = ENDPOINTS.replace(PROJECT_ID, OTHER_PROJECT_ID);
    const response = await signedFetch(sandbox.env, path, { method: 'POST', body: interfaceBody(), projectId: OTHER_PROJECT_ID });
    expect(response.status).toBe(400);
  });
});

describe('a write', () => {
  test('is recorded with what was sent', async () => {
    await create(gatewayBody());
    await show(sandbox.world.endpoints[0]?.id ?? '');
    const [written, looked] = sandbox.calls;
    expect(written).toMatchObject({ operation: 'CreateEndpoint', method: 'POST', write: true, status: 200, body: gatewayBody() });
    expect(looked).toMatchObject({ write: false, body: null });
    expect(sandbox.violations).toEqual([]);
  });

  test('is refused when there are too many in a minute, and refused ones count; reads go on', async () => {
    sandbox.world.writesPerMinute = 2;
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1)
      statuses.push((await signedFetch(sandbox.env, ENDPOINTS, { method: 'POST', body: interfaceBody() })).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
    expect(sandbox.world.endpoints.length).toBe(2);
    expect((await signedFetch(sandbox.env, ENDPOINTS)).status).toBe(200);
    sandbox.world.writesPerMinute = 5;
    expect((await signedFetch(sandbox.env, ENDPOINTS, { method: 'POST', body: interfaceBody() })).status).toBe(200);
  });

  test('that is denied names its IAM action and makes nothing', async () => {
    sandbox.world.faults.push({ operation: 'CreateEndpoint', trouble: { kind: 'status', status: 403 } });
    const response = await signedFetch(sandbox.env, ENDPOINTS, { method: 'POST', body: interfaceBody() });
    expect(await response.json()).toEqual({
      error: { code: 'EndPoint.0004', message: "Policy doesn't allow vpcep:endpoints:create to be performed." },
    });
    expect(sandbox.world.endpoints).toEqual([]);
  });

  test.each([
    [{ kind: 'commit-then-status', status: 500 }, 500],
    [{ kind: 'commit-then-status', status: 409 }, 409],
    [{ kind: 'commit-then-reset' }, null],
    [{ kind: 'commit-then-hang' }, null],
  ] as const)('may be carried out and end in %j', async (trouble, status) => {
    sandbox.world.faults.push({ operation: 'CreateEndpoint', trouble });
    const answer = signedFetch(sandbox.env, ENDPOINTS, { method: 'POST', body: interfaceBody() }).then(
      (response) => response.status,
      () => null,
    );
    await expect.poll(() => sandbox.world.endpoints.length).toBe(1);
    if (trouble.kind === 'commit-then-hang') await sandbox.close();
    expect(await answer).toBe(status);
  });
});

test('somebody may change the world just before a call is answered, once', async () => {
  sandbox.interrupt({ before: 'CreateEndpoint', skip: 1, change: (world) => addEndpointByHand(world, 'prod', 'obs') });
  for (let i = 0; i < 3; i += 1) await create(interfaceBody());
  expect(sandbox.world.endpoints.map((endpoint) => endpoint.serviceName)).toEqual([
    SERVICES.swr.name,
    SERVICES.obs.name,
    SERVICES.swr.name,
    SERVICES.swr.name,
  ]);
});
