import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AddonOrder } from '../../../src/ports/cloud.ts';
import { CLUSTER, changed, fixture, impatient, never, PROJECT, type Reply, SignedServer } from './signed-server.ts';

let server: SignedServer;
beforeEach(async () => {
  server = await SignedServer.start();
});
afterEach(() => server.stop());
const addons = (pace = impatient()) => server.cloud({}, pace).project(PROJECT).addons;

const UID = '50fa7c21-9d3e-4b86-8f14-a2c6e7d9b035';
/** What a request of the reference asks for. */
const orderIn = (name: string): AddonOrder => {
  const { spec } = fixture(name) as { spec: { clusterID: string; version: string; addonTemplateName: string; values: object } };
  return { clusterId: spec.clusterID, version: spec.version, templateName: spec.addonTemplateName, values: { ...spec.values } };
};
const toInstall = orderIn('cce.create-addon.request');
const toChange = orderIn('cce.update-addon.request');

describe('addons.list', () => {
  const list = (body: unknown) => {
    server.answer = () => ({ body });
    return addons().list(CLUSTER, never());
  };

  it('reads every add-on, with its values as they are', async () => {
    const wire = fixture('cce.list-addons.vk-install-failed') as { items: { spec: { values: object } }[] };
    const found = await list(wire);
    expect(found.map((addon) => addon.name)).toEqual(['coredns', 'everest', 'virtual-kubelet']);
    expect(found[2]).toEqual({
      uid: '50fa7c21-9d3e-4b86-8f14-a2c6e7d9b035',
      name: 'virtual-kubelet',
      templateName: 'virtual-kubelet',
      version: '1.5.82',
      status: 'installFailed',
      reason: 'Install failed',
      message: 'release virtual-kubelet failed: timed out waiting for the condition',
      values: wire.items[2]?.spec.values,
    });
    expect(server.received).toMatchObject([{ path: '/api/v3/addons', query: { cluster_id: CLUSTER }, refused: '' }]);
    expect(server.received[0]?.headers['x-project-id']).toBe(PROJECT);
  });

  it.each([[{}], [{ items: null }], [{ items: [] }]])('has none in %j', async (body) => {
    expect(await list(body)).toEqual([]);
  });

  it.each([['text'], [null], [[1]], [undefined]])('has no values in %j', async (values) => {
    const found = await list(changed('cce.list-addons.vk-install-failed', 'items.2.spec.values', values));
    expect(found[2]?.values).toBeNull();
  });

  it('names the add-on it cannot read', async () => {
    const body = changed('cce.list-addons.vk-install-failed', 'items.1.status.status', 5);
    await expect(list(body)).rejects.toMatchObject({ facts: { detail: expect.stringMatching(/^items\.1\.status\.status: /) } });
  });
});

describe('addons.versions', () => {
  it('reads the versions of the template that was asked for', async () => {
    const wire = fixture('cce.list-addon-templates.virtual-kubelet') as { items: object[] };
    const other = { metadata: { name: 'virtual-kubelet-2' }, spec: { versions: [{ version: '9.9.9' }] } };
    server.answer = () => ({ body: { items: [other, ...wire.items] } });
    const versions = await addons().versions('virtual-kubelet', never());
    expect(versions.map((entry) => entry.version)).toEqual(['1.5.82', '1.5.75', '1.5.37', '1.5.27']);
    expect(versions[0]).toEqual({
      version: '1.5.82',
      stable: true,
      supports: [{ clusterType: 'VirtualMachine', categories: ['CCE', 'Turbo'], clusterVersions: ['v1.(27|28|29|30|31|32|33|34).*'] }],
    });
    expect(server.received).toMatchObject([{ path: '/api/v3/addontemplates', query: { addon_template_name: 'virtual-kubelet' } }]);
  });
});

describe('addons.show', () => {
  it('reads one instance, by its cluster', async () => {
    const body = fixture('cce.show-addon.vk-available');
    server.answer = () => ({ body });
    expect(await addons().show(UID, CLUSTER, never())).toEqual({
      uid: UID,
      name: 'virtual-kubelet',
      templateName: 'virtual-kubelet',
      version: '1.5.82',
      status: 'available',
      reason: '',
      message: '',
      values: (body.spec as { values: object }).values,
    });
    expect(server.received).toMatchObject([{ method: 'GET', path: `/api/v3/addons/${UID}`, query: { cluster_id: CLUSTER }, refused: '' }]);
    expect(server.received[0]?.headers['x-project-id']).toBe(PROJECT);
  });

  it('does not find one that is gone', async () => {
    server.answer = () => ({ status: 404, body: { errorCode: 'CCE.01404001', message: 'addon not found' } });
    await expect(addons().show(UID, CLUSTER, never())).rejects.toMatchObject({
      code: 'not_found',
      facts: { service: 'CCE', operation: 'ShowAddonInstance' },
    });
  });

  it.each(['', '../addontemplates', 'a?b'])('is not asked for an id like "%s"', async (uid) => {
    await expect(addons().show(uid, CLUSTER, never())).rejects.toMatchObject({ code: 'bad_request' });
    expect(server.received).toEqual([]);
  });
});

