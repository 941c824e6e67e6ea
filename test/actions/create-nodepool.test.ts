import { describe, expect, it } from 'vitest';
import { createNodepool } from '../../src/actions/create-nodepool.ts';
import type { Code } from '../../src/core/finding.ts';
import { isBlocked, type Plan, type Step } from '../../src/core/plan.ts';
import type { NodePool } from '../../src/ports/node-pools.ts';
import * as w from './precheck/world.ts';

type Given = Record<string, string>;
const GIVEN: Given = { nodepool_name: 'burst-pool', flavor: 'c7.xlarge.2', availability_zone: 'cn-north-4a', ssh_key: 'ops-keypair' };

async function planned(given: Given, change: Partial<w.World> = {}, applying = false) {
  const world = w.ready(change);
  const context = w.contextOf(world);
  const params = createNodepool.params.parse(given);
  const state = await createNodepool.read(params, context);
  return { planned: createNodepool.plan(params, state, { ...context, applying }), state, context, world };
}
const planOf = async (...args: Parameters<typeof planned>): Promise<Plan> => {
  const { planned: plan } = await planned(...args);
  if (isBlocked(plan)) throw new Error(`blocked: ${JSON.stringify(plan.issues)}`);
  return plan;
};
const blockers = async (...args: Parameters<typeof planned>) => {
  const { planned: plan } = await planned(...args);
  return isBlocked(plan) ? plan.issues : [];
};
const codes = (found: readonly { readonly code: Code }[]): Code[] => found.map(({ code }) => code);
const burst = (change: Partial<NodePool> = {}): NodePool =>
  w.nodePool('burst-pool', { desiredNodes: 1, currentNodes: 1, activeNodes: 1, ...change });

describe('the parameters', () => {
  it('have the contract’s defaults', () => {
    const { nodepool_name, flavor, availability_zone } = GIVEN;
    expect(createNodepool.params.parse({ nodepool_name, flavor, availability_zone })).toEqual({
      nodepool_name,
      flavor,
      availability_zone,
      root_volume_size: 40,
      root_volume_type: 'SSD',
      data_volume_size: 100,
      data_volume_type: 'SSD',
      node_count: 1,
      os: 'Huawei Cloud EulerOS 2.0',
    });
    expect(createNodepool.parameterAliases).toEqual({ initial_node_count: 'node_count', os_type: 'os' });
  });

  it.each<Given>([
    { nodepool_name: 'a' },
    { nodepool_name: `a${'-'.repeat(48)}9` },
    { root_volume_size: '1024', data_volume_size: '32768', node_count: '2000' },
    { root_volume_type: 'essd', data_volume_type: ' gpssd2 ' },
    { os: 'EulerOS 2.9', availability_zone: 'random', flavor: 'ac7.16xlarge.2' },
    { subnet_id: w.NODES.id.toUpperCase() },
  ])('%j is taken', (given) => expect(createNodepool.params.safeParse({ ...GIVEN, ...given }).error).toBeUndefined());

  it.each<Given>([
    ...['', 'A', '9a', 'a-', 'a_b', `a${'b'.repeat(50)}`, 'DefaultPool', 'é'].map((nodepool_name) => ({ nodepool_name })),
    ...['39', '1025', '-40', '40.5', '40GiB'].map((root_volume_size) => ({ root_volume_size })),
    ...['99', '32769'].map((data_volume_size) => ({ data_volume_size })),
    ...['HDD', ''].map((root_volume_type) => ({ root_volume_type })),
    ...['0', '2001', 'one'].map((node_count) => ({ node_count })),
    ...['', 'a b', 'c7;rm', '../x'].map((flavor) => ({ flavor })),
    ...['', 'CN North', 'a/b'].map((availability_zone) => ({ availability_zone })),
    ...['', 'a b', '<x>'].map((ssh_key) => ({ ssh_key })),
    ...['', '<script>', 'x'.repeat(65)].map((os) => ({ os })),
    { subnet_id: 'subnet-nodes' },
  ])('%j is refused, and the parameter named', (given) => {
    const [name = ''] = Object.keys(given);
    expect(createNodepool.params.safeParse({ ...GIVEN, ...given }).error?.issues.map(({ path }) => path)).toEqual([[name]]);
  });
});

