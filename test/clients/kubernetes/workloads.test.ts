import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BotError } from '../../../src/core/errors.ts';
import { all, failure, json, list, openAt, startApiServer } from './api-server.ts';

const { signal } = new AbortController();
const fixture = (name: string): { readonly items: Record<string, unknown>[] } =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));

const fails = async (promise: Promise<unknown>): Promise<BotError> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BotError);
  return error as BotError;
};

test('pods of one namespace, chosen by the server, with what tells how they are', async () => {
  const pods = fixture('k8s.pods.smoke-image-pull-timeout');
  const api = await startApiServer((_, response) => json(response, pods));
  const [pod, ...more] = await all(openAt(api.url).workloads.pods('cci2-burst-lab', { labels: { app: 'cci2-burst-demo' } }, signal));
  expect(more).toEqual([]);
  expect(api.requests[0]?.url.pathname).toBe('/api/v1/namespaces/cci2-burst-lab/pods');
  expect(api.requests[0]?.url.searchParams.get('labelSelector')).toBe('app=cci2-burst-demo');
  expect(api.requests[0]?.url.searchParams.has('fieldSelector')).toBe(false);
  expect(pod).toMatchObject({
    namespace: 'cci2-burst-lab',
    name: 'cci2-burst-demo-7c9d5f8b6-2xkq4',
    labels: { app: 'cci2-burst-demo', 'bursting.cci.io/burst-to-cci': 'enforce' },
    owner: null,
    nodeName: 'bursting-node',
    phase: 'Pending',
    conditions: [],
    deleting: false,
    sizeSpecs: null,
  });
  expect(pod?.containers).toEqual([
    {
      name: 'cci2-burst-demo',
      kind: 'container',
      image: 'swr.cn-north-4.myhuaweicloud.com/team-payments/nginx:stable',
      requests: { cpu: '250m', memory: '512Mi' },
      limits: { cpu: '250m', memory: '512Mi' },
      ready: false,
      restarts: 0,
      waiting: { reason: 'ImagePullBackOff', message: expect.stringContaining('dial tcp 100.125.40.98:443: i/o timeout'), exitCode: null },
      terminated: null,
      lastTerminated: null,
    },
  ]);
});

test('init containers come first, restarts and both ends are told, and the owner is the one that controls', async () => {
  const pod = {
    metadata: {
      namespace: 'kube-system',
      name: 'a',
      uid: 'u-1',
      deletionTimestamp: '2026-11-22T07:00:00Z',
      annotations: { 'resource.cci.io/pod-size-specs': '2.00_4.0', huge: 'x'.repeat(10_000) },
      ownerReferences: [
        { kind: 'Something', name: 'else', uid: 'u-0' },
        { kind: 'ReplicaSet', name: 'rs', uid: 'u-2', controller: true },
      ],
    },
    spec: { containers: [{ name: 'main', image: 'i' }], initContainers: [{ name: 'setup', image: 'j' }] },
    status: {
      phase: 'Pending',
      reason: 'Evicted',
      message: 'm'.repeat(5_000),
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/2 nodes' }],
      containerStatuses: [
        {
          name: 'main',
          ready: false,
          restartCount: 7,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, message: 'killed' } },
        },
      ],
      initContainerStatuses: [{ name: 'setup', ready: true, restartCount: 0, state: { terminated: { reason: 'Completed', exitCode: 0 } } }],
    },
  };
  const api = await startApiServer((_, response) => json(response, list([pod])));
  const [read] = await all(openAt(api.url).workloads.pods('kube-system', {}, signal));
  expect(read).toMatchObject({
    owner: { kind: 'ReplicaSet', name: 'rs', uid: 'u-2' },
    deleting: true,
    sizeSpecs: '2.00_4.0',
    reason: 'Evicted',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/2 nodes' }],
  });
  expect(read?.message).toHaveLength(2_000);
  expect(read?.containers.map(({ name, kind }) => [name, kind])).toEqual([
    ['setup', 'init'],
    ['main', 'container'],
  ]);
  expect(read?.containers[0]?.terminated).toEqual({ reason: 'Completed', message: '', exitCode: 0 });
  expect(read?.containers[1]).toMatchObject({
    restarts: 7,
    waiting: { reason: 'CrashLoopBackOff', message: '', exitCode: null },
    lastTerminated: { reason: 'OOMKilled', message: 'killed', exitCode: 137 },
  });
});

test('a pod without a status yet has containers that are not ready and wait for nothing known', async () => {
  const api = await startApiServer((_, response) =>
    json(response, list([{ metadata: { namespace: 'a', name: 'b' }, spec: { containers: [{ name: 'c' }] } }])),
  );
  const [read] = await all(openAt(api.url).workloads.pods('a', {}, signal));
  expect(read).toMatchObject({ uid: '', phase: '', containers: [{ name: 'c', image: '', ready: false, restarts: 0, waiting: null }] });
});

