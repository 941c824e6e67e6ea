import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PrecheckResult } from '../../src/actions/precheck/result.ts';
import { precheck } from '../../src/actions/precheck.ts';
import { BotError } from '../../src/core/errors.ts';
import * as w from './precheck/world.ts';

const BY_BOT = 'bursting run_0123456789';
const FOREIGN = 'ffffffff-0000-4000-8000-000000000000';

const run = (world: w.World, params: Record<string, string> = {}): Promise<PrecheckResult> =>
  precheck.read(precheck.params.parse(params), w.contextOf(world));

const codes = ({ issues, warnings }: PrecheckResult) => ({
  issues: issues.map(({ code }) => code),
  warnings: warnings.map(({ code }) => code),
});
const clean = { issues: [], warnings: [] };
const issue = (...issues: string[]) => ({ issues, warnings: [] });
const warn = (...warnings: string[]) => ({ issues: [], warnings });

const small = { cpu: '1930m', memory: '2870Mi', pods: '110' };
const faults = (result: PrecheckResult) => result.issues.flatMap(({ facts }) => ('field' in facts ? [facts] : []));

interface Situation {
  readonly world: Partial<w.World>;
  readonly params?: Record<string, string>;
  readonly expected: { issues: string[]; warnings: string[] };
}

const overlay = w.cluster({ category: 'CCE', networkMode: 'overlay_l2', eniSubnetIds: [] });
const standard = w.cluster({ category: 'CCE', networkMode: 'vpc-router', eniSubnetIds: [] });
const wide = { id: '11111111-0000-4000-8000-000000000001', neutron: '11111111-0000-4000-8000-000000000002' };
const secondPods = w.cluster({ eniSubnetIds: [w.PODS.neutron, wide.neutron] });
const base = w.ready();

