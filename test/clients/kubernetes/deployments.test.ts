import { expect, test } from 'vitest';
import { BotError } from '../../../src/core/errors.ts';
import type { DeploymentSpec } from '../../../src/ports/deployments.ts';
import { failure, json, openAt, startApiServer } from './api-server.ts';

const forever = new AbortController().signal;
const fails = async (promise: Promise<unknown>): Promise<BotError> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BotError);
  return error as BotError;
};

const SIZE = { cpu: '250m', memory: '512Mi' };
const spec: DeploymentSpec = {
  namespace: 'lab',
  name: 'demo',
  labels: { app: 'demo', 'app.kubernetes.io/managed-by': 'bursting' },
  replicas: 2,
  selector: { app: 'demo' },
  podLabels: { app: 'demo' },
  containers: [
    { name: 'nginx', image: 'host.example/team/nginx:1', imagePullPolicy: 'IfNotPresent', ports: [80], requests: SIZE, limits: SIZE },
  ],
  imagePullSecrets: ['default-secret'],
};
const wire = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'demo', namespace: 'lab', labels: spec.labels, annotations: { run: 'r' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'demo' } },
    template: {
      metadata: { labels: { app: 'demo' } },
      spec: {
        containers: [
          {
            name: 'nginx',
            image: 'host.example/team/nginx:1',
            imagePullPolicy: 'IfNotPresent',
            ports: [{ containerPort: 80, protocol: 'TCP' }],
            resources: { requests: SIZE, limits: SIZE },
          },
        ],
        imagePullSecrets: [{ name: 'default-secret' }],
      },
    },
  },
};
const managedFields = [{ manager: 'bursting', operation: 'Apply', fieldsV1: { 'f:spec': { 'f:replicas': {} } } }];

const bodyOf = async (request: { body: Promise<string> } | undefined): Promise<unknown> => JSON.parse((await request?.body) ?? 'null');

test('a Deployment is applied server-side, as field manager bursting, never by force', async () => {
  const api = await startApiServer((_, response) => json(response, wire, 201));
  await openAt(api.url).deployments.apply({ ...spec, annotations: { run: 'r' } }, forever);
  const [request] = api.requests;
  expect(request?.method).toBe('PATCH');
  expect(request?.url.pathname).toBe('/apis/apps/v1/namespaces/lab/deployments/demo');
  expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({ fieldManager: 'bursting', force: 'false' });
  expect(request?.headers['content-type']).toBe('application/apply-patch+yaml');
  expect(await bodyOf(request)).toEqual(wire);
});

test('what is sent is what is read back', async () => {
  const metadata = { ...wire.metadata, uid: 'u', generation: 3, creationTimestamp: '2026-11-22T07:00:00Z', managedFields };
  const api = await startApiServer((_, response) => json(response, { ...wire, metadata, status: { replicas: 2 } }));
  expect(await openAt(api.url).deployments.get('lab', 'demo', forever)).toEqual({
    ...spec,
    uid: 'u',
    generation: 3,
    createdAt: '2026-11-22T07:00:00Z',
    deleting: false,
    annotations: { run: 'r' },
    managers: [{ manager: 'bursting', operation: 'Apply', fields: { 'f:spec': { 'f:replicas': {} } } }],
  });
});

test('a Deployment of the barest kind is read too', async () => {
  const api = await startApiServer((_, response) =>
    json(response, {
      metadata: { namespace: 'lab', name: 'demo', uid: 'u', deletionTimestamp: '2026-11-22T07:00:00Z' },
      spec: { selector: {}, template: { spec: { containers: [{ name: 'a', ports: [{ containerPort: 53, protocol: 'UDP' }] }] } } },
    }),
  );
  expect(await openAt(api.url).deployments.get('lab', 'demo', forever)).toMatchObject({
    generation: null,
    deleting: true,
    replicas: 1,
    labels: {},
    managers: [],
    containers: [{ name: 'a', image: '', ports: [], requests: {}, limits: {} }],
    imagePullSecrets: [],
  });
});

