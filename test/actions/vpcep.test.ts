import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { VpcepState } from '../../src/actions/vpcep/plan.ts';
import { vpcep } from '../../src/actions/vpcep.ts';
import type { Finding } from '../../src/core/finding.ts';
import { type Blocked, hasWork, isBlocked, type Plan, type Step } from '../../src/core/plan.ts';
import type { Endpoint } from '../../src/ports/cloud.ts';
import * as w from './precheck/world.ts';

const FOREIGN = 'ffffffff-0000-4000-8000-000000000000';
const RUN = 'run_0123456789';
const OBS = { obs_endpoint_service_name: w.OBS_NAME };
const SWR = 'com.myhuaweicloud.cn-north-4.swr';
const SECOND = { id: '0a11b22c-0000-4000-8000-00000000000b', name: 'rtb-isolated', isDefault: false, subnetIds: [w.ENDPOINTS.id] };
const tables = [...w.ready().routeTables, SECOND];

type Given = Readonly<Record<string, string>>;

async function planned(world: w.World, given: Given = {}): Promise<{ plan: Plan | Blocked; state: VpcepState }> {
  const params = vpcep.params.parse(given);
  const context = w.contextOf(world);
  const state = await vpcep.read(params, context);
  return { plan: vpcep.plan(params, state, context), state };
}
const planOf = async (change: Partial<w.World>, given: Given = {}): Promise<Plan> => {
  const { plan } = await planned(w.ready(change), given);
  if (isBlocked(plan)) throw new Error(JSON.stringify(plan));
  return plan;
};
const blockedOf = async (change: Partial<w.World>, given: Given = {}): Promise<Blocked> => {
  const { plan } = await planned(w.ready(change), given);
  if (!isBlocked(plan)) throw new Error(JSON.stringify(plan));
  return plan;
};
const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
const verbs = ({ steps }: Plan): Record<string, string> => Object.fromEntries(steps.map(({ id, verb }) => [id, verb]));
const afterOf = (step: Step | undefined) => Object.fromEntries(step?.changes.map(({ field, after }) => [field, after]) ?? []);
const settings = (change: object) => ({ settings: w.settings(change) });

interface Situation {
  readonly world: Partial<w.World>;
  readonly given?: Given;
  readonly steps: Record<string, 'create' | 'unchanged'>;
  readonly warnings?: string[];
}
const CREATE = { swr: 'create', 'swr-api': 'create', obs: 'create' } as const;
const UNCHANGED = { swr: 'unchanged', 'swr-api': 'unchanged', obs: 'unchanged' } as const;
const another = w.gateway('cn-north-4.com.myhuaweicloud.v4.storage.lz13', { policy: [w.allow('obs:*:*')] });

