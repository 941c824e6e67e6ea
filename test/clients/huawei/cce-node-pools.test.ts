import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewNodePool } from '../../../src/ports/node-pools.ts';
import { CLUSTER, fixture, impatient, never, PROJECT, type Reply, SignedServer } from './signed-server.ts';

let server: SignedServer;
beforeEach(async () => {
  server = await SignedServer.start();
});
afterEach(() => server.stop());
const pools = (pace = impatient()) => server.cloud({}, pace).project(PROJECT).nodePools;

const POOLS = `/api/v3/projects/${PROJECT}/clusters/${CLUSTER}/nodepools`;
const POOL = 'b7d1e4f2-6a39-11f0-9c85-0255ac100a11';
const WORKERS = {
  id: POOL,
  name: 'worker-pool',
  isDefault: false,
  flavor: 'c7.large.2',
  availabilityZone: 'cn-north-4a',
  os: 'Huawei Cloud EulerOS 2.0',
  sshKey: 'ops-keypair',
  subnetId: 'a7e04b19-6c3d-4f82-b5a1-0d92e7c8f346',
  rootVolume: { type: 'GPSSD', sizeGiB: 50 },
  dataVolumes: [{ type: 'GPSSD', sizeGiB: 100 }],
  prepaid: false,
  autoscaling: { enabled: false, min: 0, max: 0 },
  furtherScaleGroups: 0,
  desiredNodes: 2,
  currentNodes: 2,
  creatingNodes: 0,
  deletingNodes: 0,
  activeNodes: 2,
  phase: '',
  conditions: [{ type: 'Scalable', holds: true, reason: '', message: '' }],
};

/** The one pool of the list, with `spec` and `status` changed; undefined: left out. */
function listed({ spec = {}, status = {}, metadata = {} }: Record<string, object>): Reply {
  const body = fixture('cce.list-node-pools') as unknown as { items: Record<string, object>[] };
  const [item] = body.items;
  if (!item) throw new Error('the fixture has a pool');
  Object.assign(item.spec ?? {}, spec);
  Object.assign(item.status ?? {}, status);
  Object.assign(item.metadata ?? {}, metadata);
  return { body };
}

describe('nodePools.list', () => {
  it('asks for all of them, the default pool too, and reads what the reference sends', async () => {
    server.answer = () => ({ body: fixture('cce.list-node-pools') });
    expect(await pools().list(CLUSTER, never())).toEqual([WORKERS]);
    expect(server.received).toMatchObject([{ method: 'GET', path: POOLS, query: { showDefaultNodePool: 'true' }, refused: '' }]);
  });

  it('takes the default pool as it comes: a name and counts', async () => {
    server.answer = () => ({
      body: {
        items: [
          { metadata: { uid: 'DefaultPool', name: 'DefaultPool' }, spec: {}, status: { currentNode: 3 } },
          { metadata: { uid: 'x', name: 'half' }, spec: { nodeTemplate: { flavor: '', az: null } }, status: { currentNode: 0 } },
        ],
      },
    });
    const nothing = { flavor: null, availabilityZone: null, os: null, sshKey: null, subnetId: null, rootVolume: null, dataVolumes: [] };
    expect(await pools().list(CLUSTER, never())).toMatchObject([
      { id: 'DefaultPool', isDefault: true, ...nothing, currentNodes: 3, desiredNodes: 3, activeNodes: 3, conditions: [], phase: '' },
      { id: 'x', isDefault: false, ...nothing, currentNodes: 0 },
    ]);
  });

  it.each([{ items: [] }, { items: null }, {}])('%j is no pool', async (body) => {
    server.answer = () => ({ body });
    expect(await pools().list(CLUSTER, never())).toEqual([]);
  });

  it.each<[string, Record<string, object>, object]>([
    ['billed monthly', { spec: { nodeTemplate: { billingMode: 1 } } }, { prepaid: true }],
    ['with more scale groups', { spec: { extensionScaleGroups: [{}, {}] } }, { furtherScaleGroups: 2 }],
    [
      'that scales by itself',
      { spec: { autoscaling: { enable: true, minNodeCount: 1, maxNodeCount: 5 } } },
      { autoscaling: { enabled: true, min: 1, max: 5 } },
    ],
    ['without autoscaling', { spec: { autoscaling: null } }, { autoscaling: { enabled: false, min: 0, max: 0 } }],
    ['whose groups say how many are wanted', { spec: { initialNodeCount: 9 } }, { desiredNodes: 2 }],
    [
      'whose groups are added up',
      { status: { scaleGroupStatuses: [{ desiredNodeCount: 2 }, { desiredNodeCount: 3 }] } },
      { desiredNodes: 5 },
    ],
    [
      'whose groups do not know yet',
      { spec: { initialNodeCount: 4 }, status: { scaleGroupStatuses: [{ desiredNodeCount: 0 }] } },
      { desiredNodes: 4 },
    ],
    ['without groups', { spec: { initialNodeCount: 4 }, status: { scaleGroupStatuses: [] } }, { desiredNodes: 4 }],
    ['of an older platform', { status: { activeNode: undefined, scaleGroupStatuses: [{ activeNodeCount: 1 }] } }, { activeNodes: 1 }],
    [
      'of a still older one',
      { status: { activeNode: undefined, scaleGroupStatuses: null, currentNode: 5, creatingNode: 2, deletingNode: 1 } },
      { activeNodes: 2, desiredNodes: 2 },
    ],
    [
      'with a condition in other words',
      { status: { conditions: [{ type: 'Scalable', status: 'Unknown' }] } },
      { conditions: [{ type: 'Scalable', holds: null, reason: '', message: '' }] },
    ],
  ])('reads a pool %s', async (_, change, expected) => {
    server.answer = () => listed(change);
    expect(await pools().list(CLUSTER, never())).toMatchObject([expected]);
  });

  it.each<[string, Record<string, object>]>([
    ['count', { status: { currentNode: undefined } }],
    ['whole count', { status: { currentNode: 1.5 } }],
    ['count of at least 0', { status: { currentNode: -1 } }],
    ['id', { metadata: { uid: undefined } }],
  ])('does not take a pool without a %s', async (_, change) => {
    server.answer = () => listed(change);
    await expect(pools().list(CLUSTER, never())).rejects.toMatchObject({ code: 'upstream_unreadable' });
  });

  it('names the missing action', async () => {
    server.answer = () => ({ status: 403, body: { errorCode: 'CCE.01403001', message: 'Forbidden' } });
    await expect(pools().list(CLUSTER, never())).rejects.toMatchObject({
      code: 'permission_denied',
      facts: { action: 'cce:nodepool:list' },
    });
  });
});