const situations: Record<string, Situation> = {
  'a Turbo cluster with everything in place': { world: {}, expected: clean },
  'nothing installed yet': { world: { addons: [] }, expected: clean },

  'a tunnel network': { world: { cluster: overlay }, expected: issue('cluster_not_supported') },
  'a Standard cluster': { world: { cluster: standard }, expected: issue('cluster_not_supported') },
  'a Standard cluster that the configuration allows': {
    world: { cluster: standard, settings: w.settings({ allowStandard: true }) },
    expected: warn('standard_cluster'),
  },
  'an allowed Standard cluster before setup': {
    world: { cluster: standard, addons: [], settings: w.settings({ allowStandard: true }) },
    expected: warn('standard_cluster'),
  },
  'a tunnel network, whatever the configuration allows': {
    world: { cluster: overlay, settings: w.settings({ allowStandard: true }) },
    expected: issue('cluster_not_supported'),
  },
  'a hibernated cluster': { world: { cluster: w.cluster({ phase: 'Hibernation' }) }, expected: issue('cluster_not_available') },
  'a cluster without a VPC': { world: { cluster: w.cluster({ vpcId: null }) }, expected: issue('vpc_unresolved') },
  'a Turbo cluster without pod subnets': {
    world: { cluster: w.cluster({ eniSubnetIds: [] }) },
    expected: issue('cci_subnet_unresolved'),
  },
  'no subnet for endpoints at all': { world: { cluster: w.cluster({ hostSubnetId: null }) }, expected: issue('subnet_unknown') },

  'the endpoint subnet given by its right id': { world: {}, params: { vpcep_subnet_id: w.ENDPOINTS.id }, expected: clean },
  'the endpoint subnet given in capitals': { world: {}, params: { vpcep_subnet_id: w.ENDPOINTS.id.toUpperCase() }, expected: clean },
  'the endpoint subnet given by its IPv4 id': {
    world: {},
    params: { vpcep_subnet_id: w.ENDPOINTS.neutron },
    expected: issue('subnet_swapped'),
  },
  'the endpoint subnet configured by its IPv4 id': {
    world: { settings: w.settings({ vpcepSubnetId: w.ENDPOINTS.neutron }) },
    expected: issue('subnet_swapped'),
  },
  'a parameter that overrules a wrong configuration': {
    world: { settings: w.settings({ vpcepSubnetId: w.ENDPOINTS.neutron }) },
    params: { vpcep_subnet_id: w.NODES.id },
    expected: clean,
  },
  'an endpoint subnet of another VPC': { world: {}, params: { vpcep_subnet_id: FOREIGN }, expected: issue('subnet_unknown') },
  'a pod subnet that the VPC does not have': {
    world: { cluster: w.cluster({ eniSubnetIds: [FOREIGN] }) },
    expected: issue('subnet_unknown'),
  },

  'a node subnet inside the Service range of CCI': {
    world: { subnets: [w.subnet(w.NODES, 'nodes', '10.247.128.0/24'), ...base.subnets.slice(1)] },
    expected: issue('cidr_overlap'),
  },
  'a second pod subnet around the Service range of CCI': {
    world: { cluster: secondPods, subnets: [...base.subnets, w.subnet(wide, 'pods-2', '10.0.0.0/8')] },
    expected: issue('cidr_overlap'),
  },
  'an unused subnet inside the Service range of CCI': {
    world: { subnets: [...base.subnets, w.subnet(wide, 'unused', '10.247.0.0/16')] },
    expected: clean,
  },
  'subnets right beside the Service range of CCI': {
    world: { cluster: secondPods, subnets: [...base.subnets, w.subnet(wide, 'pods-2', '10.246.0.0/16')] },
    expected: clean,
  },
  'few addresses in the second pod subnet': {
    world: { cluster: secondPods, subnets: [...base.subnets, w.subnet(wide, 'pods-2', '10.1.0.0/24', { availableAddresses: 31 })] },
    expected: warn('few_addresses'),
  },
  'just enough addresses in the second pod subnet': {
    world: { cluster: secondPods, subnets: [...base.subnets, w.subnet(wide, 'pods-2', '10.1.0.0/24', { availableAddresses: 32 })] },
    expected: clean,
  },
  'a region that does not say how many addresses are free': {
    world: { subnets: base.subnets.map((subnet) => ({ ...subnet, availableAddresses: null })) },
    expected: clean,
  },
  'one address for two endpoints to be made': {
    world: {
      endpoints: [w.obs()],
      subnets: [w.subnet(w.NODES, 'nodes', '192.168.0.0/22', { availableAddresses: 1 }), ...base.subnets.slice(1)],
    },
    expected: warn('few_addresses', 'endpoint_missing', 'endpoint_missing'),
  },

  'an add-on that is available': { world: { addons: [w.addon({ status: 'available' })] }, expected: clean },
  'an add-on that is being installed': { world: { addons: [w.addon({ status: 'installing' })] }, expected: warn('addon_busy') },
  'an add-on that is abnormal': { world: { addons: [w.addon({ status: 'abnormal', message: '0/2' })] }, expected: warn('addon_unhealthy') },
  'an add-on in a status nobody knows': { world: { addons: [w.addon({ status: 'pausing' })] }, expected: warn('addon_unhealthy') },
  'an add-on that was just deleted': { world: { addons: [w.addon({ status: 'deleteSuccess', values: null })] }, expected: clean },
  'add-on values that are no object': { world: { addons: [w.addon({ values: null })] }, expected: issue('addon_misconfigured') },
  'an add-on without a project id': {
    world: { addons: [w.addon({ values: w.values({ project_id: '  ' }) })] },
    expected: issue('addon_misconfigured'),
  },
  'an add-on with the project id in its other spelling': {
    world: { addons: [w.addon({ values: w.values({ project_id: undefined, projectID: w.PROJECT }) })] },
    expected: clean,
  },
  'an add-on with the project id of another region': {
    world: { addons: [w.addon({ values: w.values({ project_id: 'ffff2d3c4b5a69788796a5b4c3d2e1f0' }) })] },
    expected: issue('addon_misconfigured'),
  },

  'no endpoints': { world: { endpoints: [] }, expected: warn('endpoint_missing', 'endpoint_missing', 'endpoint_missing') },
  'endpoints of another VPC': {
    world: { endpoints: [w.swr({ vpcId: FOREIGN }), w.swrApi(), w.obs({ vpcId: FOREIGN })] },
    expected: warn('endpoint_missing', 'endpoint_missing'),
  },
  'only neighbours of the names': {
    world: {
      endpoints: ['swr-api-2', 'swrx', 'swr.', 'dns'].map((end) => w.endpoint(`com.myhuaweicloud.cn-north-4.${end}`)),
    },
    expected: warn('endpoint_missing', 'endpoint_missing', 'endpoint_missing'),
  },
  'swr-api alone': { world: { endpoints: [w.swrApi(), w.obs()] }, expected: warn('endpoint_missing') },
  'an endpoint that is being deleted': {
    world: { endpoints: [w.swr({ status: 'deleting' }), w.swrApi(), w.obs()] },
    expected: warn('endpoint_missing'),
  },
  'a failed duplicate beside a working endpoint': {
    world: { endpoints: [w.swr({ status: 'failed' }), w.swr(), w.swrApi(), w.obs()] },
    expected: clean,
  },
  'two endpoints of one service that the bot made': {
    world: { endpoints: [w.swr({ description: BY_BOT }), w.swr({ description: BY_BOT }), w.swrApi(), w.obs()] },
    expected: warn('endpoint_duplicate'),
  },
  'two that the bot made, of which none works yet': {
    world: {
      endpoints: [
        ...['creating', 'failed'].map((status) => w.swr({ status, description: BY_BOT })),
        w.swrApi({ description: BY_BOT }),
        w.obs({ description: BY_BOT }),
      ],
    },
    expected: warn('endpoint_duplicate', 'endpoint_not_ready'),
  },
  'one that the bot made beside one of somebody else': {
    world: { endpoints: [w.swr({ description: BY_BOT }), w.swr({ description: 'bursting' }), w.swrApi(), w.obs()] },
    expected: clean,
  },
  'gateways of two names that the bot made': {
    world: {
      endpoints: [
        w.swr(),
        w.swrApi(),
        w.obs({ description: BY_BOT }),
        w.gateway('x.obs', { policy: [w.allow('obs:*:*')], description: BY_BOT }),
      ],
    },
    expected: clean,
  },
  'thirty endpoints of other services': {
    world: { endpoints: [...Array.from({ length: 30 }, (_, i) => w.endpoint(`com.example.service-${i}`)), w.swr(), w.swrApi(), w.obs()] },
    expected: clean,
  },
  'the OBS name in the configuration, and a gateway of that name without a policy': {
    world: { endpoints: [w.swr(), w.swrApi(), w.obs({ policy: null })], settings: w.settings({ obsEndpointServiceName: w.OBS_NAME }) },
    expected: clean,
  },
  'an interface endpoint that has the OBS name': {
    world: { endpoints: [w.swr(), w.swrApi(), w.endpoint(w.OBS_NAME)], settings: w.settings({ obsEndpointServiceName: w.OBS_NAME }) },
    expected: warn('endpoint_missing'),
  },
  'a gateway of SFS that looks like one of OBS': {
    world: {
      endpoints: [w.swr(), w.swrApi(), w.gateway('cn-north-4.com.myhuaweicloud.v4.storage.lz07', { policy: [w.allow('sfs:*:*')] })],
    },
    expected: warn('endpoint_missing'),
  },
  'a gateway whose policy denies everything': {
    world: { endpoints: [w.swr(), w.swrApi(), w.obs({ policy: [w.allow('obs:*:*'), w.deny('*')] })] },
    expected: warn('endpoint_missing'),
  },
  'a gateway whose policy denies one bucket': {
    world: { endpoints: [w.swr(), w.swrApi(), w.obs({ policy: [w.allow('obs:*:*'), w.deny('obs:*:*:bucket:secret/*')] })] },
    expected: clean,
  },
  'a policy in small letters': {
    world: { endpoints: [w.swr(), w.swrApi(), w.obs({ policy: [{ effect: 'allow', actions: ['OBS:*:*'], resources: [] }] })] },
    expected: clean,
  },
  'a gateway that lacks the route table of the pod subnet': {
    world: { endpoints: [w.swr(), w.swrApi(), w.obs({ routeTableIds: ['another'] })] },
    expected: warn('endpoint_not_ready'),
  },
  'a gateway that lacks the route table of the second pod subnet': {
    world: {
      cluster: secondPods,
      subnets: [...base.subnets, w.subnet(wide, 'pods-2', '10.1.0.0/24')],
      routeTables: [...base.routeTables, { id: 'rtb-2', name: 'second', isDefault: false, subnetIds: [wide.id] }],
    },
    expected: warn('endpoint_not_ready'),
  },
  'no route tables at all': { world: { routeTables: [] }, expected: clean },

  'two small nodes': {
    world: { nodes: [w.node('a', { allocatable: small }), w.node('b', { allocatable: small })] },
    expected: warn('low_headroom'),
  },
  'an Arm cluster with an add-on before 1.5.37': {
    world: { cluster: w.cluster({ type: 'ARM64' }), addons: [w.addon({ version: '1.5.36' })] },
    expected: warn('arm_nodes'),
  },
  'an Arm cluster with add-on 1.5.37': {
    world: { cluster: w.cluster({ type: 'ARM64' }), addons: [w.addon({ version: '1.5.37' })] },
    expected: clean,
  },
  'one Arm node and an old add-on': {
    world: { nodes: [w.node('a'), w.node('b'), w.node('c', { architecture: 'arm64' })], addons: [w.addon({ version: '1.5.9' })] },
    expected: warn('arm_nodes'),
  },
  'an Arm cluster without an add-on, and none offered': {
    world: { cluster: w.cluster({ type: 'ARM64' }), addons: [], versions: [] },
    expected: warn('arm_nodes'),
  },
  'an Arm cluster without an add-on, and a fitting one offered': {
    world: {
      cluster: w.cluster({ type: 'ARM64' }),
      addons: [],
      versions: [
        { version: '1.5.9', stable: true, supports: [{ clusterType: 'ARM64', categories: ['Turbo'], clusterVersions: ['v1.31'] }] },
        {
          version: '1.5.82',
          stable: true,
          supports: [{ clusterType: 'ARM64', categories: ['CCE', 'Turbo'], clusterVersions: ['v1.(30|31).*'] }],
        },
      ],
    },
    expected: clean,
  },
};