const situations: Record<string, Situation> = {
  'nothing missing': { world: {}, steps: UNCHANGED },
  'no endpoints, and the OBS name as a parameter': { world: { endpoints: [] }, given: OBS, steps: CREATE },
  'no endpoints, and the OBS name in the configuration': {
    world: { endpoints: [], ...settings({ obsEndpointServiceName: w.OBS_NAME }) },
    steps: CREATE,
  },
  'a parameter that overrules the configuration': {
    world: { endpoints: [], ...settings({ obsEndpointServiceName: 'a.guess' }) },
    given: OBS,
    steps: CREATE,
  },
  'no endpoints, and no OBS name': {
    world: { endpoints: [] },
    steps: { swr: 'create', 'swr-api': 'create' },
    warnings: ['endpoint_missing'],
  },
  'swr alone missing': { world: { endpoints: [w.swrApi(), w.obs()] }, steps: { ...UNCHANGED, swr: 'create' } },
  'swr-api alone missing': { world: { endpoints: [w.swr(), w.obs()] }, steps: { ...UNCHANGED, 'swr-api': 'create' } },
  'OBS alone missing': { world: { endpoints: [w.swr(), w.swrApi()] }, given: OBS, steps: { ...UNCHANGED, obs: 'create' } },
  'only neighbours of the names': {
    world: { endpoints: ['swr-api-2', 'swrx', 'swr.'].map((end) => w.endpoint(`com.myhuaweicloud.cn-north-4.${end}`)) },
    given: OBS,
    steps: CREATE,
  },
  'endpoints of another VPC': {
    world: { endpoints: [w.swr({ vpcId: FOREIGN }), w.swrApi(), w.obs()] },
    steps: { ...UNCHANGED, swr: 'create' },
  },
  'an endpoint that is being deleted': {
    world: { endpoints: [w.swr({ status: 'deleting' }), w.swrApi(), w.obs()] },
    steps: { ...UNCHANGED, swr: 'create' },
  },
  'one that is creating': {
    world: { endpoints: [w.swr({ status: 'creating' }), w.swrApi(), w.obs()] },
    steps: UNCHANGED,
    warnings: ['endpoint_not_ready'],
  },
  'one that waits for its owner': {
    world: { endpoints: [w.swr(), w.swrApi({ status: 'pendingAcceptance' }), w.obs()] },
    steps: UNCHANGED,
    warnings: ['endpoint_not_ready'],
  },
  'a gateway that is creating': {
    world: { endpoints: [w.swr(), w.swrApi(), w.obs({ status: 'creating', routeTableIds: [] })] },
    given: OBS,
    steps: UNCHANGED,
    warnings: ['endpoint_not_ready'],
  },
  'a failed duplicate beside a working endpoint': {
    world: { endpoints: [w.swr({ status: 'failed' }), w.swr(), w.swrApi(), w.obs()] },
    steps: UNCHANGED,
  },
  'a failed duplicate beside one that is creating': {
    world: { endpoints: [w.swr({ status: 'failed' }), w.swr({ status: 'creating' }), w.swrApi(), w.obs()] },
    steps: UNCHANGED,
    warnings: ['endpoint_not_ready'],
  },
  'a gateway of another name that opens OBS, and no name': { world: { endpoints: [w.swr(), w.swrApi(), another] }, steps: UNCHANGED },
  'a gateway of another name that opens OBS, and a name': {
    world: { endpoints: [w.swr(), w.swrApi(), another] },
    given: OBS,
    steps: { ...UNCHANGED, obs: 'create' },
  },
  'the named gateway, whose policy nobody told': {
    world: { endpoints: [w.swr(), w.swrApi(), w.obs({ policy: null })] },
    given: OBS,
    steps: UNCHANGED,
  },
  'a gateway of SFS': {
    world: { endpoints: [w.swr(), w.swrApi(), w.gateway('a.storage', { policy: [w.allow('sfs:*:*')] })] },
    given: OBS,
    steps: { ...UNCHANGED, obs: 'create' },
  },
  'nodes that cannot be read': {
    world: { endpoints: [], broken: { nodes: w.down() } },
    given: OBS,
    steps: CREATE,
    warnings: ['source_unreadable'],
  },
  'unreadable route tables that nobody needs': {
    world: { broken: { routeTables: w.denied('vpc:routeTables:list') } },
    steps: UNCHANGED,
    warnings: ['permission_denied'],
  },
  'a VPC without a subnet in the reserved range': {
    world: { endpoints: [], subnets: [...w.ready().subnets, w.subnet({ id: FOREIGN, neutron: FOREIGN }, 'near', '198.19.0.0/17')] },
    given: OBS,
    steps: CREATE,
  },
  'a subnet in the reserved range, and only a gateway to make': {
    world: {
      endpoints: [w.swr(), w.swrApi()],
      subnets: [...w.ready().subnets, w.subnet({ id: FOREIGN, neutron: FOREIGN }, 'inside', '198.19.200.0/24')],
    },
    given: OBS,
    steps: { ...UNCHANGED, obs: 'create' },
  },
};

