import { Agent, request } from 'node:https';
import { json } from 'node:stream/consumers';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { afterEach, expect, test } from 'vitest';
import { Traffic } from '../../../sandbox/cloud/traffic.ts';
import { type Issued, issueAuthority } from '../../../sandbox/cluster/certificates.ts';
import { crowd } from '../../../sandbox/cluster/crowd.ts';
import { pod } from '../../../sandbox/cluster/objects.ts';
import { type ApiServer, startApiServer } from '../../../sandbox/cluster/server.ts';
import { generated, type KubernetesObject } from '../../../sandbox/cluster/state.ts';
import { ready } from '../../../sandbox/scenarios/ready.ts';
import { worldOf } from '../../../sandbox/scenarios/scenario.ts';
import { siteOf } from '../../../sandbox/site.ts';
import type { ClusterState, World } from '../../../sandbox/world.ts';

interface Body {
  readonly kind: string;
  readonly metadata: { readonly continue?: string };
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
  readonly [key: string]: unknown;
}
interface Reply {
  readonly status: number | undefined;
  readonly body: Body;
}
interface Running {
  readonly server: ApiServer;
  readonly world: World;
  readonly cluster: ClusterState;
  readonly traffic: Traffic;
  readonly user: Issued;
  get(path: string): Promise<Reply>;
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A caller that trusts the server's authority and shows `user`, or no certificate. */
function caller(server: ApiServer, user: Issued | null): (path: string, method?: string) => Promise<Reply> {
  const own = user ? { cert: user.certPem, key: user.keyPem } : {};
  const agent = new Agent({ keepAlive: true, ca: server.authorityPem, ...own });
  closing.push(() => agent.destroy());
  return (path, method = 'GET') =>
    new Promise((resolve, reject) => {
      const call = request(`${server.url}${path}`, { agent, method }, (response) => {
        json(response).then((body) => resolve({ status: response.statusCode, body: body as Body }), reject);
      });
      call.once('error', reject).end();
    });
}

async function start(change: (cluster: ClusterState, world: World) => void = () => {}): Promise<Running> {
  const world = worldOf(ready);
  const { cluster } = siteOf(world, 'prod');
  change(cluster, world);
  const traffic = new Traffic();
  const server = await startApiServer(cluster, world, traffic);
  closing.push(() => server.close());
  const user = await server.issueClient(new Date(Date.now() + 3_600_000));
  return { server, world, cluster, traffic, user, get: caller(server, user) };
}

const names = (body: Body): string[] => body.items.map((item) => item.metadata.name);

test("a certificate of the cluster's authority is let in, also with the official client", async () => {
  const { server, user, get } = await start();
  expect(await get('/version')).toMatchObject({ status: 200, body: { major: '1', minor: '31' } });
  const base64 = (pem: string): string => Buffer.from(pem).toString('base64');
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'internalCluster', server: server.url, caData: base64(server.authorityPem), skipTLSVerify: false }],
    users: [{ name: 'user', certData: base64(user.certPem), keyData: base64(user.keyPem) }],
    contexts: [{ name: 'internal', cluster: 'internalCluster', user: 'user' }],
    currentContext: 'internal',
  });
  const { items } = await config.makeApiClient(CoreV1Api).listNode();
  expect(items.map((node) => node.metadata?.name)).toEqual(['192.168.0.41', '192.168.0.87', 'bursting-node']);
});

test('no certificate, and one of another authority, are answered 401', async () => {
  const { server } = await start();
  const stranger = await (await issueAuthority('elsewhere')).client('0a1b2c', ['system:masters']);
  for (const user of [null, stranger]) {
    expect(await caller(server, user)('/api/v1/nodes')).toMatchObject({ status: 401, body: { kind: 'Status', reason: 'Unauthorized' } });
  }
});

