import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEndpoint } from '../../../src/ports/cloud.ts';
import { fixture, impatient, never, PROJECT, type Reply, SignedServer, VPC } from './signed-server.ts';

let server: SignedServer;
beforeEach(async () => {
  server = await SignedServer.start();
});
afterEach(() => server.stop());
const endpoints = (pace = impatient()) => server.cloud({}, pace).project(PROJECT).endpoints;

const ofInterface: NewEndpoint = {
  serviceId: '6a8d2f41-0c93-4e7b-b5d8-19f3e6c7a204',
  vpcId: VPC,
  subnetId: 'a7e04b19-6c3d-4f82-b5a1-0d92e7c8f346',
  dnsEnabled: true,
  routeTableIds: [],
  description: 'CCI image pull',
};
const ofGateway: NewEndpoint = {
  serviceId: '2b75e0c8-a641-4f93-8d07-c5e9f1b3a682',
  vpcId: VPC,
  subnetId: null,
  dnsEnabled: false,
  routeTableIds: ['4be7c108-95f2-4a3d-8c61-f0d7293ab5e4'],
  description: 'CCI image layers',
};
const made = (): Reply => ({ body: fixture('vpcep.create-endpoint.response-interface') });

describe('endpoints.describeService', () => {
  it.each([
    ['swr-interface', { type: 'interface', charged: true }],
    ['swr-api-interface', { type: 'interface', charged: true }],
    ['obs-cvs-gateway', { type: 'cvs_gateway', charged: false }],
  ])('reads %s', async (name, expected) => {
    const body = fixture(`vpcep.describe-service.${name}`);
    server.answer = () => ({ body });
    const serviceName = String(body.service_name);
    expect(await endpoints().describeService(serviceName, never())).toEqual({ id: body.id, name: serviceName, ...expected });
    const path = `/v1/${PROJECT}/vpc-endpoint-services/describe`;
    expect(server.received).toMatchObject([{ method: 'GET', path, query: { endpoint_service_name: serviceName }, refused: '' }]);
  });

  it('takes an answer that does not say whether it is charged', async () => {
    server.answer = () => ({ body: { id: 's-1', service_name: 'a.b', service_type: 'gateway' } });
    expect(await endpoints().describeService('a.b', never())).toEqual({ id: 's-1', name: 'a.b', type: 'gateway', charged: null });
  });

  it('does not find a name that is not known or not shared', async () => {
    server.answer = () => fixture('error.404-vpcep-endpoint') as Reply;
    await expect(endpoints().describeService('a.b', never())).rejects.toMatchObject({
      code: 'not_found',
      facts: { service: 'VPCEP', operation: 'ListServiceDescribeDetails' },
    });
  });

  it('names the missing action when the answer does not', async () => {
    server.answer = () => fixture('error.403-vpcep-iam-denied-flat') as Reply;
    await expect(endpoints().describeService('a.b', never())).rejects.toMatchObject({
      code: 'permission_denied',
      facts: { action: 'vpcep:epserviceDesc:get' },
    });
  });

  it('does not take another service for the one it asked for', async () => {
    server.answer = () => ({ body: { id: 's-1', service_name: 'a.b-api', service_type: 'interface' } });
    await expect(endpoints().describeService('a.b', never())).rejects.toMatchObject({ code: 'upstream_unreadable' });
  });

  it.each(['', '../x', 'a b', 'a&id=1', 'a?b', 'ü', 'a\n'])('is not asked for a name like "%s"', async (name) => {
    await expect(endpoints().describeService(name, never())).rejects.toMatchObject({ code: 'bad_request' });
    expect(server.received).toEqual([]);
  });
});

