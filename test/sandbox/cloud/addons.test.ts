import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxCloud, startSandboxCloud } from '../../../sandbox/cloud/start.ts';
import { settleAddons } from '../../../sandbox/cluster/addon-controller.ts';
import { machineNode, pod } from '../../../sandbox/cluster/objects.ts';
import type { KubernetesObject, Objects } from '../../../sandbox/cluster/state.ts';
import { ready } from '../../../sandbox/scenarios/ready.ts';
import { removeAddon, type Site, siteOf } from '../../../sandbox/site.ts';
import { OTHER_PROJECT_ID } from '../../../sandbox/story.ts';
import type { AddonOutcome, AddonState } from '../../../sandbox/world.ts';
import { fixture } from '../../clients/huawei/signed-server.ts';
import { signedFetch, signedJson } from './signed-fetch.ts';

let sandbox: SandboxCloud;
let site: Site;
let bursting: AddonState;
beforeEach(async () => {
  sandbox = await startSandboxCloud(ready);
  site = siteOf(sandbox.world, 'prod');
  bursting = structuredClone(site.addon);
  sandbox.world.settleMs = 0;
});
afterEach(() => sandbox.close());

const ADDONS = '/api/v3/addons';
const PREFIX = 'bursting-cceaddon-virtual-kubelet';

interface Wire {
  readonly metadata: { readonly uid: string };
  readonly spec: { readonly version: string; readonly values: unknown };
  readonly status: { readonly status: string; readonly Reason: string; readonly message: string };
}

/** The reference's request, for the cluster of the story; `change` breaks it. */
function bodyOf(name: 'create' | 'update', change: (body: Body) => void = () => {}): Body {
  const body = fixture(`cce.${name}-addon.request`) as unknown as Body;
  body.spec.clusterID = site.cluster.id;
  body.spec.values = structuredClone(bursting.values) as Body['spec']['values'];
  change(body);
  return body;
}
interface Body {
  kind: string;
  apiVersion: string;
  metadata: { annotations: Record<string, string> };
  spec: { clusterID: string; version: string; addonTemplateName: string; values: Record<string, Record<string, unknown>> };
}
const install = (change?: (body: Body) => void): Promise<Wire> =>
  signedJson(sandbox.env, ADDONS, { method: 'POST', body: bodyOf('create', change) });
const update = (uid: string, change?: (body: Body) => void): Promise<Wire> =>
  signedJson(sandbox.env, `${ADDONS}/${uid}`, { method: 'PUT', body: bodyOf('update', change) });
const show = (uid: string): Promise<Wire> => signedJson(sandbox.env, `${ADDONS}/${uid}?cluster_id=${site.cluster.id}`);
const refusal = async (
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
  projectId?: string,
): Promise<readonly [number, string, string]> => {
  const response = await signedFetch(sandbox.env, path, { method, body, ...(projectId ? { projectId } : {}) });
  const said = (await response.json()) as { errorCode: string; message: string };
  return [response.status, said.errorCode, said.message];
};
const outcome = (ends: AddonOutcome, lagMs?: number): void => {
  const [template] = sandbox.world.addonTemplates;
  if (template) Object.assign(template, { outcome: ends, ...(lagMs === undefined ? {} : { lagMs }) });
};
const objects = (list: Objects): KubernetesObject[] => Array.from({ length: list.length }, (_, i) => list.at(i) as KubernetesObject);
const ours = (list: Objects): KubernetesObject[] => objects(list).filter(({ metadata }) => metadata.name.startsWith(PREFIX));
const phases = (): string[] => ours(site.cluster.kubernetes.pods).map(({ status }) => (status as { phase: string }).phase);
const virtualNode = () =>
  objects(site.cluster.kubernetes.nodes)
    .filter(({ metadata }) => metadata.name === 'bursting-node')
    .map(({ status }) => (status as { conditions: { status: string; message: string }[] }).conditions[0])[0];