test('an impostor is not trusted, a closed server refuses', async () => {
  const impostor = await start((cluster) => {
    cluster.apiServer = 'impostor';
  });
  await expect(impostor.get('/version')).rejects.toMatchObject({ code: expect.stringMatching(/CERT|SIGNATURE/) });
  expect(impostor.traffic.calls).toEqual([]);
  const closed = await start((cluster) => {
    cluster.apiServer = 'closed';
  });
  await expect(closed.get('/version')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('nodes and pods are listed, of all namespaces or one', async () => {
  const { get, traffic } = await start();
  const nodes = await get('/api/v1/nodes');
  expect(nodes.body.kind).toBe('NodeList');
  expect(names(nodes.body)).toEqual(['192.168.0.41', '192.168.0.87', 'bursting-node']);
  expect(names((await get('/api/v1/pods')).body)).toHaveLength(6);
  expect(names((await get('/api/v1/namespaces/shop/pods')).body)).toEqual(['checkout-7c9d5f8b6-2xkq4']);
  expect(names((await get('/api/v1/namespaces/nowhere/pods')).body)).toEqual([]);
  expect(traffic.calls.map((call) => `${call.service} ${call.operation} ${call.status}`)).toEqual([
    'Kubernetes ListNodes 200',
    'Kubernetes ListPods 200',
    'Kubernetes ListPods 200',
    'Kubernetes ListPods 200',
  ]);
});

test('finished and unscheduled pods can be selected by field', async () => {
  const { get, cluster } = await start();
  cluster.kubernetes.pods = ['Running', 'Succeeded', 'Failed', 'Pending'].map((phase) =>
    pod({ namespace: 'a', name: phase.toLowerCase(), nodeName: phase === 'Pending' ? null : 'n', cpu: '1', memory: '1Gi', phase }),
  );
  const holding = encodeURIComponent('status.phase!=Succeeded,status.phase!=Failed');
  expect(names((await get(`/api/v1/pods?fieldSelector=${holding}`)).body)).toEqual(['running', 'pending']);
  expect(names((await get('/api/v1/pods?fieldSelector=spec.nodeName%3D')).body)).toEqual(['pending']);
  expect(await get('/api/v1/pods?fieldSelector=spec.color%3Dred')).toMatchObject({
    status: 400,
    body: { message: 'field label not supported: spec.color' },
  });
});

test('a list is read to its last page, and a full last page is not followed by an empty one', async () => {
  const { get, cluster } = await start();
  cluster.kubernetes.pods = Array.from({ length: 6 }, (_, index) =>
    pod({ namespace: 'a', name: `p${index}`, nodeName: 'n', cpu: '1', memory: '1Gi', phase: index % 3 === 2 ? 'Failed' : 'Running' }),
  );
  const list = async (query: string): Promise<string[][]> => {
    const pages: string[][] = [];
    for (let next = ''; pages.length === 0 || next !== ''; ) {
      const { body } = await get(`/api/v1/pods?limit=2${query}${next === '' ? '' : `&continue=${next}`}`);
      pages.push(names(body));
      next = body.metadata.continue ?? '';
    }
    return pages;
  };
  expect(await list('')).toEqual([
    ['p0', 'p1'],
    ['p2', 'p3'],
    ['p4', 'p5'],
  ]);
  expect(await list('&fieldSelector=status.phase!%3DFailed')).toEqual([
    ['p0', 'p1'],
    ['p3', 'p4'],
  ]);
  expect((await get('/api/v1/pods?limit=2&continue=nonsense')).status).toBe(400);
});

test('50,000 pods and 5,000 nodes are made page by page, only those that a page shows', async () => {
  let made = 0;
  const { get } = await start((cluster) => {
    const { nodes, pods } = crowd({ nodes: 5_000, pods: 50_000 });
    const counted = generated(pods.length, (index) => {
      made += 1;
      return pods.at(index) as KubernetesObject;
    });
    Object.assign(cluster.kubernetes, { nodes, pods: counted });
  });
  const first = await get('/api/v1/pods?limit=500');
  expect([names(first.body).length, made <= 501]).toEqual([500, true]);
  const seen = new Set(names(first.body));
  for (let next = first.body.metadata.continue; next; ) {
    const { body } = await get(`/api/v1/pods?limit=10000&continue=${next}`);
    for (const name of names(body)) seen.add(name);
    next = body.metadata.continue;
  }
  expect(seen.size).toBe(50_000);
  expect(new Set(names((await get('/api/v1/nodes')).body)).size).toBe(5_000);
});

test('RBAC denials and expired lists come in the words of Kubernetes', async () => {
  const { get, world } = await start();
  world.faults.push({ service: 'Kubernetes', operation: 'ListNodes', trouble: { kind: 'status', status: 403 } });
  world.faults.push({ service: 'Kubernetes', operation: 'ListPods', trouble: { kind: 'status', status: 410 }, skip: 1, times: 1 });
  expect(await get('/api/v1/nodes')).toMatchObject({
    status: 403,
    body: { message: 'nodes is forbidden: User "0a1b2c" cannot list resource "nodes" in API group "" at the cluster scope' },
  });
  const { body } = await get('/api/v1/pods?limit=1');
  expect(await get(`/api/v1/pods?limit=1&continue=${body.metadata.continue}`)).toMatchObject({ status: 410, body: { reason: 'Expired' } });
});

test('single objects are read by name', async () => {
  const { get } = await start();
  expect(await get('/api/v1/namespaces/kube-system/configmaps/bursting-status')).toMatchObject({
    status: 200,
    body: { kind: 'ConfigMap', data: { enableBurstingNode: 'true' } },
  });
  expect(await get('/api/v1/namespaces/default/configmaps/bursting-status')).toMatchObject({ status: 404, body: { reason: 'NotFound' } });
  expect(await get('/api/v1/nodes/bursting-node')).toMatchObject({ status: 200, body: { kind: 'Node' } });
  expect((await get('/apis/apps/v1/namespaces/kube-system/deployments')).body.kind).toBe('DeploymentList');
});

test.each(['/', '/api/v1/pods/p1', '/api/v1/namespaces/x/nodes', '/apis/apps/v1/pods', '/api/v1/secrets', '/api/v1/constructor'])(
  '%s is not served',
  async (path) => {
    const { get } = await start();
    expect(await get(path)).toMatchObject({ status: 404, body: { kind: 'Status', reason: 'NotFound' } });
  },
);

test('a write is refused and recorded as a violation', async () => {
  const { server, user, traffic } = await start();
  expect((await caller(server, user)('/api/v1/nodes/bursting-node', 'DELETE')).status).toBe(405);
  expect(traffic.violations).toMatchObject([{ what: 'unknown_write', call: { method: 'DELETE', write: true } }]);
});