describe('endpoints.create', () => {
  it.each([
    ['interface', ofInterface],
    ['gateway', ofGateway],
  ])('sends exactly what the reference asks for: %s', async (kind, endpoint) => {
    server.answer = made;
    await endpoints().create(endpoint, never());
    const [request, ...more] = server.received;
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', path: `/v1/${PROJECT}/vpc-endpoints`, query: {}, refused: '' });
    expect(JSON.parse(request?.body ?? '')).toEqual(fixture(`vpcep.create-endpoint.request-${kind}`));
    expect(server.calls).toMatchObject([{ service: 'VPCEP', operation: 'CreateEndpoint', status: 200, attempt: 1 }]);
  });

  it.each<[string, Reply, string]>([
    ['a refused parameter', fixture('error.400-vpcep-parameter') as Reply, 'bad_request'],
    ['a rejected signature', fixture('error.401-apigw-signature') as Reply, 'credentials_rejected'],
    ['a missing permission', fixture('error.403-vpcep-iam-denied') as Reply, 'permission_denied'],
    ['something that is not there', fixture('error.404-vpcep-endpoint') as Reply, 'not_found'],
    ['a conflict', { status: 409, body: {} }, 'conflict'],
    ['too many writes', fixture('error.429-apigw-throttled') as Reply, 'throttled'],
  ])('after %s was not done, or is there unseen, and was sent once', async (_, reply, code) => {
    server.answer = () => reply;
    await expect(endpoints().create(ofInterface, never())).rejects.toMatchObject({ code });
    expect(server.received.length).toBe(1);
  });

  it.each<[string, Reply, string]>([
    ['no answer in time', { trouble: 'hang' }, 'upstream_unreachable'],
    ['a reset', { trouble: 'reset' }, 'upstream_unreachable'],
    ['half an answer', { trouble: 'half' }, 'upstream_unreachable'],
    ['a server error', fixture('error.500-vpcep-internal') as Reply, 'upstream_failed'],
    ['a web page of a gateway', { status: 502, body: '<html>nginx</html>' }, 'upstream_failed'],
    ['a web page that says 200', { body: '<html>login</html>' }, 'upstream_unreadable'],
    ['an answer without an id', { body: { status: 'creating' } }, 'upstream_unreadable'],
    ['a redirect', { status: 307, headers: { location: '/elsewhere' } }, 'upstream_unreadable'],
  ])('after %s nobody knows, and it was sent once', async (_, reply, code) => {
    server.answer = () => reply;
    const pace = impatient(reply.trouble === 'hang' ? { requestTimeoutMs: 50 } : {});
    await expect(endpoints(pace).create(ofInterface, never())).rejects.toMatchObject({ code });
    expect(server.received.length).toBe(1);
    expect(pace.slept).toEqual([]);
  });

  it('is not sent, and says so, while there were ten in a minute', async () => {
    server.answer = made;
    let skipped = 0;
    const pace = impatient({ now: () => performance.now() + skipped });
    const port = endpoints(pace);
    for (let i = 0; i < 10; i += 1) await port.create(ofInterface, never());
    await expect(port.create(ofInterface, never())).rejects.toMatchObject({ code: 'throttled', retryable: true });
    expect(server.received.length).toBe(10);
    skipped = 61_000;
    await port.create(ofInterface, never());
    expect(server.received.length).toBe(11);
    expect(pace.slept).toEqual([]);
  });

  it('waits for a place that is free in a moment', async () => {
    server.answer = made;
    let skipped = 0;
    const pace = impatient({
      now: () => performance.now() + skipped,
      sleep: async (ms) => {
        skipped += ms;
      },
    });
    const port = endpoints(pace);
    for (let i = 0; i < 10; i += 1) await port.create(ofInterface, never());
    skipped = 59_500;
    await port.create(ofInterface, never());
    expect(server.received.length).toBe(11);
  });

  it('is not sent for a minute after a 429, whatever is written', async () => {
    server.answer = () => fixture('error.429-apigw-throttled') as Reply;
    let skipped = 0;
    const port = endpoints(impatient({ now: () => performance.now() + skipped }));
    await expect(port.create(ofInterface, never())).rejects.toMatchObject({ code: 'throttled', retryable: true });
    server.answer = made;
    await expect(port.create(ofGateway, never())).rejects.toMatchObject({ code: 'throttled', retryable: true });
    skipped = 60_000;
    await expect(port.create(ofGateway, never())).rejects.toMatchObject({ code: 'throttled' });
    expect(server.received.length).toBe(1);
    skipped = 75_000;
    await port.create(ofGateway, never());
    expect(server.received.length).toBe(2);
  });

  it('does not keep reads waiting', async () => {
    server.answer = () => fixture('error.429-apigw-throttled') as Reply;
    const pace = impatient();
    const port = endpoints(pace);
    await expect(port.create(ofInterface, never())).rejects.toMatchObject({ code: 'throttled' });
    server.answer = () => ({ body: fixture('vpcep.list-endpoints.none') });
    expect(await port.list(VPC, never())).toEqual([]);
    expect(pace.slept).toEqual([]);
  });

  it('is not sent when it was given up before', async () => {
    const reason = new Error('lease lost');
    await expect(endpoints().create(ofInterface, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.received).toEqual([]);
  });

  it('can be given up while it is under way, and then nobody knows', async () => {
    const reason = new Error('shutdown');
    const controller = new AbortController();
    server.answer = () => {
      queueMicrotask(() => controller.abort(reason));
      return { trouble: 'hang' };
    };
    await expect(endpoints().create(ofInterface, controller.signal)).rejects.toBe(reason);
    expect(server.received.length).toBe(1);
  });
});
