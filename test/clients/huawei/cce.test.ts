import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLUSTER, changed, fixture, never, PROJECT, SignedServer, VPC } from './signed-server.ts';

let server: SignedServer;
beforeEach(async () => {
  server = await SignedServer.start();
});
afterEach(() => server.stop());
const project = () => server.cloud().project(PROJECT);
const ENI = 'e40c7b93-2f65-4d18-97ba-6c1d85f0a23e';

describe('clusters.show', () => {
  const show = (body: unknown) => {
    server.answer = () => ({ body });
    return project().clusters.show(CLUSTER, never());
  };

  it('reads a Turbo cluster', async () => {
    expect(await show(fixture('cce.show-cluster.turbo-eni'))).toEqual({
      id: CLUSTER,
      name: 'turbo-prod',
      category: 'Turbo',
      type: 'VirtualMachine',
      version: 'v1.31',
      phase: 'Available',
      networkMode: 'eni',
      vpcId: VPC,
      hostSubnetId: 'a7e04b19-6c3d-4f82-b5a1-0d92e7c8f346',
      eniSubnetIds: [ENI],
    });
    expect(server.received).toMatchObject([
      { method: 'GET', path: `/api/v3/projects/${PROJECT}/clusters/${CLUSTER}`, query: {}, refused: '' },
    ]);
  });

  it.each([
    ['turbo-eni-subnets-only', { networkMode: 'eni', eniSubnetIds: [ENI] }],
    ['turbo-hibernated', { phase: 'Hibernation' }],
    ['vpc-router', { category: 'CCE', networkMode: 'vpc-router', eniSubnetIds: [] }],
    ['overlay-l2', { networkMode: 'overlay_l2', eniSubnetIds: [] }],
  ])('reads %s', async (name, expected) => {
    const cluster = await show(fixture(`cce.show-cluster.${name}`));
    expect(cluster).toMatchObject(expected);
    expect(cluster.eniSubnetIds).toEqual([...new Set(cluster.eniSubnetIds)]);
  });

  it.each<[string, unknown, object]>([
    ['spec.eniNetwork.subnets', [{ subnetID: 'b' }, { subnetID: 'a' }, { subnetID: 'b' }], { eniSubnetIds: ['b', 'a', ENI] }],
    ['spec.eniNetwork.subnets', null, { eniSubnetIds: [ENI] }],
    ['spec.eniNetwork', undefined, { eniSubnetIds: [] }],
    ['spec.hostNetwork', undefined, { vpcId: null, hostSubnetId: null }],
    ['spec.hostNetwork.vpc', '', { vpcId: null }],
    ['spec.category', undefined, { category: null }],
    ['spec.type', null, { type: null }],
    ['spec.somethingNew', { deep: [1] }, { id: CLUSTER }],
  ])('takes %s = %j', async (path, value, expected) => {
    expect(await show(changed('cce.show-cluster.turbo-eni', path, value))).toMatchObject(expected);
  });

  it.each<[string, unknown]>([
    ['metadata.uid', undefined],
    ['spec.version', 131],
    ['spec.containerNetwork.mode', undefined],
    ['spec.hostNetwork.vpc', 7],
    ['spec.eniNetwork.subnets', 'e40c'],
    ['status.phase', null],
    ['status', undefined],
  ])('names %s when it is %j', async (path, value) => {
    await expect(show(changed('cce.show-cluster.turbo-eni', path, value))).rejects.toMatchObject({
      code: 'upstream_unreadable',
      facts: { service: 'CCE', operation: 'ShowCluster', detail: expect.stringMatching(new RegExp(`^${path}: `)) },
    });
  });
});

describe('issueCertificate', () => {
  it('asks for one that expires by itself, and hands the answer on as it is', async () => {
    const wire = fixture('cce.cluster-cert.external');
    server.answer = () => ({ body: wire });
    const now = new Date('2026-11-22T14:45:00.900Z');
    expect(await project().issueCertificate(CLUSTER, 75 * 60_000, now, never())).toEqual(wire);
    expect(server.received).toMatchObject([
      {
        method: 'POST',
        path: `/api/v3/projects/${PROJECT}/clusters/${CLUSTER}/clustercert`,
        body: '{"expire_at":"2026-11-22 16:00:00 +0000 UTC"}',
        refused: '',
      },
    ]);
  });

  it('is tried again like a read', async () => {
    server.answer = () => (server.received.length === 1 ? { status: 500 } : { body: {} });
    await project().issueCertificate(CLUSTER, 75 * 60_000, new Date(), never());
    expect(server.received.length).toBe(2);
  });

  it('needs an object', async () => {
    server.answer = () => ({ body: ['kubeconfig'] });
    await expect(project().issueCertificate(CLUSTER, 1, new Date(), never())).rejects.toMatchObject({ code: 'upstream_unreadable' });
  });
});