describe('nodePools.show', () => {
  it.each([
    ['scaling', { desiredNodes: 3, currentNodes: 3, creatingNodes: 1, activeNodes: 2, phase: 'Synchronizing' }],
    [
      'sold-out',
      {
        desiredNodes: 3,
        currentNodes: 2,
        creatingNodes: 0,
        activeNodes: 2,
        phase: 'SoldOut',
        conditions: [
          { type: 'Scalable', holds: false, reason: 'ResourceInsufficient' },
          { type: 'ResourceInsufficient', holds: true, message: 'flavor c7.large.2 is sold out in cn-north-4a' },
        ],
      },
    ],
  ])('reads one that is %s', async (name, expected) => {
    server.answer = () => ({ body: fixture(`cce.show-node-pool.${name}`) });
    expect(await pools().show(CLUSTER, POOL, never())).toMatchObject(expected);
    expect(server.received).toMatchObject([{ method: 'GET', path: `${POOLS}/${POOL}`, refused: '' }]);
  });

  it.each(['../x', '', 'a/b', 'a b'])('is not asked for "%s"', async (id) => {
    await expect(pools().show(CLUSTER, id, never())).rejects.toMatchObject({ code: 'bad_request' });
    expect(server.received).toEqual([]);
  });
});

describe('nodePools.scale', () => {
  it.each<[string, Reply]>([
    ['with an empty answer', { status: 202, body: '' }],
    ['with an empty object', { status: 200, body: {} }],
    ['with an order', { status: 202, body: { orderID: 'CS2211' } }],
  ])('sends exactly what the reference asks for, and is accepted %s', async (_, reply) => {
    server.answer = () => reply;
    await pools().scale(CLUSTER, POOL, 3, never());
    const [request, ...more] = server.received;
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', path: `${POOLS}/${POOL}/operation/scale`, query: {}, refused: '' });
    expect(JSON.parse(request?.body ?? '')).toEqual(fixture('cce.scale-node-pool.request'));
    expect(server.calls).toMatchObject([{ service: 'CCE', operation: 'ScaleNodePool', attempt: 1 }]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is never sent for %s nodes, which would delete some', async (count) => {
    await expect(pools().scale(CLUSTER, POOL, count, never())).rejects.toThrow('is not scaled to');
    expect(server.received).toEqual([]);
  });

  const cce = (status: number, errorCode: string, message: string): Reply => ({ status, body: { kind: 'Status', errorCode, message } });
  it.each<[string, Reply, string, boolean]>([
    ['is that large', cce(400, 'CCE.01400001', 'No scale task needed with desired node count 3'), 'conflict', false],
    ['has no quota for servers', cce(400, 'CCE.01400008', 'quota'), 'quota_exceeded', false],
    ['is in a full cluster', cce(400, 'CCE.01400014', 'scale'), 'cluster_full', false],
    ['is sold out', cce(400, 'CCE.01400001', 'flavor c7.large.2 is sold out in cn-north-4a'), 'flavor_sold_out', true],
    ['is busy', cce(403, 'CCE.01403005', 'nodepool is scaling'), 'state_forbids', true],
    ['is not ours to scale', cce(403, 'CCE.01403001', 'User is not authorized'), 'permission_denied', false],
    ['is in a restricted account', cce(403, 'CCE.01403002', 'restricted'), 'account_restricted', false],
    ['lacks an agency', cce(403, 'CCE.01403008', 'agency'), 'agency_missing', false],
    ['is locked', fixture('error.429-cce-locked') as Reply, 'throttled', true],
    ['was not found', cce(404, 'CCE.01404001', 'Nodepool not found'), 'not_found', false],
    ['is a mistake', cce(400, 'CCE.01400001', 'Invalid request.'), 'bad_request', false],
    ['is nobody knows what', fixture('error.500-cce-internal') as Reply, 'upstream_failed', true],
    ['is a web page', { body: '<html>login</html>' }, 'upstream_unreadable', false],
    ['is no answer', { trouble: 'reset' }, 'upstream_unreachable', true],
  ])('of a pool that %s says so, and was sent once', async (_, reply, code, retryable) => {
    server.answer = () => reply;
    await expect(pools().scale(CLUSTER, POOL, 3, never())).rejects.toMatchObject({ code, retryable });
    expect(server.received.length).toBe(1);
  });
});

describe('nodePools.create', () => {
  const wanted: NewNodePool = {
    name: 'burst-addon-pool',
    flavor: 'c7.large.2',
    availabilityZone: 'cn-north-4a',
    os: 'Huawei Cloud EulerOS 2.0',
    sshKey: 'ops-keypair',
    subnetId: 'a7e04b19-6c3d-4f82-b5a1-0d92e7c8f346',
    rootVolume: { type: 'GPSSD', sizeGiB: 50 },
    dataVolume: { type: 'GPSSD', sizeGiB: 100 },
    nodeCount: 2,
  };

  it('sends exactly what the reference asks for', async () => {
    server.answer = () => ({ status: 201, body: fixture('cce.create-node-pool.response') });
    await pools().create(CLUSTER, wanted, never());
    const [request, ...more] = server.received;
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', path: POOLS, query: {}, refused: '' });
    expect(JSON.parse(request?.body ?? '')).toEqual(fixture('cce.create-node-pool.request'));
  });

  const refused = (errorCode: string, message: string): Reply => ({ status: 400, body: { errorCode, message } });
  it.each<[string, Reply, object]>([
    ['vCPUs', refused('CCE.01400009', 'x'), { code: 'quota_exceeded', facts: { quota: 'cpu', detail: 'x' } }],
    ['memory', refused('CCE.01400010', 'x'), { code: 'quota_exceeded', facts: { quota: 'memory' } }],
    ['security groups', refused('CCE.01400011', 'x'), { code: 'quota_exceeded', facts: { quota: 'security_group' } }],
    ['addresses', refused('CCE.01400012', 'x'), { code: 'quota_exceeded', facts: { quota: 'eip' } }],
    ['disks', refused('CCE.01400013', 'x'), { code: 'quota_exceeded', facts: { quota: 'disk' } }],
    ['network interfaces, by code', refused('CCE.01400025', ''), { code: 'flavor_without_sub_eni' }],
    ['network interfaces, in words', refused('CCE.01400001', 'subeni quota is 0'), { code: 'flavor_without_sub_eni' }],
    ['a zone', refused('CCE.01400001', 'Az [x-1] is not in available az list'), { code: 'zone_unavailable' }],
    ['something else', refused('CCE.01400001', 'Data volume needed'), { code: 'bad_request', facts: { detail: 'Data volume needed' } }],
    ['a name that is free', fixture('error.409-cce-exists') as Reply, { code: 'conflict' }],
  ])('without %s is refused in its own words', async (_, reply, expected) => {
    server.answer = () => reply;
    await expect(pools().create(CLUSTER, wanted, never())).rejects.toMatchObject(expected);
    expect(server.received.length).toBe(1);
  });

  it('after an empty answer nobody knows', async () => {
    server.answer = () => ({ status: 201, body: '' });
    await expect(pools().create(CLUSTER, wanted, never())).rejects.toMatchObject({ code: 'upstream_unreadable' });
  });
});