describe('an installation', () => {
  beforeEach(() => removeAddon(site.cluster));

  test('is installing, then running: its pods run, and the virtual node is Ready', async () => {
    sandbox.world.settleMs = 60_000;
    const made = await install();
    expect(made.status).toMatchObject({ status: 'installing', Reason: '', message: '' });
    expect(made.spec.values).toEqual(bursting.values);
    expect((await show(made.metadata.uid)).status.status).toBe('installing');
    expect(phases()).toEqual(Array(6).fill('Pending'));
    expect(virtualNode()).toBeUndefined();

    settleAddons(sandbox.world, Date.now() + 60_001);
    expect((await show(made.metadata.uid)).status.status).toBe('running');
    expect(phases()).toEqual(Array(6).fill('Running'));
    expect(ours(site.cluster.kubernetes.deployments).map(({ status }) => (status as { readyReplicas: number }).readyReplicas)).toEqual([
      2, 2, 2,
    ]);
    expect(ours(site.cluster.kubernetes.replicasets).length).toBe(3);
    expect(virtualNode()).toMatchObject({ status: 'True' });
    expect(sandbox.violations).toEqual([]);
  });

  test.each<[string, (values: Body['spec']['values'], site: Site) => void, RegExp]>([
    ['the VPC subnet id', ({ basic }, { podSubnet }) => Object.assign(basic ?? {}, { network_id: podSubnet.id }), /^subnet .* not found$/],
    [
      'a further subnet of another VPC',
      ({ custom }) => Object.assign(custom ?? {}, { subnets: [{ subnetID: 'x' }] }),
      /^subnet x not found$/,
    ],
    ['another project', ({ basic }) => Object.assign(basic ?? {}, { project_id: OTHER_PROJECT_ID }), /^project_id ".*" is invalid$/],
    ['another VPC', ({ basic }) => Object.assign(basic ?? {}, { vpc_id: 'x' }), /^vpc x not found$/],
  ])('with %s is taken, and never gets its virtual node Ready', async (_, change, message) => {
    const { metadata } = await install(({ spec }) => change(spec.values, site));
    expect((await show(metadata.uid)).status).toEqual(
      expect.objectContaining({
        status: 'abnormal',
        message: expect.stringMatching(/virtual-kubelet-virtual-kubelet is not ready, ready replicas 0\/2$/),
      }),
    );
    expect(virtualNode()).toMatchObject({ status: 'False', message: expect.stringMatching(message) });
    expect(
      Object.values(site.cluster.kubernetes.logs)
        .flatMap(({ current }) => current)
        .join('\n'),
    ).toMatch(/not found|project_id is missing/);
  });

  test('without room on the nodes waits, says so, and goes on as soon as there is some', async () => {
    const { kubernetes } = site.cluster;
    site.cluster.kubernetes = {
      ...kubernetes,
      pods: ['192.168.0.41', '192.168.0.87'].map((nodeName) =>
        pod({ namespace: 'shop', name: `full-${nodeName}`, nodeName, cpu: '7900m', memory: '1Gi' }),
      ),
    };
    const { metadata } = await install();
    expect((await show(metadata.uid)).status).toMatchObject({ status: 'abnormal', message: expect.stringContaining('ready replicas 0/2') });
    await show(metadata.uid);
    expect(objects(site.cluster.kubernetes.events).map(({ reason }) => reason)).toEqual(Array(6).fill('FailedScheduling'));
    expect(phases()).toEqual(Array(6).fill('Pending'));
    expect(virtualNode()).toBeUndefined();

    site.cluster.kubernetes.nodes = [...objects(site.cluster.kubernetes.nodes), machineNode({ name: '192.168.0.99' })];
    expect((await show(metadata.uid)).status).toMatchObject({ status: 'running', message: '' });
    expect(virtualNode()).toMatchObject({ status: 'True' });
  });

  test.each<[AddonOutcome, string, string]>([
    [{ kind: 'available' }, 'available', ''],
    [{ kind: 'stuck' }, 'installing', ''],
    [{ kind: 'failed', reason: 'Install failed', message: 'timed out' }, 'installFailed', 'timed out'],
    [{ kind: 'abnormal', message: 'not ready', forMs: null }, 'abnormal', 'not ready'],
    [{ kind: 'abnormal', message: 'not ready', forMs: 0 }, 'running', ''],
  ])('can end otherwise: %j', async (ends, status, message) => {
    outcome(ends);
    const { metadata } = await install();
    expect((await show(metadata.uid)).status).toMatchObject({ status, message });
  });

  test('is refused a second time, whatever became of the first', async () => {
    outcome({ kind: 'failed', reason: 'Install failed', message: 'timed out' });
    const { metadata } = await install();
    await show(metadata.uid);
    expect(await refusal('POST', ADDONS, bodyOf('create'))).toEqual([409, 'CCE.01409001', 'addon virtual-kubelet already exists']);
  });
});

