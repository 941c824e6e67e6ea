import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxCloud, startSandboxCloud } from '../../../sandbox/cloud/start.ts';
import { ready } from '../../../sandbox/scenarios/ready.ts';
import { type Site, siteOf } from '../../../sandbox/site.ts';
import { PROJECT_ID } from '../../../sandbox/story.ts';
import { signedFetch, signedJson } from './signed-fetch.ts';

let sandbox: SandboxCloud;
let site: Site;
beforeEach(async () => {
  sandbox = await startSandboxCloud(ready);
  site = siteOf(sandbox.world, 'prod');
  sandbox.world.settleMs = 60_000;
});
afterEach(() => sandbox.close());

interface Pool {
  metadata: { name: string; uid: string };
  spec: Record<string, unknown>;
  status: Record<string, unknown> & { conditions: { type: string; status: string; reason: string }[] };
}
const pools = (): string => `/api/v3/projects/${PROJECT_ID}/clusters/${site.cluster.id}/nodepools`;
const list = (query = ''): Promise<{ items: Pool[] }> => signedJson(sandbox.env, `${pools()}${query}`);
const show = (id = site.workers.id): Promise<Pool> => signedJson(sandbox.env, `${pools()}/${id}`);
const post = (path: string, body: unknown) => signedFetch(sandbox.env, path, { method: 'POST', body });
const scale = (desiredNodeCount: unknown, spec: object = {}) =>
  post(`${pools()}/${site.workers.id}/operation/scale`, {
    kind: 'NodePool',
    apiVersion: 'v3',
    spec: { desiredNodeCount, scaleGroups: ['default'], ...spec },
  });
const template = (more: object = {}) => ({
  flavor: 'c7.2xlarge.2',
  az: 'cn-north-4b',
  os: 'Huawei Cloud EulerOS 2.0',
  login: { sshKey: 'ops-keypair' },
  rootVolume: { size: 40, volumetype: 'SSD' },
  dataVolumes: [{ size: 100, volumetype: 'SSD' }],
  nodeNicSpec: { primaryNic: { subnetId: site.nodeSubnet.id } },
  runtime: { name: 'containerd' },
  billingMode: 0,
  ...more,
});
const create = (more: object = {}, name = 'burst-pool', initialNodeCount: unknown = 2) =>
  post(pools(), {
    kind: 'NodePool',
    apiVersion: 'v3',
    metadata: { name },
    spec: { type: 'vm', initialNodeCount, nodeTemplate: template(more), autoscaling: { enable: false } },
  });
/** All that is on its way arrives. */
const arrive = (): void => {
  for (const pool of site.cluster.nodePools) for (const node of pool.joining) node.at = 0;
};
const nodeNames = (): (string | undefined)[] =>
  Array.from({ length: site.cluster.kubernetes.nodes.length }, (_, i) => site.cluster.kubernetes.nodes.at(i)?.metadata.name);

describe('the list', () => {
  test('has the default pool only when asked for it', async () => {
    site.cluster.handmade = 1;
    expect((await list()).items.map(({ metadata }) => metadata.name)).toEqual(['worker-pool']);
    expect((await list('?showDefaultNodePool=true')).items).toMatchObject([
      { metadata: { name: 'worker-pool' }, status: { currentNode: 2, activeNode: 2, phase: '' } },
      { metadata: { name: 'DefaultPool', uid: 'DefaultPool' }, status: { currentNode: 1 } },
    ]);
  });

  test('and its pools are not found elsewhere', async () => {
    expect((await signedFetch(sandbox.env, pools().replace(site.cluster.id, 'x'))).status).toBe(404);
    expect((await signedFetch(sandbox.env, `${pools()}/x`)).status).toBe(404);
  });
});

