import { describe, expect, it } from 'vitest';
import type { SetupState } from '../../src/actions/setup/plan.ts';
import { setup } from '../../src/actions/setup.ts';
import type { Code, Finding } from '../../src/core/finding.ts';
import { type Blocked, hasWork, isBlocked, type Plan, type Step } from '../../src/core/plan.ts';
import type { AddonVersion } from '../../src/ports/cloud.ts';
import { fixture } from '../clients/huawei/signed-server.ts';
import * as w from './precheck/world.ts';

const RUN = 'run_0123456789';
const OBS = { obs_endpoint_service_name: w.OBS_NAME };
const SECOND = { id: '0aaaaaaa-0000-4000-8000-000000000001', neutron: '0aaaaaaa-0000-4000-8000-000000000002' };

const version = (name: string, more: Partial<AddonVersion['supports'][number]> = {}): AddonVersion => ({
  version: name,
  stable: true,
  supports: [{ clusterType: 'VirtualMachine', categories: ['CCE', 'Turbo'], clusterVersions: ['v1.(29|30|31).*'], ...more }],
});
const OFFERED = ['1.5.82', '1.5.75', '1.5.37', '1.5.1'].map((each) => version(each));
const values = (name: 'create' | 'update'): Record<string, Record<string, unknown>> =>
  structuredClone((fixture(`cce.${name}-addon.request`).spec as { values: Record<string, Record<string, unknown>> }).values);
/** An add-on as the bot configures it. */
const right = (more: Parameters<typeof w.addon>[0] = {}) => w.addon({ values: values('update'), ...more });
const swapped = () => {
  const all = values('update');
  Object.assign(all.basic ?? {}, { network_id: w.PODS.id });
  Object.assign(all.custom ?? {}, { subnet_id: w.PODS.id, subnets: [{ subnetID: w.PODS.id }] });
  return all;
};

type Given = Readonly<Record<string, string>>;
type Change = Partial<w.World>;
const world = (change: Change = {}): w.World => w.ready({ addons: [right()], versions: OFFERED, ...change });
const nothing: Change = { addons: [], endpoints: [] };

async function planned(at: w.World, given: Given = {}, applying = false): Promise<{ plan: Plan | Blocked; state: SetupState }> {
  const params = setup.params.parse(given);
  const context = w.contextOf(at);
  const state = await setup.read(params, context);
  return { plan: setup.plan(params, state, { ...context, applying }), state };
}
const planOf = async (change: Change, given: Given = {}, applying = false): Promise<Plan> => {
  const { plan } = await planned(world(change), given, applying);
  if (isBlocked(plan)) throw new Error(JSON.stringify(plan));
  return plan;
};
const blockedOf = async (change: Change, given: Given = {}, applying = false): Promise<Blocked> => {
  const { plan } = await planned(world(change), given, applying);
  if (!isBlocked(plan)) throw new Error(JSON.stringify(plan));
  return plan;
};
const codes = (findings: readonly Finding[]): Code[] => findings.map(({ code }) => code);
const verbs = ({ steps }: Plan): Record<string, string> => Object.fromEntries(steps.map(({ id, verb }) => [id, verb]));
const addonStep = ({ steps }: Plan): Step => {
  const step = steps.find(({ id }) => id === 'addon');
  if (!step) throw new Error('the plan has a step for the add-on');
  return step;
};
const shown = (step: Step) => step.changes.map(({ field, before, after }) => [field, before, after]);

const READY = { swr: 'unchanged', 'swr-api': 'unchanged', obs: 'unchanged' };
const NONE = { swr: 'create', 'swr-api': 'create', obs: 'create' };

