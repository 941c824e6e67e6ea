import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixture, never, PROJECT, type Received, SignedServer, VPC } from './signed-server.ts';

let server: SignedServer;
beforeEach(async () => {
  server = await SignedServer.start();
});
afterEach(() => server.stop());
const endpoints = () => server.cloud().project(PROJECT).endpoints;

const wire = (fields: object = {}) => ({
  id: 'e-1',
  endpoint_service_name: 'com.myhuaweicloud.cn-north-4.swr',
  service_type: 'interface',
  status: 'creating',
  vpc_id: VPC,
  ...fields,
});
const listed = (items: object[]) => ({ body: { endpoints: items, total_count: items.length } });

describe('endpoints.list', () => {
  it('reads interfaces and gateways', async () => {
    server.answer = () => ({ body: fixture('vpcep.list-endpoints.all-ready-obs-cvs-gateway') });
    const found = await endpoints().list(VPC, never());
    expect(found.map((endpoint) => endpoint.serviceName)).toEqual([
      'com.myhuaweicloud.cn-north-4.swr',
      'com.myhuaweicloud.cn-north-4.swr-api',
      'cn-north-4.com.myhuaweicloud.v4.obsv2.lz11',
    ]);
    expect(found[0]).toEqual({
      id: '8e1f5a73-d2c4-4690-b8a7-0f6c3d9e2b51',
      serviceName: 'com.myhuaweicloud.cn-north-4.swr',
      serviceType: 'interface',
      status: 'accepted',
      frozen: false,
      enabled: null,
      vpcId: VPC,
      subnetId: 'a7e04b19-6c3d-4f82-b5a1-0d92e7c8f346',
      ip: '192.168.3.108',
      dnsEnabled: true,
      routeTableIds: [],
      policy: null,
      description: '',
      createdAt: '2026-11-20T02:31:07Z',
      error: '',
    });
    expect(found[2]).toMatchObject({
      serviceType: 'cvs_gateway',
      subnetId: null,
      ip: null,
      routeTableIds: ['4be7c108-95f2-4a3d-8c61-f0d7293ab5e4'],
      policy: [{ effect: 'Allow', actions: ['obs:*:*'], resources: ['obs:*:*:*:*/*', 'obs:*:*:*:*'] }],
    });
    const query = { vpc_id: VPC, limit: '1000', offset: '0' };
    expect(server.received).toMatchObject([{ path: `/v1/${PROJECT}/vpc-endpoints`, query, refused: '' }]);
  });

  it('reads every page, by offset', async () => {
    const pages = [fixture('vpcep.list-endpoints.page-1-of-2'), fixture('vpcep.list-endpoints.page-2-of-2')];
    server.answer = ({ query }: Received) => ({ body: pages[Number(query.offset)] ?? {} });
    expect((await endpoints().list(VPC, never())).map((endpoint) => endpoint.serviceName)).toEqual([
      'com.myhuaweicloud.cn-north-4.swr',
      'com.myhuaweicloud.cn-north-4.swr-api',
    ]);
    expect(server.received.map((request) => request.query.offset)).toEqual(['0', '1']);
  });

  it('reads a page of ten as one of many, whatever was asked for', async () => {
    const all = Array.from({ length: 25 }, (_, index) => wire({ id: `e-${index}` }));
    server.answer = ({ query }: Received) => {
      const offset = Number(query.offset);
      return { body: { endpoints: all.slice(offset, offset + 10), total_count: all.length } };
    };
    expect((await endpoints().list(VPC, never())).length).toBe(25);
    expect(server.received.length).toBe(3);
  });

  it('leaves endpoints of other VPCs out', async () => {
    server.answer = () => listed([wire(), wire({ id: 'e-2', vpc_id: 'other' })]);
    expect((await endpoints().list(VPC, never())).map((endpoint) => endpoint.id)).toEqual(['e-1']);
  });

  it.each<[string, object]>([
    ['none', []],
    ['swr-frozen', [{ frozen: true }, { frozen: false }]],
    ['swr-pending-acceptance', expect.arrayContaining([expect.objectContaining({ status: 'pendingAcceptance' })])],
    ['obs-failed', [{}, {}, { status: 'failed', error: 'EndPoint.0001: System error. Please retry.' }]],
    ['unrelated-sfs-gateway', expect.any(Array)],
    ['storage-named-gateway-needs-detail', expect.any(Array)],
    ['swr-both-accepted', expect.any(Array)],
  ])('reads %s', async (name, expected) => {
    server.answer = () => ({ body: fixture(`vpcep.list-endpoints.${name}`) });
    expect(await endpoints().list(VPC, never())).toMatchObject(expected);
  });

  it.each<[object, object]>([
    [{}, { enabled: null, dnsEnabled: false, frozen: false, policy: null, error: '', description: '', createdAt: null }],
    [{ active_status: 'frozen' }, { frozen: true }],
    [{ active_status: ['active', 'frozen'] }, { frozen: true }],
    [
      { active_status: null, routetables: null, policy_statement: null, error: null },
      { frozen: false, routeTableIds: [], policy: null },
    ],
    [{ enable_status: 'enable' }, { enabled: true }],
    [{ enable_status: 'disable' }, { enabled: false }],
    [{ enable_status: 'sleeping' }, { enabled: null }],
    [{ status: 'somethingNew' }, { status: 'somethingNew' }],
    [{ policy_statement: [] }, { policy: [] }],
    [{ policy_statement: [{ effect: 'Deny', action: 'obs:*:*' }] }, { policy: [{ effect: 'Deny', actions: ['obs:*:*'], resources: [] }] }],
    [{ error: { error_code: 'X.1', error_message: 'no' } }, { error: 'X.1: no' }],
    [{ error: [{ error_code: 'X.1', error_message: 'no' }, { error_msg: 'really' }, {}] }, { error: 'X.1: no; really' }],
  ])('takes %j', async (fields, expected) => {
    server.answer = () => listed([wire(fields)]);
    expect(await endpoints().list(VPC, never())).toMatchObject([expected]);
  });

  it.each<[unknown, string]>([
    [{ total_count: 1 }, 'endpoints'],
    [{ endpoints: [], total_count: '3' }, 'total_count'],
    [{ endpoints: [wire({ routetables: 'all' })] }, 'endpoints.0.routetables'],
    [{ endpoints: [wire({ status: undefined })] }, 'endpoints.0.status'],
    [{ endpoints: [wire({ enable_dns: 'yes' })] }, 'endpoints.0.enable_dns'],
    [{ endpoints: [wire({ policy_statement: [{ Effect: 1 }] })] }, 'endpoints.0.policy_statement.0.Effect'],
  ])('cannot read %j', async (body, path) => {
    server.answer = () => ({ body });
    await expect(endpoints().list(VPC, never())).rejects.toMatchObject({
      code: 'upstream_unreadable',
      facts: { service: 'VPCEP', operation: 'ListEndpoints', detail: expect.stringMatching(new RegExp(`^${path}: `)) },
    });
  });
});

describe('endpoints.show', () => {
  it.each([
    ['obs-policy', { enabled: true, policy: [{ effect: 'Allow', actions: ['obs:*:*'] }] }],
    ['sfs-policy', { policy: [{ actions: [expect.stringContaining('sfs:')] }] }],
    ['storage-named-obs-policy', { policy: [{ actions: [expect.stringContaining('obs:')] }] }],
    ['failed', { status: 'failed', error: 'EndPoint.0001: System error. Please retry.' }],
    ['swr-interface', { dnsEnabled: true, policy: null }],
  ])('reads %s', async (name, expected) => {
    const body = fixture(`vpcep.show-endpoint.${name}`);
    server.answer = () => ({ body });
    const id = String(body.id);
    expect(await endpoints().show(id, never())).toMatchObject({ id, ...expected });
    expect(server.received).toMatchObject([{ path: `/v1/${PROJECT}/vpc-endpoints/${id}`, query: {}, refused: '' }]);
  });
});