describe('a node pool is made', () => {
  it('by one step that says all that is sent', async () => {
    const { planned: plan, state, context } = await planned(GIVEN);
    expect(plan).toMatchObject({
      steps: [
        {
          id: 'nodepool',
          verb: 'create',
          resource: 'node-pool burst-pool',
          changes: [
            ['nodepool_name', 'burst-pool'],
            ['flavor', 'c7.xlarge.2'],
            ['availability_zone', 'cn-north-4a'],
            ['node_count', 1],
            ['os', 'Huawei Cloud EulerOS 2.0'],
            ['ssh_key', 'ops-keypair'],
            ['subnet_id', w.NODES.id],
            ['root_volume_size', 40],
            ['root_volume_type', 'SSD'],
            ['data_volume_size', 100],
            ['data_volume_type', 'SSD'],
          ].map(([field, after]) => ({ field, before: null, after })),
          resourceId: null,
        },
      ],
      cost: [{ step: 'nodepool', charged: true, unit: 'node', amount: { count: 1, of: 'c7.xlarge.2' } }],
      warnings: [],
    });
    const cluster = `cn-north-4/${w.PROJECT}/cluster/${w.CLUSTER}`;
    expect(createNodepool.writes(state, context)).toEqual({ leases: [cluster], resources: [`${cluster}/nodepools/burst-pool`] });
  });

  it('with the key pair that was given, else the cluster’s', async () => {
    const { ssh_key: _, ...rest } = GIVEN;
    const settings = w.settings({ sshKey: 'team-key' });
    expect((await planOf(rest, { settings })).resolved).toMatchObject({ ssh_key: 'team-key' });
    expect((await planOf(GIVEN, { settings })).resolved).toMatchObject({ ssh_key: 'ops-keypair' });
    const issues = await blockers(rest);
    expect(issues).toEqual([{ code: 'ssh_key_required', facts: { name: 'burst-pool' } }]);
  });

  it.each<[string, Given, Partial<w.World>, object[]]>([
    [
      'a flavor nobody here uses',
      { flavor: 'c9.large.2' },
      {},
      [
        { facts: { values: [{ parameter: 'flavor', value: 'c9.large.2', used: ['c7.xlarge.2'] }] } },
        { code: 'flavor_unproven_in_turbo', facts: { flavor: 'c9.large.2' } },
      ],
    ],
    [
      'another zone',
      { availability_zone: 'cn-north-4b' },
      {},
      [{ facts: { values: [{ parameter: 'availability_zone', value: 'cn-north-4b', used: ['cn-north-4a'] }] } }],
    ],
    ['another key', { ssh_key: 'mine' }, {}, [{ facts: { values: [{ parameter: 'ssh_key', value: 'mine', used: ['ops-keypair'] }] } }]],
    ['another system', { os: 'EulerOS 2.9' }, {}, [{ facts: { values: [{ parameter: 'os' }] } }]],
    [
      'other disks',
      { root_volume_type: 'SATA', data_volume_type: 'SAS' },
      {},
      [{ facts: { values: [{ parameter: 'root_volume_type' }, { parameter: 'data_volume_type' }] } }],
    ],
    [
      'no other pool',
      {},
      { nodePools: [] },
      [{ code: 'nodepool_values_unused', facts: { values: expect.objectContaining({ length: 6 }) } }, { code: 'flavor_unproven_in_turbo' }],
    ],
    [
      'a flavor whose pool is empty',
      {},
      { nodePools: [w.nodePool('worker-pool', { activeNodes: 0 })] },
      [{ code: 'flavor_unproven_in_turbo' }],
    ],
    [
      'the same in a Standard cluster',
      { flavor: 'c9.large.2' },
      { cluster: w.cluster({ networkMode: 'vpc-router' }) },
      [{ code: 'nodepool_values_unused' }],
    ],
    [
      'a flavor that another pool cannot get',
      {},
      { nodePools: [w.nodePool('worker-pool', { phase: 'SoldOut', conditions: [] })] },
      [{ code: 'nodepool_unscalable' }],
    ],
    [
      'a flavor that is sold out elsewhere',
      { availability_zone: 'cn-north-4b' },
      { nodePools: [w.nodePool('worker-pool', { phase: 'SoldOut', conditions: [] })] },
      [{ code: 'nodepool_values_unused' }],
    ],
    [
      'few addresses',
      { node_count: '5' },
      { subnets: [w.subnet(w.NODES, 'subnet-nodes', '192.168.0.0/22', { availableAddresses: 4 })] },
      [{ code: 'few_addresses', facts: { available: 4 } }],
    ],
    [
      'subnets that cannot be read, where the cluster’s own is used',
      {},
      { broken: { subnets: w.denied('vpc:subnets:get') } },
      [{ code: 'permission_denied' }],
    ],
  ])('with a warning about %s', async (_, given, change, warnings) => {
    expect((await planOf({ ...GIVEN, ...given }, change)).warnings).toMatchObject(warnings);
  });

  it('in the subnet that was given, if it is one of the VPC', async () => {
    expect((await planOf({ ...GIVEN, subnet_id: w.ENDPOINTS.id })).resolved).toMatchObject({ subnet_id: w.ENDPOINTS.id });
  });
});