describe('the verdict', () => {
  it.each(Object.entries(situations))('on %s', async (_, { world, params, expected }) => {
    const result = await run(w.ready(world), params);
    expect(codes(result)).toEqual(expected);
    expect(result.success).toBe(expected.issues.length === 0);
  });

  it.each([
    [w.swr({ status: 'creating' }), 'creating'],
    [w.swr({ status: 'pendingAcceptance' }), 'pending_acceptance'],
    [w.swr({ status: 'rejected' }), 'rejected'],
    [w.swr({ status: 'failed', error: 'no quota', frozen: true }), 'failed'],
    [w.swr({ frozen: true }), 'frozen'],
    [w.swr({ enabled: false }), 'disabled'],
    [w.swr({ dnsEnabled: false }), 'dns_disabled'],
    [w.swr({ status: 'moving' }), 'unknown'],
    [w.swr({ status: 'constructor' }), 'unknown'],
  ])('names what keeps an endpoint from being ready: %#', async (swr, problem) => {
    const result = await run(w.ready({ endpoints: [swr, w.swrApi(), w.obs()] }));
    expect(result.warnings).toMatchObject([{ code: 'endpoint_not_ready', facts: { purpose: 'swr', endpoint_id: swr.id, problem } }]);
    expect(result.vpcep.missing).toEqual([]);
  });

  it('speaks of the endpoint that is nearest to ready among several', async () => {
    const result = await run(w.ready({ endpoints: [w.swr({ status: 'failed' }), w.swr({ status: 'creating' }), w.swrApi(), w.obs()] }));
    expect(result.warnings).toMatchObject([{ facts: { problem: 'creating' } }]);
  });

  it('says what the right id is beside a swapped one', async () => {
    const result = await run(w.ready(), { vpcep_subnet_id: w.ENDPOINTS.neutron });
    expect(result.issues).toEqual([
      {
        code: 'subnet_swapped',
        facts: { parameter: 'vpcep_subnet_id', value: w.ENDPOINTS.neutron, expected: w.ENDPOINTS.id, subnet_name: 'subnet-endpoints' },
      },
    ]);
  });

  it('finds a swapped id in the parameter and in every field of the add-on at once', async () => {
    const swapped = w.values(
      { network_id: w.PODS.id, networkID: w.PODS.id, subnet_id: FOREIGN },
      { subnet_id: w.PODS.id, subnets: [{ subnetID: w.PODS.neutron }, { subnetID: w.PODS.id }, null] },
    );
    const result = await run(w.ready({ addons: [w.addon({ status: 'abnormal', values: swapped })] }), { vpcep_subnet_id: w.NODES.neutron });
    expect(codes(result).issues).toContain('subnet_swapped');
    expect(faults(result)).toEqual([
      { field: 'basic.network_id', problem: 'swapped', value: w.PODS.id, expected: w.PODS.neutron },
      { field: 'basic.networkID', problem: 'swapped', value: w.PODS.id, expected: w.PODS.neutron },
      { field: 'basic.subnet_id', problem: 'foreign', value: FOREIGN, expected: w.PODS.neutron },
      { field: 'custom.subnet_id', problem: 'swapped', value: w.PODS.id, expected: w.PODS.neutron },
      { field: 'custom.subnets[1].subnetID', problem: 'swapped', value: w.PODS.id, expected: w.PODS.neutron },
    ]);
  });

  it('takes the pod subnet of an allowed Standard cluster from its add-on', async () => {
    const result = await run(
      w.ready({
        cluster: standard,
        settings: w.settings({ allowStandard: true }),
        endpoints: [w.swr(), w.swrApi(), w.obs({ routeTableIds: [] })],
      }),
    );
    expect(result.subnet_roles.cci_subnet_id).toBe(w.PODS.neutron);
    expect(codes(result).warnings).toEqual(['standard_cluster', 'endpoint_not_ready']);
  });

  it('says each thing once, however often the cluster lists a subnet', async () => {
    const result = await run(w.ready({ cluster: w.cluster({ eniSubnetIds: [FOREIGN, FOREIGN] }) }));
    expect(codes(result).issues).toEqual(['subnet_unknown']);
  });
});