test('a namespace is made and read; none is null', async () => {
  const api = await startApiServer(({ url, method }, response) => {
    if (method === 'POST') return json(response, {}, 201);
    if (url.pathname.endsWith('/gone')) return json(response, failure(404, 'NotFound', 'namespaces "gone" not found'), 404);
    json(response, { metadata: { name: 'lab', uid: 'u', labels: { a: 'b' } }, status: { phase: 'Terminating' } });
  });
  const { namespaces } = openAt(api.url);
  await namespaces.create('lab', { a: 'b' }, forever);
  expect(api.requests[0]?.url.href).toContain('/api/v1/namespaces?fieldManager=bursting');
  expect(await bodyOf(api.requests[0])).toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab', labels: { a: 'b' } } });
  expect(await namespaces.get('lab', forever)).toEqual({ name: 'lab', uid: 'u', createdAt: null, labels: { a: 'b' }, terminating: true });
  expect(await namespaces.get('gone', forever)).toBeNull();
});

test('a conflict names who set which field', async () => {
  const cause = (field: string, message: string) => ({ reason: 'FieldManagerConflict', field, message });
  const causes = [
    cause('.spec.replicas', 'conflict with "kubectl-scale" with subresource "scale" using apps/v1'),
    cause('.spec.template.spec.containers[name="nginx"].image', 'conflict with "kubectl-edit" using apps/v1 at 2026-11-22T07:00:00Z'),
  ];
  const api = await startApiServer((_, response) =>
    json(response, { ...(failure(409, 'Conflict', 'Apply failed with 2 conflicts') as object), details: { causes } }, 409),
  );
  const error = await fails(openAt(api.url).deployments.apply({ ...spec, annotations: {} }, forever));
  expect(error.finding).toEqual({
    code: 'field_conflict',
    facts: {
      resource: 'deployment lab/demo',
      conflicts: [
        { field: '.spec.replicas', manager: 'kubectl-scale' },
        { field: '.spec.template.spec.containers[name="nginx"].image', manager: 'kubectl-edit' },
      ],
    },
  });
  expect(error.retryable).toBe(false);
});

test.each([
  [403, 'Forbidden', 'permission_denied', 'patch deployments'],
  [404, 'NotFound', 'not_found', undefined],
  [409, 'Conflict', 'conflict', undefined],
  [415, 'UnsupportedMediaType', 'bad_request', undefined],
  [422, 'Invalid', 'bad_request', undefined],
  [429, 'TooManyRequests', 'throttled', undefined],
  [500, 'InternalError', 'upstream_failed', undefined],
] as const)('a write that is refused with %i %s is sent once: %s', async (status, reason, code, action) => {
  const api = await startApiServer((_, response) => json(response, failure(status, reason, 'because'), status));
  const error = await fails(openAt(api.url).deployments.apply({ ...spec, annotations: {} }, forever));
  expect(error.code).toBe(code);
  if (action) expect(error.facts).toMatchObject({ action, operation: action, detail: 'because' });
  expect(api.requests).toHaveLength(1);
});

test('a write without an answer is sent once, and nobody knows', async () => {
  const api = await startApiServer((request, response) => {
    void request.body.then(() => response.socket?.destroy());
  });
  const error = await fails(openAt(api.url).deployments.apply({ ...spec, annotations: {} }, forever));
  expect(error.code).toBe('upstream_unreachable');
  expect(api.requests).toHaveLength(1);
});

test('a write that takes too long is broken off', async () => {
  const api = await startApiServer(() => {});
  const error = await fails(openAt(api.url, { timeoutMs: 150 }).deployments.apply({ ...spec, annotations: {} }, forever));
  expect(error.finding).toMatchObject({ code: 'upstream_unreachable', facts: { detail: 'ETIMEDOUT' } });
});

test('who is stopped gets the reason', async () => {
  const api = await startApiServer(() => {});
  const stop = new AbortController();
  const applied = openAt(api.url).deployments.apply({ ...spec, annotations: {} }, stop.signal);
  setTimeout(() => stop.abort(new Error('stopped')), 50);
  await expect(applied).rejects.toThrow('stopped');
});

test('names stay in their place', async () => {
  const api = await startApiServer((_, response) => json(response, failure(404, 'NotFound', 'no'), 404));
  expect(await openAt(api.url).deployments.get('../x', 'a/b', forever)).toBeNull();
  expect(await openAt(api.url).namespaces.get('../nodes', forever)).toBeNull();
  expect(api.requests.map(({ url }) => url.pathname)).toEqual([
    '/apis/apps/v1/namespaces/..%2Fx/deployments/a%2Fb',
    '/api/v1/namespaces/..%2Fnodes',
  ]);
});