describe('a plan is blocked', () => {
  it.each<[string, Given, Partial<w.World>, object[]]>([
    [
      'by the other id of the subnet, and the right one named',
      { subnet_id: w.NODES.neutron },
      {},
      [{ code: 'subnet_swapped', facts: { parameter: 'subnet_id', value: w.NODES.neutron, expected: w.NODES.id } }],
    ],
    ['by a subnet of elsewhere', { subnet_id: w.CLUSTER }, {}, [{ code: 'subnet_unknown', facts: { parameter: 'subnet_id' } }]],
    [
      'by a cluster without a host subnet',
      {},
      { cluster: w.cluster({ hostSubnetId: null }) },
      [{ code: 'subnet_unknown', facts: { value: '' } }],
    ],
    ['by a cluster without a VPC', {}, { cluster: w.cluster({ vpcId: null }) }, [{ code: 'vpc_unresolved' }]],
    [
      'by subnets that cannot be read, where one was given',
      { subnet_id: w.ENDPOINTS.id },
      { broken: { subnets: w.denied('vpc:subnets:get') } },
      [{ code: 'permission_denied', facts: { action: 'vpc:subnets:get' } }],
    ],
    ['by a cluster that is being upgraded', {}, { cluster: w.cluster({ phase: 'Upgrading' }) }, [{ code: 'cluster_not_available' }]],
    ['by pools that may not be read', {}, { broken: { nodePools: w.denied('cce:nodepool:list') } }, [{ code: 'permission_denied' }]],
    [
      'by a name that is taken',
      {},
      { nodePools: [burst({ flavor: 'c7.large.2' })] },
      [{ code: 'nodepool_name_taken', facts: { name: 'burst-pool', id: burst().id, different: ['flavor'] } }],
    ],
    [
      'by a pool of that name that is just like it',
      {},
      { nodePools: [burst()] },
      [{ code: 'nodepool_name_taken', facts: { different: [] } }],
    ],
    [
      'by all of it, said at once',
      { subnet_id: w.CLUSTER },
      { nodePools: [burst({ availabilityZone: 'cn-north-4b', desiredNodes: 2 })], cluster: w.cluster({ phase: 'Error' }) },
      [
        { code: 'cluster_not_available' },
        { code: 'nodepool_name_taken', facts: { different: ['availability_zone', 'node_count'] } },
        { code: 'subnet_unknown' },
      ],
    ],
  ])('%s', async (_, given, change, issues) => {
    expect(await blockers({ ...GIVEN, ...given }, change)).toMatchObject(issues);
  });
});

describe('while an approved plan is applied', () => {
  it('a pool that is just like the wanted one is the one', async () => {
    const plan = await planOf(GIVEN, { nodePools: [burst({ activeNodes: 0, currentNodes: 0, creatingNodes: 1 })] }, true);
    expect(plan.steps).toMatchObject([{ id: 'nodepool', verb: 'unchanged', resourceId: burst().id }]);
  });

  it.each<[string, Partial<NodePool>]>([
    ['flavor', { flavor: 'c7.large.2' }],
    ['zone', { availabilityZone: 'cn-north-4b' }],
    ['count', { desiredNodes: 2, currentNodes: 2 }],
  ])('one of another %s still is in the way', async (_, change) => {
    expect(codes(await blockers(GIVEN, { nodePools: [burst(change)] }, true))).toEqual(['nodepool_name_taken']);
  });
});

describe('a look at the step', () => {
  const step = async (): Promise<Step> => {
    const [only] = (await planOf({ ...GIVEN, node_count: '2' })).steps;
    if (!only) throw new Error('no step');
    return only;
  };
  const two = (change: Partial<NodePool> = {}) => w.nodePool('burst-pool', change);
  it.each<[string, NodePool[], string]>([
    ['nothing is there', [w.nodePool('worker-pool')], 'undone'],
    ['it is being made', [two({ currentNodes: 0, creatingNodes: 2, activeNodes: 0 })], 'settling'],
    ['one node is active', [two({ creatingNodes: 1, activeNodes: 1 })], 'settling'],
    ['all are active', [two()], 'done'],
    ['it is of another flavor', [two({ flavor: 'c7.large.2' })], 'broken'],
    ['it has another count', [two({ desiredNodes: 3, currentNodes: 3 })], 'broken'],
    ['it is sold out', [two({ currentNodes: 0, activeNodes: 0, phase: 'SoldOut', conditions: [] })], 'broken'],
    ['it goes', [two({ phase: 'Deleting' })], 'broken'],
  ])('%s', async (_, nodePools, is) => {
    expect((await createNodepool.look(await step(), w.contextOf(w.ready({ nodePools })))).is).toBe(is);
  });

  it('does not take an unreadable list for an empty one', async () => {
    const error = w.denied('cce:nodepool:list');
    await expect(createNodepool.look(await step(), w.contextOf(w.ready({ broken: { nodePools: error } })))).rejects.toBe(error);
  });

  it('writes what the step says, once', async () => {
    const world = w.ready();
    await createNodepool.write(await step(), w.contextOf(world), 'run_0123456789');
    expect(world.createdPools).toEqual([
      {
        name: 'burst-pool',
        flavor: 'c7.xlarge.2',
        availabilityZone: 'cn-north-4a',
        os: 'Huawei Cloud EulerOS 2.0',
        sshKey: 'ops-keypair',
        subnetId: w.NODES.id,
        rootVolume: { type: 'SSD', sizeGiB: 40 },
        dataVolume: { type: 'SSD', sizeGiB: 100 },
        nodeCount: 2,
      },
    ]);
    expect(world.asked).toEqual(['createPool']);
  });
});

it('capacity follows by itself', async () => {
  expect(createNodepool.next?.(createNodepool.params.parse(GIVEN), await planOf(GIVEN))).toEqual([
    { command: 'capacity', params: {}, how: 'itself' },
  ]);
});