const WRITES = [
  ['create', 'POST', '/api/v3/addons', 'CreateAddonInstance', 'cce:addonInstance:create'],
  ['update', 'PUT', `/api/v3/addons/${UID}`, 'UpdateAddonInstance', 'cce:addonInstance:update'],
] as const;

describe.each(WRITES)('addons.%s', (name, method, path, operation, action) => {
  const order = name === 'create' ? toInstall : toChange;
  const write = (pace = impatient(), signal = never()): Promise<void> =>
    name === 'create' ? addons(pace).create(order, signal) : addons(pace).update(UID, order, signal);
  const accepted = (): Reply => ({ status: name === 'create' ? 201 : 200, body: fixture(`cce.${name}-addon.response`) });

  it('sends exactly what the reference asks for', async () => {
    server.answer = accepted;
    await write();
    const [request, ...more] = server.received;
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method, path, query: {}, refused: '' });
    expect(request?.headers['x-project-id']).toBe(PROJECT);
    expect(JSON.parse(request?.body ?? '')).toEqual(fixture(`cce.${name}-addon.request`));
    expect(server.calls).toMatchObject([{ service: 'CCE', operation, attempt: 1 }]);
  });

  it('sends values as they are, whatever keys they have', async () => {
    server.answer = accepted;
    const values = JSON.parse('{"basic":{"__proto__":{"x":1},"constructor":[null]},"é":"\u2028","n":1.50}');
    const odd = { ...order, values };
    await (name === 'create' ? addons().create(odd, never()) : addons().update(UID, odd, never()));
    expect(server.received[0]?.refused).toBe('');
    expect(JSON.parse(server.received[0]?.body ?? '').spec.values).toEqual(values);
    expect(server.received[0]?.body).toContain('"__proto__":{"x":1}');
  });

  it.each<[string, Reply, string]>([
    [
      'a refused value',
      { status: 400, body: { errorCode: 'CCE.01400001', message: 'values.basic.project_id is required' } },
      'bad_request',
    ],
    ['a rejected signature', fixture('error.401-cce-authentication') as Reply, 'credentials_rejected'],
    ['a missing permission', fixture('error.403-cce-iam-denied') as Reply, 'permission_denied'],
    [
      'a state that forbids it',
      { status: 403, body: { errorCode: 'CCE.01403003', message: 'cluster status is Hibernation' } },
      'state_forbids',
    ],
    ['something that is not there', fixture('error.404-cce-cluster') as Reply, 'not_found'],
    ['a conflict', fixture('error.409-cce-exists') as Reply, 'conflict'],
    ['a lock', fixture('error.429-cce-locked') as Reply, 'throttled'],
  ])('after %s was not done, or is there unseen, and was sent once', async (_, reply, code) => {
    server.answer = () => reply;
    await expect(write()).rejects.toMatchObject({ code });
    expect(server.received.length).toBe(1);
  });

  it.each<[string, Reply, string]>([
    ['no answer in time', { trouble: 'hang' }, 'upstream_unreachable'],
    ['a reset', { trouble: 'reset' }, 'upstream_unreachable'],
    ['a server error', fixture('error.500-cce-internal') as Reply, 'upstream_failed'],
    ['a web page that says 200', { body: '<html>login</html>' }, 'upstream_unreadable'],
    ['an answer without an id', { body: { kind: 'Addon' } }, 'upstream_unreadable'],
  ])('after %s nobody knows, and it was sent once', async (_, reply, code) => {
    server.answer = () => reply;
    const pace = impatient(reply.trouble === 'hang' ? { requestTimeoutMs: 50 } : {});
    await expect(write(pace)).rejects.toMatchObject({ code });
    expect(server.received.length).toBe(1);
    expect(pace.slept).toEqual([]);
  });

  it('names the missing action when the answer does not', async () => {
    server.answer = () => ({ status: 403, body: { errorCode: 'CCE.01403001', errorMessage: 'Forbidden.' } });
    await expect(write()).rejects.toMatchObject({ code: 'permission_denied', facts: { operation, action } });
  });

  it('is not sent when it was given up before', async () => {
    const reason = new Error('lease lost');
    await expect(write(impatient(), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.received).toEqual([]);
  });
});