describe('the result', () => {
  it('has the fields of the contract', async () => {
    const result = await run(w.ready());
    expect(result).toMatchObject({
      success: true,
      network: {
        cluster_name: 'turbo-prod',
        category: 'Turbo',
        container_network_mode: 'eni',
        vpc_id: w.VPC,
        host_vpc_subnet_id: w.NODES.id,
        cci_neutron_subnet_id: w.PODS.neutron,
        version: 'v1.31',
        phase: 'Available',
      },
      subnet_roles: { cci_subnet_id: w.PODS.neutron, vpcep_subnet_id: w.NODES.id },
      virtual_kubelet: { version: '1.5.82', status: 'running', healthy: true },
      node_check: { ready: true },
      vpcep: { missing: [] },
      issues: [],
      warnings: [],
    });
    expect(Object.keys(result).sort()).toEqual(
      ['issues', 'network', 'node_check', 'subnet_roles', 'success', 'virtual_kubelet', 'vpcep', 'warnings'].sort(),
    );
    expect(result.vpcep.endpoints?.map(({ purpose, ready }) => ({ purpose, ready }))).toEqual([
      { purpose: 'swr', ready: true },
      { purpose: 'swr-api', ready: true },
      { purpose: 'obs', ready: true },
    ]);
  });

  it('is plain data that survives being kept', async () => {
    const result = await run(w.ready({ endpoints: [] }));
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});

describe('a gateway whose policy was not in the list', () => {
  const listed = w.gateway('cn-north-4.com.myhuaweicloud.v4.storage.lz13');
  const world = (change: Partial<w.World>): w.World => w.ready({ endpoints: [w.swr(), w.swrApi(), listed], ...change });

  it('is looked at, and counts when its policy opens OBS', async () => {
    expect(codes(await run(world({ details: { [listed.id]: { policy: [w.allow('obs:*:*')] } } })))).toEqual(clean);
  });

  it('is looked at, and does not count when it is of SFS', async () => {
    expect(codes(await run(world({ details: { [listed.id]: { policy: [w.allow('sfs:*:*')] } } })))).toEqual(warn('endpoint_missing'));
  });

  it('is not said to be missing when it may not be looked at', async () => {
    const result = await run(world({ broken: { details: w.denied('vpcep:endpoints:get') } }));
    expect(codes(result)).toEqual(issue('permission_denied'));
    expect(result.vpcep.missing).toEqual([]);
  });

  it('is gone when its page is', async () => {
    expect(codes(await run(world({ details: {} })))).toEqual(warn('endpoint_missing'));
  });

  it('is not looked at when a usable OBS gateway is known', async () => {
    const here = world({ endpoints: [w.swr(), w.swrApi(), w.obs(), listed] });
    await run(here);
    expect(here.asked).not.toContain('details');
  });
});

describe('a source that cannot be read', () => {
  const everything = (error: unknown): w.World['broken'] => ({
    cluster: error,
    addons: error,
    subnets: error,
    routeTables: error,
    endpoints: error,
    nodes: error,
    pods: error,
  });

  it.each([
    ['addons', 'issues', 'cce:addonInstance:list'],
    ['subnets', 'issues', 'vpc:subnets:get'],
    ['endpoints', 'issues', 'vpcep:endpoints:list'],
    ['routeTables', 'warnings', 'vpc:routeTables:list'],
    ['nodes', 'warnings', 'list nodes'],
  ] as const)('%s, denied: one of the %s names the action, and hides nothing else', async (source, kind, action) => {
    const result = await run(w.ready({ broken: { [source]: w.denied(action) } }));
    expect(result[kind]).toMatchObject([{ code: 'permission_denied', facts: { action } }]);
    expect(result[kind === 'issues' ? 'warnings' : 'issues']).toEqual([]);
    expect(result.network?.cluster_name).toBe('turbo-prod');
  });

  it('a denied list of add-ons is not "not installed": the versions on offer are not asked', async () => {
    const world = w.ready({ cluster: w.cluster({ type: 'ARM64' }), broken: { addons: w.denied('cce:addonInstance:list') } });
    const result = await run(world);
    expect(codes(result)).toEqual(issue('permission_denied'));
    expect(world.asked).not.toContain('versions');
  });

  it('a denied list of endpoints is not "none": both lists are null', async () => {
    const result = await run(w.ready({ broken: { endpoints: w.denied('vpcep:endpoints:list') } }));
    expect(result.vpcep).toEqual({ endpoints: null, missing: null });
  });

  it('a failing service is named with what is behind it', async () => {
    const result = await run(w.ready({ broken: { subnets: w.down() } }));
    expect(result.issues).toEqual([
      {
        code: 'source_unreadable',
        facts: { service: 'VPC', operation: 'ListSubnets', reason: 'upstream_failed', detail: '500: try later' },
      },
    ]);
  });

  it('versions on offer that cannot be read are a warning', async () => {
    const world = w.ready({ cluster: w.cluster({ type: 'ARM64' }), addons: [], broken: { versions: w.down() } });
    expect(codes(await run(world))).toEqual(warn('source_unreadable'));
  });

  it('a cluster that does not exist is said once, and nothing of its VPC is asked', async () => {
    const world = w.ready({ cluster: w.cluster({ id: 'another' }), broken: { nodes: w.notFound() } });
    const result = await run(world);
    expect(result.issues).toEqual([
      { code: 'cluster_not_found', facts: { cluster_id: w.CLUSTER, region: 'cn-north-4', project_id: w.PROJECT } },
    ]);
    expect(result).toMatchObject({
      success: false,
      network: null,
      node_check: null,
      warnings: [],
      vpcep: { endpoints: null, missing: null },
    });
    expect(world.asked).not.toContain('subnets');
  });

  it('a denied cluster is not "not found"; the add-ons and nodes are still shown', async () => {
    const result = await run(w.ready({ broken: { cluster: w.denied('cce:cluster:get') } }));
    expect(codes(result)).toEqual(issue('permission_denied'));
    expect(result.network).toBeNull();
    expect(result.virtual_kubelet?.version).toBe('1.5.82');
    expect(result.node_check?.ready).toBe(true);
  });

  it('one that fails before it was asked is told like any other', async () => {
    const context = w.contextOf(w.ready());
    const list = (): never => {
      throw w.down();
    };
    const result = await precheck.read({}, { ...context, ports: { ...context.ports, endpoints: { ...context.ports.endpoints, list } } });
    expect(codes(result)).toEqual(issue('source_unreadable'));
  });

  it('everything unreadable is told source by source', async () => {
    expect(codes(await run(w.ready({ broken: everything(w.down()) })))).toEqual({
      issues: ['source_unreadable', 'source_unreadable'],
      warnings: ['source_unreadable'],
    });
    expect(codes(await run(w.ready({ broken: { ...everything(w.down()), cluster: undefined } })))).toEqual({
      issues: ['source_unreadable', 'source_unreadable', 'source_unreadable'],
      warnings: ['source_unreadable', 'source_unreadable'],
    });
  });
});

describe('what is no failure of a source', () => {
  it.each([
    ['a bug', new TypeError('x is not a function')],
    ['a refusal', new BotError('not_allowed', { reason: 'other_cluster' })],
  ])('%s ends the run', async (_, error) => {
    await expect(run(w.ready({ broken: { addons: error } }))).rejects.toBe(error);
  });

  it('an abort ends the run with its own reason', async () => {
    const abort = new AbortController();
    const reading = precheck.read({}, w.contextOf(w.ready({ latencyMs: 5 }), abort.signal));
    abort.abort(new Error('cancelled'));
    await expect(reading).rejects.toThrow('cancelled');
  });
});

describe('speed', () => {
  afterEach(() => vi.useRealTimers());

  const roundsOf = async (world: w.World): Promise<number> => {
    vi.useFakeTimers({ now: 0 });
    const reading = run({ ...world, latencyMs: 1_000 });
    await vi.runAllTimersAsync();
    await reading;
    return Date.now() / 1_000;
  };

  it('takes two rounds of calls', async () => {
    expect(await roundsOf(w.ready())).toBe(2);
  });

  it('takes one more when the policies of gateways decide, however many there are', async () => {
    const gateways = Array.from({ length: 30 }, (_, i) => w.gateway(`cn-north-4.com.myhuaweicloud.v4.storage.lz${i}`));
    const details = Object.fromEntries(gateways.map(({ id }) => [id, { policy: [w.allow('sfs:*:*')] }]));
    expect(await roundsOf(w.ready({ endpoints: [...gateways, w.swr()], details }))).toBe(3);
  });
});

describe('the parameter', () => {
  it.each(['', 'subnet-nodes', `${w.NODES.id}x`])('%j is refused', (value) => {
    expect(precheck.params.safeParse({ vpcep_subnet_id: value }).success).toBe(false);
  });
});