describe('a plan', () => {
  it.each(Object.entries(situations))('for %s', async (_, { world, given, steps, warnings = [] }) => {
    const plan = await planOf(world, given);
    expect(verbs(plan)).toEqual(steps);
    expect(codes(plan.warnings)).toEqual(warnings);
    expect(hasWork(plan)).toBe(Object.values(steps).includes('create'));
    expect(plan.cost.map(({ step }) => step)).toEqual(plan.steps.filter(({ verb }) => verb === 'create').map(({ id }) => id));
  });

  it('shows everything that will be sent', async () => {
    const { steps, cost, resolved } = await planOf({ endpoints: [], routeTables: tables }, OBS);
    const set = (field: string, after: unknown) => ({ field, before: null, after });
    expect(steps).toEqual([
      {
        id: 'swr',
        verb: 'create',
        resource: `vpc-endpoint ${SWR}`,
        changes: [
          set('service_name', SWR),
          set('endpoint_service_id', '6a8d2f41-0c93-4e7b-b5d8-19f3e6c7a204'),
          set('vpc_id', w.VPC),
          set('subnet_id', w.NODES.id),
          set('enable_dns', true),
        ],
        resourceId: null,
        since: null,
      },
      expect.objectContaining({ id: 'swr-api', resource: `vpc-endpoint ${SWR}-api` }),
      {
        id: 'obs',
        verb: 'create',
        resource: `vpc-endpoint ${w.OBS_NAME}`,
        changes: [
          set('service_name', w.OBS_NAME),
          set('endpoint_service_id', '2b75e0c8-a641-4f93-8d07-c5e9f1b3a682'),
          set('vpc_id', w.VPC),
          set('routetables', [SECOND.id, w.TABLE]),
        ],
        resourceId: null,
        since: null,
      },
    ]);
    expect(cost).toEqual([
      { step: 'swr', charged: true, unit: 'hour' },
      { step: 'swr-api', charged: true, unit: 'hour' },
      { step: 'obs', charged: false, unit: 'hour' },
    ]);
    expect(resolved).toEqual({
      vpcep_subnet_id: w.NODES.id,
      obs_endpoint_service_name: w.OBS_NAME,
      route_table_ids: null,
    });
  });

  it('says of what is there which it is, and since when', async () => {
    const here = w.swr({ id: 'ep-here' });
    const { steps, resolved } = await planOf({ endpoints: [here, w.swrApi({ createdAt: null }), w.obs()] });
    expect(steps[0]).toEqual({
      id: 'swr',
      verb: 'unchanged',
      resource: `vpc-endpoint ${SWR}`,
      changes: [],
      resourceId: 'ep-here',
      since: '2026-11-20T02:31:07Z',
    });
    expect(steps[1]?.since).toBeNull();
    expect(resolved).toEqual({ vpcep_subnet_id: w.NODES.id, obs_endpoint_service_name: null, route_table_ids: null });
  });

  it('says how to get the OBS name when nobody has it', async () => {
    const { warnings } = await planOf({ endpoints: [] });
    expect(warnings).toEqual([{ code: 'endpoint_missing', facts: { purpose: 'obs', service_name: null } }]);
  });

  it('names the endpoint it waits for', async () => {
    const here = w.swr({ status: 'pendingAcceptance' });
    const { warnings } = await planOf({ endpoints: [here, w.swrApi(), w.obs()] });
    expect(warnings).toMatchObject([{ facts: { purpose: 'swr', endpoint_id: here.id, problem: 'pending_acceptance' } }]);
  });

  it('waits for the named gateway also where another one serves for now', async () => {
    const { warnings } = await planOf({ endpoints: [w.swr(), w.swrApi(), another, w.obs({ status: 'creating' })] }, OBS);
    expect(warnings).toMatchObject([{ code: 'endpoint_not_ready', facts: { purpose: 'obs', problem: 'creating' } }]);
  });

  it.each([
    ['the parameter', {}, { vpcep_subnet_id: w.ENDPOINTS.id.toUpperCase() }, w.ENDPOINTS.id],
    ['the configuration', settings({ vpcepSubnetId: w.ENDPOINTS.id.toUpperCase() }), {}, w.ENDPOINTS.id],
    ["the cluster's host subnet", {}, {}, w.NODES.id],
  ])('puts interface endpoints into the subnet of %s', async (_, world, given, expected) => {
    const { steps, resolved } = await planOf({ endpoints: [], ...world }, given);
    expect(steps.map((step) => afterOf(step).subnet_id)).toEqual([expected, expected]);
    expect(String(resolved.vpcep_subnet_id).toLowerCase()).toBe(expected);
  });

  it.each([
    ['all of the VPC', {}, [SECOND.id, w.TABLE]],
    ['those that are given', { route_table_ids: w.TABLE }, [w.TABLE]],
    [
      'those that are given, in whatever order',
      { route_table_ids: ` ${w.TABLE.toUpperCase()},${SECOND.id} , ${w.TABLE}` },
      [SECOND.id, w.TABLE],
    ],
  ])('binds a gateway to %s', async (_, given, expected) => {
    const { steps, resolved } = await planOf({ endpoints: [w.swr(), w.swrApi()], routeTables: tables }, { ...OBS, ...given });
    expect(afterOf(steps[2]).routetables).toEqual(expected);
    expect(resolved.route_table_ids).toEqual('route_table_ids' in given ? expected : null);
  });

  it('is the same whatever the order of answers', async () => {
    const gatewayTables = Array.from({ length: 6 }, (_, i) => ({
      ...SECOND,
      id: `0000000${i}-0000-4000-8000-000000000000`,
      subnetIds: [],
    }));
    const endpoints: Endpoint[] = [w.swr({ status: 'creating' }), ...Array.from({ length: 5 }, (_, i) => w.endpoint(`com.example.${i}`))];
    const usual = await planOf({ endpoints, routeTables: [...tables, ...gatewayTables] }, OBS);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(endpoints, { minLength: endpoints.length }),
        fc.shuffledSubarray([...tables, ...gatewayTables], { minLength: tables.length + gatewayTables.length }),
        fc.shuffledSubarray(w.ready().subnets, { minLength: 3 }),
        async (shuffled, routeTables, subnets) => {
          expect(await planOf({ endpoints: shuffled, routeTables, subnets }, OBS)).toEqual(usual);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is plain data that survives being kept', async () => {
    const plan = await planOf({ endpoints: [] }, OBS);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe('what is in the way', () => {
  const unservable: Record<string, { world: Partial<w.World>; given?: Given; issues: string[]; warnings?: string[] }> = {
    'an issue of precheck': { world: { cluster: w.cluster({ phase: 'Hibernation' }) }, issues: ['cluster_not_available'] },
    'a swapped endpoint subnet': { world: {}, given: { vpcep_subnet_id: w.NODES.neutron }, issues: ['subnet_swapped'] },
    'a cluster that is not there': { world: { broken: { cluster: w.notFound() } }, issues: ['cluster_not_found'] },
    'a cluster without a VPC': { world: { cluster: w.cluster({ vpcId: null }) }, issues: ['vpc_unresolved'] },
    'a denied list of endpoints': { world: { broken: { endpoints: w.denied('vpcep:endpoints:list') } }, issues: ['permission_denied'] },
    'a list of subnets that cannot be had': {
      world: { endpoints: [], broken: { subnets: w.down() } },
      given: OBS,
      issues: ['source_unreadable'],
    },
    'a gateway whose policy may not be read': {
      world: { endpoints: [w.swr(), w.swrApi(), w.gateway('a.storage')], broken: { details: w.denied('vpcep:endpoints:get') } },
      issues: ['permission_denied'],
    },
    'an unknown OBS name': {
      world: { endpoints: [] },
      given: { obs_endpoint_service_name: 'cn-north-4.com.myhuaweicloud.v4.obsv2.lz026' },
      issues: ['endpoint_service_unknown'],
    },
    'a region that does not know SWR': {
      world: { endpoints: [], services: [] },
      issues: ['endpoint_service_unknown', 'endpoint_service_unknown'],
      warnings: ['endpoint_missing'],
    },
    'the name of an interface service for OBS': {
      world: { endpoints: [w.obs()] },
      given: { obs_endpoint_service_name: `${SWR}-api` },
      issues: ['endpoint_service_mismatch'],
    },
    'a gateway service in the place of SWR': {
      world: { endpoints: [], services: w.services().map((service) => ({ ...service, type: 'gateway' })) },
      given: OBS,
      issues: ['endpoint_service_mismatch', 'endpoint_service_mismatch'],
    },
    'descriptions that may not be read, said once': {
      world: { endpoints: [], broken: { services: w.denied('vpcep:epserviceDesc:get') } },
      given: OBS,
      issues: ['permission_denied'],
    },
    'descriptions that cannot be had': {
      world: { endpoints: [], broken: { services: w.down() } },
      given: OBS,
      issues: ['source_unreadable'],
    },
    'route tables that may not be read': {
      world: { endpoints: [], broken: { routeTables: w.denied('vpc:routeTables:list') } },
      given: OBS,
      issues: ['permission_denied'],
    },
    'a VPC that names no route table': { world: { endpoints: [], routeTables: [] }, given: OBS, issues: ['source_unreadable'] },
    'a route table of another VPC': {
      world: { endpoints: [] },
      given: { ...OBS, route_table_ids: `${w.TABLE},${FOREIGN}` },
      issues: ['route_table_unknown'],
    },
    'route tables without that of the pods': {
      world: { endpoints: [], routeTables: tables },
      given: { ...OBS, route_table_ids: SECOND.id },
      issues: ['route_table_incomplete'],
    },
    'route tables that are both': {
      world: { endpoints: [], routeTables: tables },
      given: { ...OBS, route_table_ids: FOREIGN },
      issues: ['route_table_unknown', 'route_table_incomplete'],
    },
    'a subnet in the range that VPC Endpoint keeps': {
      world: { endpoints: [], subnets: [...w.ready().subnets, w.subnet({ id: FOREIGN, neutron: FOREIGN }, 'inside', '198.19.200.0/24')] },
      given: OBS,
      issues: ['cidr_overlap'],
    },
    'several things at once': {
      world: { endpoints: [w.swr({ frozen: true })], routeTables: tables },
      given: { obs_endpoint_service_name: 'a.guess', route_table_ids: SECOND.id },
      issues: ['endpoint_broken', 'endpoint_service_unknown', 'route_table_incomplete'],
    },
    'a broken endpoint in a cluster that cannot burst': {
      world: { cluster: w.cluster({ networkMode: 'overlay_l2' }), endpoints: [w.swr({ frozen: true })], broken: { services: w.down() } },
      issues: ['cluster_not_supported', 'endpoint_broken'],
      warnings: ['endpoint_missing'],
    },
  };

  it.each(Object.entries(unservable))('%s', async (_, { world, given, issues, warnings = [] }) => {
    const blocked = await blockedOf(world, given);
    expect(codes(blocked.issues)).toEqual(issues);
    expect(codes(blocked.warnings)).toEqual(warnings);
  });

  it.each([
    [w.swr({ status: 'failed', error: 'no quota' }), 'failed', 'no quota'],
    [w.swr({ status: 'rejected' }), 'rejected', ''],
    [w.swr({ frozen: true }), 'frozen', ''],
    [w.swr({ enabled: false }), 'disabled', ''],
    [w.swr({ dnsEnabled: false }), 'dns_disabled', ''],
    [w.swr({ status: 'moving' }), 'unknown', ''],
    [w.obs({ routeTableIds: [SECOND.id] }), 'route_table', w.TABLE],
    [w.obs({ status: 'failed', policy: null, serviceName: w.OBS_NAME }), 'failed', ''],
  ])('an endpoint that does not work, and no second one is made beside it: %#', async (endpoint, problem, detail) => {
    const isObs = endpoint.serviceType !== 'interface';
    const others = isObs ? [w.swr(), w.swrApi()] : [w.swrApi(), w.obs()];
    const blocked = await blockedOf({ endpoints: [endpoint, ...others] }, OBS);
    expect(blocked).toEqual({
      issues: [
        {
          code: 'endpoint_broken',
          facts: {
            purpose: isObs ? 'obs' : 'swr',
            service_name: endpoint.serviceName,
            endpoint_id: endpoint.id,
            status: endpoint.status,
            problem,
            detail,
          },
        },
      ],
      warnings: [],
    });
  });

  it('a broken gateway that nobody named blocks as well', async () => {
    expect(codes((await blockedOf({ endpoints: [w.swr(), w.swrApi(), w.obs({ frozen: true })] })).issues)).toEqual(['endpoint_broken']);
  });
});

describe('a read', () => {
  it('asks for every source once, and for the services that are needed, each once', async () => {
    const world = w.ready({ endpoints: [w.swr()] });
    await planned(world, OBS);
    expect(world.asked.toSorted()).toEqual(
      ['addons', 'cluster', 'endpoints', 'nodes', 'pods', 'routeTables', 'services', 'services', 'subnets'].toSorted(),
    );
  });

  it('takes three rounds of calls: services do not wait for the policies of gateways', async () => {
    const gateway = w.gateway('cn-north-4.com.myhuaweicloud.v4.storage.lz13');
    vi.useFakeTimers({ now: 0 });
    onTestFinished(() => void vi.useRealTimers());
    const details = { [gateway.id]: { policy: [w.allow('sfs:*:*')] } };
    const world = w.ready({ endpoints: [gateway], details, latencyMs: 1_000 });
    const reading = planned(world, OBS);
    await vi.runAllTimersAsync();
    await reading;
    expect(world.asked.filter((source) => source === 'services')).toHaveLength(3);
    expect(Date.now()).toBe(3_000);
  });

  it('asks for no service when nothing is missing, or nobody knows what is', async () => {
    for (const world of [w.ready(), w.ready({ broken: { endpoints: w.down() } }), w.ready({ broken: { cluster: w.notFound() } })]) {
      await planned(world);
      expect(world.asked).not.toContain('services');
    }
  });

  it('writes nothing', async () => {
    const world = w.ready({ endpoints: [] });
    await planned(world, OBS);
    expect(world.created).toEqual([]);
  });

  it('reports the precheck', async () => {
    const { state } = await planned(w.ready({ endpoints: [] }));
    expect(vpcep.report(state)).toEqual({ success: true, precheck: state.precheck });
    expect(state.precheck.vpcep.missing).toEqual(['swr', 'swr-api', 'obs']);
    const { state: bad } = await planned(w.ready({ cluster: w.cluster({ phase: 'Error' }) }));
    expect(vpcep.report(bad)).toMatchObject({ success: false, precheck: { issues: [{ code: 'cluster_not_available' }] } });
  });

  it('is over at once when it is aborted', async () => {
    const reason = new Error('shutdown');
    await expect(vpcep.read({}, w.contextOf(w.ready(), AbortSignal.abort(reason)))).rejects.toBe(reason);
  });
});

describe('what is written', () => {
  it('is leased by cluster and VPC, and the endpoints of the VPC are the resource', async () => {
    const { state } = await planned(w.ready());
    expect(vpcep.writes(state, w.contextOf(w.ready()))).toEqual({
      leases: [`cn-north-4/${w.PROJECT}/cluster/${w.CLUSTER}`, `cn-north-4/${w.PROJECT}/vpc/${w.VPC}`],
      resources: [`cn-north-4/${w.PROJECT}/vpc/${w.VPC}/endpoints`],
    });
  });

  it('is what the plan shows, value by value, and who did it', async () => {
    const world = w.ready({ endpoints: [], routeTables: tables });
    const { plan } = await planned(world, { ...OBS, vpcep_subnet_id: w.ENDPOINTS.id });
    if (isBlocked(plan)) throw new Error('blocked');
    for (const step of plan.steps) await vpcep.write(step, w.contextOf(world), RUN);
    expect(world.created.map(({ description }) => description)).toEqual([`bursting ${RUN}`, `bursting ${RUN}`, `bursting ${RUN}`]);
    for (const [i, step] of plan.steps.entries()) {
      const { service_name: _, ...shown } = afterOf(step);
      const { serviceId, vpcId, subnetId, dnsEnabled, routeTableIds } = world.created[i] ?? {};
      const place = subnetId === null ? { routetables: routeTableIds } : { subnet_id: subnetId, enable_dns: dnsEnabled };
      expect({ endpoint_service_id: serviceId, vpc_id: vpcId, ...place }).toEqual(shown);
    }
  });

  it('never comes from a step of another plan', async () => {
    const world = w.ready();
    const { steps } = await planOf({});
    const strange: Step = { id: 'swr', verb: 'create', resource: 'x', changes: [], resourceId: null, since: null };
    for (const step of [...steps, strange]) {
      await expect(vpcep.write(step, w.contextOf(world), RUN)).rejects.toThrow(/has no field/);
    }
    expect(world.created).toEqual([]);
  });
});

const NO_PLAN = { resolved: {}, steps: [], cost: [], warnings: [] };

describe('what follows', () => {
  it.each([
    [{}, {}],
    [{ ...OBS, vpcep_subnet_id: w.NODES.id }, { vpcep_subnet_id: w.NODES.id }],
  ])('is precheck, for the same subnet: %j', (given, params) => {
    expect(vpcep.next?.(vpcep.params.parse(given), NO_PLAN)).toEqual([{ command: 'precheck', params, how: 'itself' }]);
  });
});

describe('parameters', () => {
  it.each([
    [{ obs_endpoint_service_name: ` ${w.OBS_NAME} ` }, { obs_endpoint_service_name: w.OBS_NAME }],
    [{ obs_endpoint_service_name: 'x'.repeat(128) }, { obs_endpoint_service_name: 'x'.repeat(128) }],
    [{ route_table_ids: `${w.TABLE},${w.TABLE}` }, { route_table_ids: [w.TABLE] }],
  ])('%j is taken', (given, expected) => {
    expect(vpcep.params.parse(given)).toEqual(expected);
  });

  it.each([
    { obs_endpoint_service_name: '' },
    { obs_endpoint_service_name: 'x'.repeat(129) },
    { obs_endpoint_service_name: 'a b' },
    { obs_endpoint_service_name: '../a' },
    { obs_endpoint_service_name: 'obsv2＿lz11' },
    { route_table_ids: '' },
    { route_table_ids: `${w.TABLE},` },
    { route_table_ids: `${w.TABLE} ${SECOND.id}` },
    { route_table_ids: 'all' },
    { vpcep_subnet_id: 'subnet-nodes' },
  ])('%j is refused, with what is accepted', (given) => {
    const parsed = vpcep.params.safeParse(given);
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([expect.stringMatching(/: 8-4-4-4-12|letters, digits/)]);
  });
});