test('the conditions of nodes come with reason and message', async () => {
  const api = await startApiServer((_, response) => json(response, fixture('k8s.nodes.with-bursting-node-notready')));
  const nodes = await all(openAt(api.url).nodes.pages(signal));
  expect(nodes.at(-1)).toMatchObject({
    name: 'bursting-node',
    ready: 'Unknown',
    conditions: [{ type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', message: '' }],
  });
});

test('a deployment is read by name; one that does not exist is null, a refusal is not', async () => {
  const found = {
    metadata: { namespace: 'a', name: 'web', uid: 'u-1' },
    spec: { template: { metadata: { labels: { app: 'web' } } } },
    status: {
      readyReplicas: 1,
      conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota' }],
    },
  };
  const api = await startApiServer(({ url }, response) => {
    if (url.pathname.endsWith('/web')) json(response, found);
    else if (url.pathname.endsWith('/secret')) json(response, failure(403, 'Forbidden', 'cannot get resource "deployments"'), 403);
    else if (url.pathname.endsWith('/broken')) json(response, { kind: 'Deployment' });
    else json(response, failure(404, 'NotFound', 'not found'), 404);
  });
  const { workloads } = openAt(api.url);
  expect(await workloads.deployment('a', 'web', signal)).toEqual({
    namespace: 'a',
    name: 'web',
    uid: 'u-1',
    replicas: 1,
    readyReplicas: 1,
    observed: true,
    podLabels: { app: 'web' },
    conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota' }],
  });
  expect(api.requests[0]?.url.pathname).toBe('/apis/apps/v1/namespaces/a/deployments/web');
  expect(await workloads.deployment('a', 'other', signal)).toBeNull();
  expect((await fails(workloads.deployment('a', 'secret', signal))).finding).toEqual({
    code: 'permission_denied',
    facts: {
      service: 'Kubernetes',
      operation: 'get deployments',
      action: 'get deployments',
      detail: 'cannot get resource "deployments"',
    },
  });
  expect((await fails(workloads.deployment('a', 'broken', signal))).finding).toEqual({
    code: 'upstream_unreadable',
    facts: { service: 'Kubernetes', operation: 'get deployments', detail: 'metadata: invalid_type' },
  });
});

test('a name that tries to leave its place stays in it', async () => {
  const api = await startApiServer((_, response) => json(response, failure(404, 'NotFound', 'not found'), 404));
  expect(await openAt(api.url).workloads.deployment('a', '../../pods?x=', signal)).toBeNull();
  expect(api.requests[0]?.url.href).toBe('https://cluster/apis/apps/v1/namespaces/a/deployments/..%2F..%2Fpods%3Fx%3D');
});

test('replica sets name their deployment, how many pods they want, and their revision', async () => {
  const api = await startApiServer((_, response) => json(response, fixture('k8s.replicasets.two-active-same-deployment')));
  const sets = await all(openAt(api.url).workloads.replicaSets('kube-system', { fields: { 'metadata.name': 'a,b=c' } }, signal));
  expect(api.requests[0]?.url.searchParams.get('fieldSelector')).toBe('metadata.name=a\\,b\\=c');
  expect(sets.map(({ replicas, readyReplicas, revision, owner }) => [replicas, readyReplicas, revision, owner?.kind])).toEqual([
    [1, 1, 3, 'Deployment'],
    [2, 2, 2, 'Deployment'],
  ]);
  expect(new Set(sets.map(({ owner }) => owner?.uid)).size).toBe(1);
});

test('a config map is its data', async () => {
  const api = await startApiServer(({ url }, response) =>
    url.pathname === '/api/v1/namespaces/kube-system/configmaps/bursting-status'
      ? json(response, fixture('k8s.configmap.bursting-status-disabled'))
      : json(response, failure(404, 'NotFound', 'not found'), 404),
  );
  const { configMaps } = openAt(api.url);
  expect(await configMaps.get('kube-system', 'bursting-status', signal)).toEqual({ enableBurstingNode: 'false' });
  expect(await configMaps.get('kube-system', 'other', signal)).toBeNull();
});

const event = (name: string, more: object = {}): object => ({
  metadata: { namespace: 'a', name },
  type: 'Warning',
  reason: 'Failed',
  involvedObject: { kind: 'Pod', name: 'p' },
  ...more,
});
const minute = (n: number): string => new Date(Date.UTC(2026, 10, 22, 7, n)).toISOString();

test('the latest events of all pages are kept, newest first, whichever way their time is written', async () => {
  const pages = [
    [
      event('old', { lastTimestamp: minute(1) }),
      event('series', { lastTimestamp: minute(2), series: { count: 9, lastObservedTime: minute(50) } }),
    ],
    [event('once', { lastTimestamp: null, eventTime: minute(40) }), event('created', {}), event('first', { firstTimestamp: minute(3) })],
    [event('newest', { lastTimestamp: minute(59), count: 3 })],
  ];
  const api = await startApiServer(({ url }, response) => {
    const page = Number(url.searchParams.get('continue') ?? 0);
    json(response, list(pages[page] ?? [], page < 2 ? String(page + 1) : ''));
  });
  const { events } = openAt(api.url);
  const latest = await events.latest('a', { fields: { type: 'Warning' } }, () => true, 3, signal);
  expect(latest.map(({ lastSeen, count }) => [lastSeen, count])).toEqual([
    [minute(59), 3],
    [minute(50), 9],
    [minute(40), 1],
  ]);
  expect(api.requests[0]?.url.href).toContain('/api/v1/namespaces/a/events?');
  expect(api.requests[0]?.url.searchParams.get('fieldSelector')).toBe('type=Warning');
  const everything = await events.latest(null, {}, () => true, 99, signal);
  expect(everything.map(({ lastSeen }) => lastSeen)).toEqual([minute(59), minute(50), minute(40), minute(3), minute(1), '']);
  expect(api.requests.at(-1)?.url.pathname).toBe('/api/v1/events');
  expect(await events.latest('a', {}, ({ count }) => count > 1, 1, signal)).toMatchObject([{ count: 3 }]);
});

test('an event says what it is about and who reports it', async () => {
  const api = await startApiServer((_, response) => json(response, fixture('k8s.events.image-pull')));
  const [latest] = await openAt(api.url).events.latest('cci2-burst-lab', {}, ({ type }) => type === 'Warning', 5, signal);
  expect(latest).toMatchObject({
    reason: 'Failed',
    count: 4,
    lastSeen: '2026-11-22T07:05:41Z',
    object: { kind: 'Pod', name: 'cci2-burst-demo-7c9d5f8b6-2xkq4', uid: '' },
    reporter: 'virtual-kubelet/pod-controller',
  });
});

test('the end of a log is asked for with times, of one container, before its restart if wanted', async () => {
  const api = await startApiServer((_, response) => response.end('2026-11-22T07:01:02.113Z hello\n'));
  const query = { namespace: 'kube-system', pod: 'p', container: 'c', previous: true, tailLines: 120 };
  expect(await openAt(api.url).logs.tail(query, signal)).toBe('2026-11-22T07:01:02.113Z hello\n');
  const { pathname, searchParams } = api.requests[0]?.url ?? new URL('about:blank');
  expect(pathname).toBe('/api/v1/namespaces/kube-system/pods/p/log');
  expect(Object.fromEntries(searchParams)).toMatchObject({ container: 'c', tailLines: '120', timestamps: 'true', previous: 'true' });
});

test('of a long log the last 64 KiB are kept, from the beginning of a line', async () => {
  const lines = Array.from({ length: 3_000 }, (_, i) => `2026-11-22T07:01:02Z line ${i} ${'x'.repeat(60)}`);
  const api = await startApiServer((_, response) => response.end(`${lines.join('\n')}\n`));
  const text = await openAt(api.url).logs.tail({ namespace: 'a', pod: 'p', container: 'c', previous: false, tailLines: 3_000 }, signal);
  expect(text.length).toBeLessThanOrEqual(64 * 1024);
  expect(text.length).toBeGreaterThan(63 * 1024);
  expect(text).toMatch(/^2026/);
  expect(text.endsWith(`${lines.at(-1)}\n`)).toBe(true);
});

test('secrets are taken out of a log before anybody gets it, also of one whose lines begin with their time', async () => {
  const lines = ['starting, secret_key=abcdefgh', '-----BEGIN PRIVATE KEY-----', 'MIIEowIBAAKCAQEA', '-----END PRIVATE KEY-----', 'on'];
  const api = await startApiServer((_, response) => response.end(lines.map((line) => `2026-11-22T07:01:02.113Z ${line}\n`).join('')));
  const text = await openAt(api.url).logs.tail({ namespace: 'a', pod: 'p', container: 'c', previous: false, tailLines: 5 }, signal);
  expect(text).toMatch(/^2026\S+ starting, secret_key=\[hidden\]\n2026\S+ \[hidden\]\n2026\S+ on\n$/);
});

test('a container without such a log is a bad request, with its words', async () => {
  const api = await startApiServer((_, response) =>
    json(response, failure(400, 'BadRequest', 'previous terminated container "c" in pod "p" not found'), 400),
  );
  const error = await fails(openAt(api.url).logs.tail({ namespace: 'a', pod: 'p', container: 'c', previous: true, tailLines: 5 }, signal));
  expect(error.finding).toMatchObject({
    code: 'bad_request',
    facts: { operation: 'get pods/log', detail: expect.stringContaining('previous') },
  });
});