describe('a change', () => {
  test('replaces the values whole, is upgrading, then running again', async () => {
    sandbox.world.settleMs = 60_000;
    const changed = await update(bursting.uid, ({ spec }) => Object.assign(spec.values.custom ?? {}, { more: 1 }));
    expect(changed.status.status).toBe('upgrading');
    expect(site.addon.values).toEqual({ ...bursting.values, custom: { ...(bursting.values.custom as object), more: 1 } });
    settleAddons(sandbox.world, Date.now() + 60_001);
    expect((await show(bursting.uid)).status.status).toBe('running');
    expect(virtualNode()).toMatchObject({ status: 'True' });
  });

  test('may show the old status for a moment', async () => {
    site.addon.status = 'abnormal';
    outcome({ kind: 'running' }, 60_000);
    const changed = await update(bursting.uid);
    expect(changed.status.status).toBe('abnormal');
    settleAddons(sandbox.world, Date.now() + 60_001);
    expect((await show(bursting.uid)).status.status).toBe('running');
  });

  test('that fails says so', async () => {
    outcome({ kind: 'failed', reason: 'Upgrade failed', message: 'timed out' });
    await update(bursting.uid);
    expect((await show(bursting.uid)).status).toMatchObject({ status: 'upgradeFailed', Reason: 'Upgrade failed', message: 'timed out' });
  });

  test.each(['installing', 'upgrading', 'rollbacking', 'deleting'])('is refused while it is %s', async (status) => {
    site.addon.status = status;
    expect(await refusal('PUT', `${ADDONS}/${bursting.uid}`, bodyOf('update'))).toEqual([409, 'CCE.01409002', `addon is ${status}`]);
  });

  test('of an instance that is not there is refused', async () => {
    expect(await refusal('PUT', `${ADDONS}/x`, bodyOf('update'))).toEqual([404, 'CCE.01404001', 'addon not found']);
  });
});

describe.each([
  ['create', 'POST', ADDONS],
  ['update', 'PUT', null],
] as const)('the body of %s', (name, method, path) => {
  test.each<[string, (body: Body) => void, number, RegExp]>([
    ['another kind', (body) => Object.assign(body, { kind: 'addon' }), 400, /^kind /],
    ['another version of the API', (body) => Object.assign(body, { apiVersion: 'v1' }), 400, /^apiVersion /],
    ['no annotation', (body) => Object.assign(body.metadata, { annotations: {} }), 400, /annotations/],
    [
      'the annotation of the other',
      (body) =>
        Object.assign(body.metadata, {
          annotations: { [name === 'create' ? 'addon.upgrade/type' : 'addon.install/type']: name === 'create' ? 'upgrade' : 'install' },
        }),
      400,
      /annotations/,
    ],
    ['no metadata', (body) => Object.assign(body, { metadata: null }), 400, /annotations/],
    ['another cluster', (body) => Object.assign(body.spec, { clusterID: 'x' }), 404, /cluster not found/],
    ['another template', (body) => Object.assign(body.spec, { addonTemplateName: 'x' }), 400, /template not found/],
    ['a version that is not listed', (body) => Object.assign(body.spec, { version: '1.5.99' }), 400, /version 1\.5\.99 is not supported/],
    ['no values', (body) => Object.assign(body.spec, { values: undefined }), 400, /values must be an object/],
    ['values that are no object', (body) => Object.assign(body.spec, { values: ['basic'] }), 400, /values must be an object/],
    ['a missing group', (body) => Object.assign(body.spec.values, { flavor: undefined }), 400, /values\.flavor is required/],
    [
      'a missing value',
      (body) => Object.assign(body.spec.values.basic ?? {}, { project_id: '' }),
      400,
      /values\.basic\.project_id is required/,
    ],
    [
      'a number for a text',
      (body) => Object.assign(body.spec.values.flavor ?? {}, { replicas: 2 }),
      400,
      /values\.flavor\.replicas is required/,
    ],
    [
      'subnets that are none',
      (body) => Object.assign(body.spec.values.custom ?? {}, { subnets: ['x'] }),
      400,
      /values\.custom\.subnets is invalid/,
    ],
  ])('with %s is refused', async (_, change, status, says) => {
    if (name === 'create') removeAddon(site.cluster);
    const before = structuredClone(site.cluster.addons);
    const answer = await refusal(method, path ?? `${ADDONS}/${bursting.uid}`, bodyOf(name, change));
    expect(answer).toEqual([status, expect.any(String), expect.stringMatching(says)]);
    expect(site.cluster.addons).toEqual(before);
  });

  test('is for clusters of the project, and for those that are available', async () => {
    const at = path ?? `${ADDONS}/${bursting.uid}`;
    expect((await refusal(method, at, bodyOf(name), OTHER_PROJECT_ID))[0]).toBe(404);
    site.cluster.phase = 'Hibernation';
    expect((await refusal(method, at, bodyOf(name)))[0]).toBe(403);
  });
});