describe('a plan', () => {
  it.each<[string, { change: Change; given?: Given; steps: Record<string, string>; warnings?: Code[] }]>([
    ['nothing to do', { change: {}, steps: { ...READY, addon: 'unchanged' } }],
    ['an add-on that is available', { change: { addons: [right({ status: 'available' })] }, steps: { ...READY, addon: 'unchanged' } }],
    ['from nothing', { change: nothing, given: OBS, steps: { ...NONE, addon: 'create' } }],
    ['the add-on alone missing', { change: { addons: [] }, steps: { ...READY, addon: 'create' } }],
    ['one that was uninstalled', { change: { addons: [right({ status: 'deleteSuccess' })] }, steps: { ...READY, addon: 'create' } }],
    ['the endpoints alone missing', { change: { endpoints: [] }, given: OBS, steps: { ...NONE, addon: 'unchanged' } }],
    [
      'an endpoint that is coming',
      {
        change: { endpoints: [w.swr({ status: 'creating' }), w.swrApi(), w.obs()], addons: [] },
        steps: { ...READY, addon: 'create' },
        warnings: ['endpoint_not_ready'],
      },
    ],
    [
      'swapped subnets',
      {
        change: { addons: [right({ values: swapped(), status: 'abnormal' })] },
        steps: { ...READY, addon: 'update' },
        warnings: ['addon_repair'],
      },
    ],
    [
      'swapped subnets, upgrade failed',
      {
        change: { addons: [right({ values: swapped(), status: 'upgradeFailed' })] },
        steps: { ...READY, addon: 'update' },
        warnings: ['addon_repair'],
      },
    ],
    [
      'no project id, and it works for now',
      {
        change: { addons: [w.addon({ values: w.values({ project_id: '' }) })] },
        steps: { ...READY, addon: 'update' },
        warnings: ['addon_repair'],
      },
    ],
    [
      'a later version that is asked for',
      { change: { addons: [right({ version: '1.5.37' })] }, given: { addon_version: '1.5.75' }, steps: { ...READY, addon: 'update' } },
    ],
    [
      'an add-on from before CCI 2.0',
      { change: { addons: [right({ version: '1.3.57' })] }, steps: { ...READY, addon: 'update' }, warnings: ['addon_from_cci1'] },
    ],
    [
      'an older add-on that knows CCI 2.0',
      { change: { addons: [right({ version: '1.5.2' })], versions: [] }, steps: { ...READY, addon: 'unchanged' } },
    ],
    [
      'only another version offered',
      {
        change: { addons: [], versions: [version('1.5.9'), version('1.5.75')] },
        steps: { ...READY, addon: 'create' },
        warnings: ['addon_version_untried'],
      },
    ],
    [
      'little room on the nodes',
      { change: { addons: [], nodes: [w.node('node-1')] }, steps: { ...READY, addon: 'create' }, warnings: ['low_headroom'] },
    ],
    [
      'Arm nodes, and a version for them',
      { change: { addons: [], nodes: [w.node('a', { architecture: 'arm64' }), w.node('b')] }, steps: { ...READY, addon: 'create' } },
    ],
    [
      'Arm nodes, and a version that skips them',
      {
        change: { addons: [], versions: [...OFFERED, version('1.5.27')], nodes: [w.node('a', { architecture: 'arm64' }), w.node('b')] },
        given: { addon_version: '1.5.27' },
        steps: { ...READY, addon: 'create' },
        warnings: ['arm_nodes'],
      },
    ],
  ])('for %s', async (_, { change, given, steps, warnings = [] }) => {
    const plan = await planOf(change, given);
    expect(verbs(plan)).toEqual(steps);
    expect(codes(plan.warnings)).toEqual(warnings);
    expect(hasWork(plan)).toBe(Object.values(steps).some((verb) => verb !== 'unchanged'));
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('that installs shows everything that will be sent, the endpoints before the add-on', async () => {
    const plan = await planOf(nothing, OBS);
    expect(plan.steps.map(({ id }) => id)).toEqual(['swr', 'swr-api', 'obs', 'addon']);
    expect(addonStep(plan)).toEqual({
      id: 'addon',
      verb: 'create',
      resource: 'addon virtual-kubelet',
      resourceId: null,
      since: null,
      changes: [
        ['version', '1.5.82'],
        ['basic.network_id', w.PODS.neutron],
        ['custom.subnet_id', w.PODS.neutron],
        ['custom.subnets', [w.PODS.neutron]],
        ['basic.project_id', w.PROJECT],
        ['basic.vpc_id', w.VPC],
        ['basic.cluster_id', w.CLUSTER],
        ['basic.cluster_name', 'turbo-prod'],
        ['flavor.replicas', '1'],
        ['custom.isInstallProxy', false],
        ['custom.enableScheduleProfileLocalSurge', true],
        ['custom.enableLogCollection', false],
      ].map(([field, after]) => ({ field, before: null, after })),
    });
    expect(plan.resolved).toEqual({
      vpcep_subnet_id: w.NODES.id,
      obs_endpoint_service_name: w.OBS_NAME,
      route_table_ids: null,
      cci_subnet_id: w.PODS.neutron,
      addon_version: '1.5.82',
    });
    expect(plan.cost.map(({ step, charged }) => [step, charged])).toEqual([
      ['swr', true],
      ['swr-api', true],
      ['obs', false],
      ['addon', false],
    ]);
  });

  it('that repairs shows each value, old and new, and why', async () => {
    const plan = await planOf({ addons: [right({ values: swapped(), status: 'abnormal', message: 'ready replicas 0/2' })] });
    expect(addonStep(plan)).toMatchObject({ verb: 'update', resourceId: right().uid });
    expect(shown(addonStep(plan))).toEqual([
      ['basic.network_id', w.PODS.id, w.PODS.neutron],
      ['custom.subnet_id', w.PODS.id, w.PODS.neutron],
      ['custom.subnets', [w.PODS.id], [w.PODS.neutron]],
    ]);
    expect(plan.warnings).toMatchObject([
      {
        code: 'addon_repair',
        facts: { faults: [{ field: 'basic.network_id', problem: 'swapped' }, {}, {}], status: 'abnormal', detail: 'ready replicas 0/2' },
      },
    ]);
  });

  it('that upgrades shows the versions, and leaves the values alone', async () => {
    expect(shown(addonStep(await planOf({ addons: [right({ version: '1.3.57' })] })))).toEqual([['version', '1.3.57', '1.5.82']]);
  });

  it('names all pod subnets of the cluster, or the given one alone', async () => {
    const subnets = [...w.ready().subnets, w.subnet(SECOND, 'subnet-pods-2', '192.168.128.0/18')];
    const cluster = w.cluster({ eniSubnetIds: [w.PODS.neutron, SECOND.neutron] });
    const all = await planOf({ addons: [], subnets, cluster });
    expect(addonStep(all).changes).toContainEqual({ field: 'custom.subnets', before: null, after: [w.PODS.neutron, SECOND.neutron] });
    const one = await planOf({ addons: [], subnets, cluster }, { cci_subnet_id: SECOND.neutron.toUpperCase() });
    expect(addonStep(one).changes).toContainEqual({ field: 'custom.subnets', before: null, after: [SECOND.neutron] });
    expect(addonStep(one).changes).toContainEqual({ field: 'basic.network_id', before: null, after: SECOND.neutron });
    expect(one.resolved.cci_subnet_id).toBe(SECOND.neutron);
  });

  it('of a Standard cluster that is allowed goes by the pod subnet that is given', async () => {
    const change = {
      addons: [],
      cluster: w.cluster({ category: 'CCE', networkMode: 'vpc-router', eniSubnetIds: [] }),
      settings: w.settings({ allowStandard: true }),
    };
    const plan = await planOf(change, { cci_subnet_id: w.ENDPOINTS.neutron });
    expect(verbs(plan)).toEqual({ ...READY, addon: 'create' });
    expect(codes(plan.warnings)).toEqual(['standard_cluster']);
    expect(codes((await blockedOf(change)).issues)).toEqual(['cci_subnet_unresolved']);
  });

  it('of a Turbo cluster without pod subnets goes by the one that is given', async () => {
    const change = { addons: [], cluster: w.cluster({ eniSubnetIds: [] }) };
    expect(verbs(await planOf(change, { cci_subnet_id: w.PODS.neutron })).addon).toBe('create');
    expect(codes((await blockedOf(change)).issues)).toEqual(['cci_subnet_unresolved']);
  });

  it('binds a gateway to the route table of the given pod subnet, too', async () => {
    const isolated = { id: '0a11b22c-0000-4000-8000-00000000000b', name: 'rtb', isDefault: false, subnetIds: [w.ENDPOINTS.id] };
    const change = { routeTables: [...w.ready().routeTables, isolated], addons: [] };
    expect(codes((await blockedOf(change, { cci_subnet_id: w.ENDPOINTS.neutron })).issues)).toEqual(['endpoint_broken']);
  });
});

describe('what is in the way', () => {
  it.each<[string, { change: Change; given?: Given; issues: Code[]; warnings?: Code[] }]>([
    [
      'a cluster that is not available',
      {
        change: { ...nothing, cluster: w.cluster({ phase: 'Hibernation' }) },
        issues: ['cluster_not_available'],
        warnings: ['endpoint_missing'],
      },
    ],
    [
      'a tunnel network',
      {
        change: { ...nothing, cluster: w.cluster({ networkMode: 'overlay_l2' }) },
        issues: ['cluster_not_supported'],
        warnings: ['endpoint_missing'],
      },
    ],
    [
      'add-ons that may not be listed',
      { change: { broken: { addons: w.denied('cce:addonInstance:list') } }, issues: ['permission_denied'] },
    ],
    [
      'versions that may not be listed',
      { change: { addons: [], broken: { versions: w.denied('cce:addonTemplate:list') } }, issues: ['permission_denied'] },
    ],
    ['versions that cannot be had', { change: { addons: [], broken: { versions: w.down() } }, issues: ['source_unreadable'] }],
    ['no OBS name', { change: nothing, issues: ['obs_name_required'] }],
    [
      'no OBS name, and a broken endpoint',
      { change: { endpoints: [w.swr({ status: 'failed' })], addons: [] }, issues: ['endpoint_broken', 'obs_name_required'] },
    ],
    ['a wrong OBS name', { change: nothing, given: { obs_endpoint_service_name: 'a.b' }, issues: ['endpoint_service_unknown'] }],
    ['a swapped pod subnet', { change: { addons: [] }, given: { cci_subnet_id: w.PODS.id }, issues: ['subnet_swapped'] }],
    ['a pod subnet that is not there', { change: { addons: [] }, given: { cci_subnet_id: w.CLUSTER }, issues: ['subnet_unknown'] }],
    ['no version at all', { change: { addons: [], versions: [] }, issues: ['addon_version_unavailable'] }],
    [
      'none for this Kubernetes',
      { change: { addons: [], cluster: w.cluster({ version: 'v1.36' }) }, issues: ['addon_version_unavailable'] },
    ],
    ['none with CCI 2.0', { change: { addons: [], versions: [version('1.3.57')] }, issues: ['addon_version_unavailable'] }],
    [
      'a version that is not offered',
      { change: { addons: [] }, given: { addon_version: '1.5.99' }, issues: ['addon_version_unavailable'] },
    ],
    ['a lower version', { change: {}, given: { addon_version: '1.5.75' }, issues: ['addon_downgrade'] }],
    ['values that are no object', { change: { addons: [w.addon({ values: null })] }, issues: ['addon_values_invalid'] }],
    [
      'a group that is no object',
      { change: { addons: [w.addon({ values: { ...values('update'), custom: 'x' } })] }, issues: ['addon_values_invalid'] },
    ],
    ['an add-on that is installing', { change: { addons: [right({ status: 'installing' })] }, issues: ['addon_busy'] }],
    [
      'one that is upgrading, with wrong values',
      { change: { addons: [right({ status: 'upgrading', values: swapped() })] }, issues: ['addon_busy'] },
    ],
    ['one that is being uninstalled', { change: { addons: [right({ status: 'deleting' })] }, issues: ['addon_busy'] }],
    ['one that is abnormal with the right values', { change: { addons: [right({ status: 'abnormal' })] }, issues: ['addon_broken'] }],
    ['one that failed to install', { change: { addons: [right({ status: 'installFailed' })] }, issues: ['addon_broken'] }],
    [
      'one that failed to install, with wrong values',
      { change: { addons: [right({ status: 'installFailed', values: swapped() })] }, issues: ['addon_broken'] },
    ],
    [
      'one that failed to upgrade, with the right values',
      { change: { addons: [right({ status: 'upgradeFailed' })] }, issues: ['addon_broken'] },
    ],
    ['one in a status nobody knows', { change: { addons: [right({ status: 'odd', values: swapped() })] }, issues: ['addon_broken'] }],
    [
      'several things at once',
      {
        change: { endpoints: [w.swr({ status: 'failed' })], addons: [right({ status: 'upgrading' })] },
        given: { addon_version: '1.5.2' },
        issues: ['endpoint_broken', 'obs_name_required', 'addon_downgrade'],
      },
    ],
  ])('%s', async (_, { change, given, issues, warnings = [] }) => {
    const blocked = await blockedOf(change, given);
    expect(codes(blocked.issues)).toEqual(issues);
    expect(codes(blocked.warnings)).toEqual(warnings);
  });

  it('says the reason and the message of a failure, and the right id of a swapped one', async () => {
    const addons = [right({ status: 'installFailed', reason: 'Install failed', message: 'timed out' })];
    expect((await blockedOf({ addons })).issues).toEqual([
      { code: 'addon_broken', facts: { status: 'installFailed', detail: 'Install failed: timed out', mendable: false } },
    ]);
    expect((await blockedOf({ addons: [] }, { cci_subnet_id: w.PODS.id })).issues).toMatchObject([
      { facts: { parameter: 'cci_subnet_id', expected: w.PODS.neutron } },
    ]);
    expect((await blockedOf({ addons: [] }, { addon_version: '1.5.99' })).issues).toMatchObject([
      { facts: { asked: '1.5.99', offered: ['1.5.82', '1.5.75', '1.5.37'] } },
    ]);
  });
});

describe('an approved plan that is made again', () => {
  it('is not blocked by what the apply itself began', async () => {
    for (const status of ['installing', 'upgrading', 'abnormal', 'installFailed'])
      expect(verbs(await planOf({ addons: [right({ status })] }, {}, true))).toEqual({ ...READY, addon: 'unchanged' });
    expect(verbs(await planOf({ addons: [right({ status: 'upgrading', values: swapped() })] }, {}, true)).addon).toBe('update');
  });

  it('has the same parameters before and after', async () => {
    const before = await planOf({ addons: [right({ version: '1.3.57' })] });
    const after = await planOf({ addons: [right({ version: '1.5.82', status: 'upgrading' })] }, {}, true);
    expect(after.resolved).toEqual(before.resolved);
  });
});

describe('a read', () => {
  const reads = async (change: Change, given: Given = {}) => {
    const at = world(change);
    await planned(at, given);
    return at.asked.filter((source) => source !== 'nodes' && source !== 'pods').toSorted();
  };

  it('from nothing asks nine things, each once', async () => {
    const asked = await reads(nothing, OBS);
    expect(asked).toEqual(['addons', 'cluster', 'endpoints', 'routeTables', 'services', 'services', 'services', 'subnets', 'versions']);
  });

  it.each<[string, Change, Given, boolean]>([
    ['nothing is installed', { addons: [] }, {}, true],
    ['the installed one stays', {}, {}, false],
    ['the installed one is asked for', {}, { addon_version: '1.5.82' }, false],
    ['a lower one is asked for', {}, { addon_version: '1.5.2' }, false],
    ['a later one is asked for', {}, { addon_version: '1.5.83' }, true],
    ['the installed one is too old', { addons: [right({ version: '1.3.57' })] }, {}, true],
    ['the add-ons cannot be read', { broken: { addons: w.down() } }, {}, false],
  ])('asks which versions there are only where it matters: %s', async (_, change, given, does) => {
    expect((await reads(change, given)).includes('versions')).toBe(does);
  });

  it('writes nothing, and reports the precheck', async () => {
    const at = world({ addons: [right({ values: swapped() })] });
    const { state } = await planned(at);
    expect([at.created, at.ordered]).toEqual([[], []]);
    expect(setup.report(state)).toEqual({ success: false, precheck: state.precheck });
  });
});

describe('what is leased', () => {
  it('is the VPC only where endpoints are made', async () => {
    const cluster = `cn-north-4/${w.PROJECT}/cluster/${w.CLUSTER}`;
    const vpc = `cn-north-4/${w.PROJECT}/vpc/${w.VPC}`;
    const of = async (change: Change, given: Given = {}) => setup.writes((await planned(world(change), given)).state, w.contextOf(world()));
    expect(await of(nothing, OBS)).toEqual({ leases: [cluster, vpc], resources: [`${cluster}/addon`, `${vpc}/endpoints`] });
    expect(await of({ addons: [] })).toEqual({ leases: [cluster], resources: [`${cluster}/addon`] });
    expect(await of({ broken: { cluster: w.down() } })).toEqual({ leases: [cluster], resources: [`${cluster}/addon`] });
  });
});

describe('what is written', () => {
  const write = async (change: Change, at: w.World, given: Given = {}): Promise<void> => {
    await setup.write(addonStep(await planOf(change, given)), w.contextOf(at), RUN);
  };

  it('to install is what the reference installs, in one call', async () => {
    const at = world({ addons: [] });
    await write({ addons: [] }, at);
    const { spec } = fixture('cce.create-addon.request') as { spec: { values: object } };
    expect(at.ordered).toEqual([
      { uid: null, clusterId: w.CLUSTER, templateName: 'virtual-kubelet', version: '1.5.82', values: spec.values },
    ]);
    expect(at.asked).toEqual(['install']);
  });

  it('to change is what is there by then, with the approved values in it', async () => {
    const change = { addons: [right({ values: swapped() })] };
    const fresh = swapped();
    const at = world({ addons: [right({ version: '1.5.90', values: { ...fresh, flavor: { replicas: '5' }, other: 1 } })] });
    await write(change, at);
    expect(at.ordered).toEqual([
      {
        uid: right().uid,
        clusterId: w.CLUSTER,
        templateName: 'virtual-kubelet',
        version: '1.5.90',
        values: { ...values('update'), flavor: { replicas: '5' }, other: 1 },
      },
    ]);
    expect(at.asked).toEqual(['addon', 'change']);
  });

  it('upgrades where that was approved', async () => {
    const at = world({ addons: [right({ version: '1.3.57' })] });
    await write({ addons: [right({ version: '1.3.57' })] }, at);
    expect(at.ordered).toMatchObject([{ version: '1.5.82', values: values('update') }]);
  });

  it('goes on where a part of it is so already', async () => {
    const half = swapped();
    Object.assign(half.basic ?? {}, { network_id: w.PODS.neutron });
    const at = world({ addons: [right({ values: half })] });
    await write({ addons: [right({ values: swapped() })] }, at);
    expect(at.ordered).toMatchObject([{ values: values('update') }]);
  });

  it.each<[string, Change, Code]>([
    ['is changing by itself', { addons: [right({ values: swapped(), status: 'upgrading' })] }, 'addon_busy'],
    ['failed meanwhile', { addons: [right({ values: swapped(), status: 'rollbackFailed' })] }, 'addon_broken'],
    ['is gone', { addons: [] }, 'plan_changed'],
    [
      'was changed to something else',
      { addons: [right({ values: { ...swapped(), custom: { ...values('update').custom, subnet_id: w.ENDPOINTS.neutron } } })] },
      'plan_changed',
    ],
    ['lost its values', { addons: [w.addon({ values: null })] }, 'addon_values_invalid'],
    ['may not be read', { broken: { addon: w.denied('cce:addonInstance:get') } }, 'permission_denied'],
  ])('is nothing when the add-on %s', async (_, change, code) => {
    const at = world(change);
    await expect(write({ addons: [right({ values: swapped() })] }, at)).rejects.toMatchObject({ code });
    expect(at.ordered).toEqual([]);
  });

  it('names what moved', async () => {
    const at = world({ addons: [right({ version: '1.5.90' })] });
    await expect(write({ addons: [right({ version: '1.3.57' })] }, at)).rejects.toMatchObject({
      facts: { differences: [{ kind: 'changed', resource: 'addon virtual-kubelet', field: 'version', was: '1.3.57', now: '1.5.90' }] },
    });
  });

  it('does not wait for a look that takes too long for the lease', async () => {
    const at = world({ addons: [right({ values: swapped() })], latencyMs: 2_500 });
    await expect(write({ addons: [right({ values: swapped() })] }, at)).rejects.toMatchObject({ code: 'timeout', retryable: true });
    expect(at.ordered).toEqual([]);
  });

  it('never comes from a step of another plan, or of another cluster', async () => {
    const at = world();
    const strange: Step = { id: 'addon', verb: 'create', resource: 'x', changes: [], resourceId: null, since: null };
    await expect(setup.write(strange, w.contextOf(at), RUN)).rejects.toThrow(/has no field/);
    const plan = await planOf({ addons: [] });
    const context = w.contextOf(at);
    await expect(setup.write(addonStep(plan), { ...context, target: { ...context.target, clusterId: 'x' } }, RUN)).rejects.toThrow(
      'of another cluster',
    );
    expect(at.ordered).toEqual([]);
  });

  it('of an endpoint is what vpcep writes', async () => {
    const at = world(nothing);
    const [swr] = (await planOf(nothing, OBS)).steps;
    if (!swr) throw new Error('the plan has a step for swr');
    await setup.write(swr, w.contextOf(at), RUN);
    expect(at.created).toMatchObject([{ serviceId: w.services()[0]?.id, description: `bursting ${RUN}` }]);
  });
});

describe('what follows', () => {
  it('is verify, by itself', () => {
    expect(setup.next?.({}, { resolved: {}, steps: [], cost: [], warnings: [] })).toEqual([
      { command: 'verify', params: { wait: '5m' }, how: 'itself' },
    ]);
  });
});

describe('parameters', () => {
  it.each([
    [{ addon_version: 'v1.5.82' }, { addon_version: '1.5.82' }],
    [{ addon_version: ' 1.5.2 ' }, { addon_version: '1.5.2' }],
    [{ cci_subnet_id: w.PODS.neutron.toUpperCase() }, { cci_subnet_id: w.PODS.neutron }],
    [OBS, OBS],
  ])('%j is taken', (given, expected) => {
    expect(setup.params.parse(given)).toEqual(expected);
  });

  it.each([
    { addon_version: '1.5.1' },
    { addon_version: 'latest' },
    { addon_version: '1.5' },
    { addon_version: '1.5.82-r1' },
    { addon_version: '' },
    { cci_subnet_id: 'pods' },
  ])('%j is refused, with what is accepted', (given) => {
    const parsed = setup.params.safeParse(given);
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([expect.stringMatching(/1\.5\.2 or later|IPv4 subnet id/)]);
  });
});
