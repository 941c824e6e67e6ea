import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixture, never, PROJECT, type Received, SignedServer, VPC } from './signed-server.ts';

let server: SignedServer;
beforeEach(async () => {
  server = await SignedServer.start();
});
afterEach(() => server.stop());
const project = () => server.cloud().project(PROJECT);

const subnet = (number: number, vpc = VPC) => ({
  id: `subnet-${number}`,
  neutron_subnet_id: `neutron-${number}`,
  name: `s${number}`,
  vpc_id: vpc,
  cidr: '10.0.0.0/24',
  status: 'ACTIVE',
});
const table = (number: number) => ({ id: `table-${number}`, name: `t${number}`, vpc_id: VPC, default: false, subnets: null });

/** Pages by marker, as the API makes them. */
const paged =
  (key: string, all: readonly { id: string }[]) =>
  ({ query: { marker, limit } }: Received) => {
    const from = marker === undefined ? 0 : all.findIndex((item) => item.id === marker) + 1;
    return { body: { [key]: all.slice(from, from + Number(limit)) } };
  };

describe('subnets.list', () => {
  it('reads them', async () => {
    server.answer = () => ({ body: fixture('vpc.list-subnets') });
    const subnets = await project().subnets.list(VPC, never());
    expect(subnets.length).toBe(3);
    expect(subnets[1]).toEqual({
      id: '58d2f6a0-1b7e-43c9-a264-e9f03c7d8b15',
      neutronSubnetId: 'e40c7b93-2f65-4d18-97ba-6c1d85f0a23e',
      name: 'subnet-pods',
      vpcId: VPC,
      cidr: '192.168.64.0/18',
      status: 'ACTIVE',
      dnsServers: ['100.125.1.250', '100.125.129.250'],
      availableAddresses: 16_341,
    });
    expect(server.received).toMatchObject([{ path: `/v1/${PROJECT}/subnets`, query: { vpc_id: VPC, limit: '1000' }, refused: '' }]);
  });

  it.each([
    [500, 1],
    [1_000, 2],
    [2_001, 3],
  ])('reads %i of them in %i pages', async (count, pages) => {
    server.answer = paged(
      'subnets',
      Array.from({ length: count }, (_, index) => subnet(index)),
    );
    expect((await project().subnets.list(VPC, never())).length).toBe(count);
    expect(server.received.length).toBe(pages);
    expect(server.received.every((request) => request.refused === '')).toBe(true);
  });

  it('fails when the marker does not advance', async () => {
    const page = Array.from({ length: 1_000 }, (_, index) => subnet(index));
    server.answer = () => ({ body: { subnets: page } });
    await expect(project().subnets.list(VPC, never())).rejects.toMatchObject({
      code: 'upstream_unreadable',
      facts: { service: 'VPC', operation: 'ListSubnets', detail: 'the marker does not advance' },
    });
  });

  it('leaves subnets of other VPCs out', async () => {
    server.answer = () => ({ body: { subnets: [subnet(1), subnet(2, 'other')] } });
    expect((await project().subnets.list(VPC, never())).map((found) => found.name)).toEqual(['s1']);
  });

  it.each<[object, object]>([
    [{}, { dnsServers: [], availableAddresses: null }],
    [{ primary_dns: '1.1.1.1', secondary_dns: '' }, { dnsServers: ['1.1.1.1'] }],
    [{ dnsList: [], primary_dns: '1.1.1.1' }, { dnsServers: [] }],
    [{ available_ip_address_count: 0 }, { availableAddresses: 0 }],
  ])('takes %j', async (fields, expected) => {
    server.answer = () => ({ body: { subnets: [{ ...subnet(1), ...fields }] } });
    expect(await project().subnets.list(VPC, never())).toMatchObject([expected]);
  });

  it.each<[unknown, string]>([
    [{}, 'subnets'],
    [{ subnets: [{ ...subnet(1), neutron_subnet_id: null }] }, 'subnets.0.neutron_subnet_id'],
    [{ subnets: [subnet(1), { ...subnet(2), available_ip_address_count: '7' }] }, 'subnets.1.available_ip_address_count'],
  ])('cannot read %j', async (body, path) => {
    server.answer = () => ({ body });
    await expect(project().subnets.list(VPC, never())).rejects.toMatchObject({
      code: 'upstream_unreadable',
      facts: { detail: expect.stringMatching(new RegExp(`^${path}: `)) },
    });
  });
});

describe('routeTables.list', () => {
  it('reads them', async () => {
    server.answer = () => ({ body: fixture('vpc.list-route-tables') });
    expect(await project().routeTables.list(VPC, never())).toEqual([
      {
        id: '4be7c108-95f2-4a3d-8c61-f0d7293ab5e4',
        name: 'rtb-vpc-prod',
        isDefault: true,
        subnetIds: ['a7e04b19-6c3d-4f82-b5a1-0d92e7c8f346', '58d2f6a0-1b7e-43c9-a264-e9f03c7d8b15'],
      },
      {
        id: 'd82f10b5-3c76-49ea-a5b4-61e8c0f7d93a',
        name: 'rtb-isolated',
        isDefault: false,
        subnetIds: ['91b6e3d8-f042-4c57-8a9d-27c50fe1b684'],
      },
    ]);
    expect(server.received).toMatchObject([{ path: `/v1/${PROJECT}/routetables`, query: { vpc_id: VPC, limit: '1000' }, refused: '' }]);
  });

  it('reads none', async () => {
    server.answer = () => ({ body: fixture('vpc.list-route-tables.none') });
    expect(await project().routeTables.list(VPC, never())).toEqual([]);
  });

  it('reads them to the last page', async () => {
    server.answer = paged(
      'routetables',
      Array.from({ length: 1_250 }, (_, index) => table(index)),
    );
    expect((await project().routeTables.list(VPC, never())).length).toBe(1_250);
    expect(server.received.length).toBe(2);
  });
});