describe('a pool that is scaled', () => {
  test('counts its new nodes at once; each is active a little later, and only then in the cluster', async () => {
    const response = await scale(4);
    expect([response.status, await response.text()]).toEqual([202, '']);
    expect(await show()).toMatchObject({
      spec: { initialNodeCount: 4 },
      status: { currentNode: 4, creatingNode: 2, activeNode: 2, phase: 'Synchronizing', scaleGroupStatuses: [{ desiredNodeCount: 4 }] },
    });
    expect(nodeNames()).toHaveLength(3);
    const [first] = site.workers.joining;
    if (first) first.at = 0;
    expect(await show()).toMatchObject({ status: { currentNode: 4, creatingNode: 1, activeNode: 3 } });
    expect(nodeNames()).toHaveLength(4);
    arrive();
    expect(await show()).toMatchObject({ status: { currentNode: 4, creatingNode: 0, activeNode: 4, phase: '' } });
    expect(new Set(nodeNames()).size).toBe(5);
    expect(sandbox.violations).toEqual([]);
  });

  test('to the count it has needs no task', async () => {
    const response = await scale(2);
    expect([response.status, await response.json()]).toMatchObject([400, { message: 'No scale task needed with desired node count 2' }]);
  });

  test.each([[1], [0], [undefined]])('to %s loses nodes, which is a violation', async (count) => {
    expect((await scale(count)).status).toBe(202);
    expect(await show()).toMatchObject({ status: { activeNode: count ?? 0 } });
    expect(sandbox.violations.map(({ what }) => what)).toEqual(['nodes_deleted']);
  });

  test('gets what there is to buy, and says what there is not', async () => {
    for (const flavor of sandbox.world.flavors) flavor.stock = { 'cn-north-4a': 1 };
    expect((await scale(4)).status).toBe(202);
    arrive();
    const { status } = await show();
    expect(status).toMatchObject({ currentNode: 3, activeNode: 3, phase: 'SoldOut', scaleGroupStatuses: [{ desiredNodeCount: 4 }] });
    expect(status.conditions).toMatchObject([
      { type: 'Scalable', status: 'False', reason: 'ResourceInsufficient' },
      { type: 'ResourceInsufficient', status: 'True', reason: 'SoldOut' },
    ]);
  });

  test.each<[string, unknown, object, number, object]>([
    ['a text', '3', {}, 400, {}],
    ['half a node', 2.5, {}, 400, {}],
    ['no group', 3, { scaleGroups: [] }, 400, {}],
    ['another group', 3, { scaleGroups: ['gpu'] }, 400, {}],
    ['another way to check', 3, { options: { scalableChecking: 'later' } }, 400, {}],
    ['more than the cluster takes', 500, {}, 400, { errorCode: 'CCE.01400014' }],
  ])('is refused with %s', async (_, count, spec, status, body) => {
    const response = await scale(count, spec);
    expect([response.status, await response.json()]).toMatchObject([status, body]);
    expect(await show()).toMatchObject({ status: { currentNode: 2 } });
  });

  test('is refused at once where nothing can be bought, later if that is asked for', async () => {
    for (const flavor of sandbox.world.flavors) flavor.stock = { 'cn-north-4a': 0 };
    const response = await scale(3);
    expect([response.status, await response.json()]).toMatchObject([400, { message: 'flavor c7.2xlarge.2 is sold out in cn-north-4a' }]);
    expect((await scale(3, { options: { scalableChecking: 'async' } })).status).toBe(202);
    expect(await show()).toMatchObject({ status: { currentNode: 2, phase: 'SoldOut' } });
  });

  test('is refused while it is deleted, or its cluster is not at rest', async () => {
    site.workers.phase = 'Deleting';
    expect((await scale(3)).status).toBe(403);
    site.workers.phase = null;
    site.cluster.phase = 'Upgrading';
    const response = await scale(3);
    expect([response.status, await response.json()]).toMatchObject([403, { errorCode: 'CCE.01403004' }]);
  });
});

describe('a new pool', () => {
  test('is there at once, its nodes are not', async () => {
    const response = await create();
    const made = (await response.json()) as Pool;
    expect(response.status).toBe(201);
    expect(made).toMatchObject({
      metadata: { name: 'burst-pool' },
      spec: { initialNodeCount: 2, nodeTemplate: { flavor: 'c7.2xlarge.2', az: 'cn-north-4b', billingMode: 0 } },
      status: { currentNode: 2, creatingNode: 2, activeNode: 0, phase: 'Synchronizing' },
    });
    arrive();
    expect(await show(made.metadata.uid)).toMatchObject({ status: { activeNode: 2, creatingNode: 0 } });
    expect(site.cluster.kubernetes.nodes.at(3)?.metadata.labels).toMatchObject({
      'cce.cloud.com/cce-nodepool': 'burst-pool',
      'topology.kubernetes.io/zone': 'cn-north-4b',
    });
  });

  test.each<[string, () => Promise<Response>, object]>([
    ['a name that is taken', () => create({}, 'worker-pool'), { code: 409, errorCode: 'CCE.01409001' }],
    ['a name in capitals', () => create({}, 'Pool'), { code: 400 }],
    ['no count', () => create({}, 'a', null), { code: 400 }],
    ['an unknown flavor', () => create({ flavor: 'x' }), { message: 'flavor [x] not found' }],
    ['no zone', () => create({ az: undefined }), { message: 'Az [] is not in available az list' }],
    ['no system', () => create({ os: undefined }), { message: 'OS:should not be empty' }],
    [
      'a system disk that is too small',
      () => create({ rootVolume: { size: 39, volumetype: 'SSD' } }),
      { message: 'rootVolume is invalid' },
    ],
    ['no data disk', () => create({ dataVolumes: [] }), { message: expect.stringMatching(/^Data volume needed/) }],
    ['a data disk of no kind', () => create({ dataVolumes: [{ size: 100, volumetype: 'x' }] }), { message: 'dataVolumes is invalid' }],
    ['no login', () => create({ login: undefined }), { message: 'login is required' }],
    ['an unknown key', () => create({ login: { sshKey: 'x' } }), { message: 'key pair x not found' }],
    [
      'the neutron id of a subnet',
      () => create({ nodeNicSpec: { primaryNic: { subnetId: site.nodeSubnet.neutronId } } }),
      { errorCode: 'CCE.01400002' },
    ],
    ['a flavor without sub-ENI', () => create({ flavor: 'c6.large.2' }), { errorCode: 'CCE.01400025', message: 'subeni quota is 0' }],
    ['monthly billing', () => create({ billingMode: 1 }), { code: 400 }],
    ['nothing in it', () => post(pools(), {}), { code: 400 }],
  ])('is refused with %s', async (_, ask, body) => {
    const response = await ask();
    expect(await response.json()).toMatchObject(body);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(site.cluster.nodePools).toHaveLength(1);
  });

  test('may have a flavor without sub-ENI in a Standard cluster', async () => {
    site.cluster.networkMode = 'vpc-router';
    expect((await create({ flavor: 'c6.large.2' })).status).toBe(201);
  });
});

test('a pool is never updated or deleted: the sandbox knows no such call', async () => {
  for (const method of ['PUT', 'DELETE'])
    await signedFetch(sandbox.env, `${pools()}/${site.workers.id}`, { method, body: { spec: { initialNodeCount: 3 } } });
  expect(sandbox.violations.map(({ what }) => what)).toEqual(['unknown_write', 'unknown_write']);
});
