import type { Context } from '../../../src/core/action.ts';
import { BotError } from '../../../src/core/errors.ts';
import type {
  Addon,
  AddonOrder,
  AddonVersion,
  Cluster,
  Endpoint,
  EndpointService,
  NewEndpoint,
  PolicyStatement,
  RouteTable,
  Subnet,
} from '../../../src/ports/cloud.ts';
import type { Node, Pod } from '../../../src/ports/cluster.ts';
import type { Ports } from '../../../src/ports/index.ts';
import type { NewNodePool, NodePool } from '../../../src/ports/node-pools.ts';

export const CLUSTER = '6f3c9a52-7d18-11f0-9b2e-0255ac100a01';
export const PROJECT = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
export const VPC = '3d9f1c6e-52ab-4b77-9c0e-8f61d2a4b713';
/** The two ids of each subnet, and its route table, as in the reference fixtures. */
export const NODES = { id: 'a7e04b19-6c3d-4f82-b5a1-0d92e7c8f346', neutron: 'c1b85d72-9e40-4a6f-8d13-5f27a60be9c4' };
export const PODS = { id: '58d2f6a0-1b7e-43c9-a264-e9f03c7d8b15', neutron: 'e40c7b93-2f65-4d18-97ba-6c1d85f0a23e' };
export const ENDPOINTS = { id: '91b6e3d8-f042-4c57-8a9d-27c50fe1b684', neutron: '07f5a2c4-83de-4b19-b6e0-d41c92a7f53b' };
export const TABLE = '4be7c108-95f2-4a3d-8c61-f0d7293ab5e4';
export const OBS_NAME = 'cn-north-4.com.myhuaweicloud.v4.obsv2.lz11';

export const allow = (...entries: string[]): PolicyStatement => ({ effect: 'Allow', actions: entries, resources: entries });
export const deny = (...entries: string[]): PolicyStatement => ({ effect: 'Deny', actions: entries, resources: entries });

export const subnet = (ids: { id: string; neutron: string }, name: string, cidr: string, more: Partial<Subnet> = {}): Subnet => ({
  id: ids.id,
  neutronSubnetId: ids.neutron,
  name,
  vpcId: VPC,
  cidr,
  status: 'ACTIVE',
  dnsServers: ['100.125.1.250'],
  availableAddresses: 250,
  ...more,
});

let made = 0;
export const endpoint = (serviceName: string, more: Partial<Endpoint> = {}): Endpoint => ({
  id: `ep-${++made}`,
  serviceName,
  serviceType: 'interface',
  status: 'accepted',
  frozen: false,
  enabled: null,
  vpcId: VPC,
  subnetId: NODES.id,
  ip: '192.168.3.108',
  dnsEnabled: true,
  routeTableIds: [],
  policy: null,
  description: '',
  createdAt: '2026-11-20T02:31:07Z',
  error: '',
  ...more,
});
export const swr = (more: Partial<Endpoint> = {}): Endpoint => endpoint('com.myhuaweicloud.cn-north-4.swr', more);
export const swrApi = (more: Partial<Endpoint> = {}): Endpoint => endpoint('com.myhuaweicloud.cn-north-4.swr-api', more);
export const gateway = (name: string, more: Partial<Endpoint> = {}): Endpoint =>
  endpoint(name, { serviceType: 'cvs_gateway', dnsEnabled: false, subnetId: null, ip: null, routeTableIds: [TABLE], ...more });
export const obs = (more: Partial<Endpoint> = {}): Endpoint => gateway(OBS_NAME, { policy: [allow('obs:*:*')], ...more });

const SWR = 'com.myhuaweicloud.cn-north-4.swr';
/** As the reference fixtures describe them. */
export const services = (): EndpointService[] => [
  { id: '6a8d2f41-0c93-4e7b-b5d8-19f3e6c7a204', name: SWR, type: 'interface', charged: true },
  { id: 'f3c91b7e-5d20-4a68-9e4f-82a0d7b6c135', name: `${SWR}-api`, type: 'interface', charged: true },
  { id: '2b75e0c8-a641-4f93-8d07-c5e9f1b3a682', name: OBS_NAME, type: 'cvs_gateway', charged: false },
];

export const addon = (more: Partial<Addon> = {}): Addon => ({
  uid: '50fa7c21-9d3e-4b86-8f14-a2c6e7d9b035',
  name: 'virtual-kubelet',
  templateName: 'virtual-kubelet',
  version: '1.5.82',
  status: 'running',
  reason: '',
  message: '',
  values: values(),
  ...more,
});
export const values = (basic: object = {}, custom: object = {}) => ({
  basic: { cluster_id: CLUSTER, vpc_id: VPC, network_id: PODS.neutron, project_id: PROJECT, ...basic },
  flavor: { replicas: '2' },
  custom: { subnet_id: PODS.neutron, subnets: [{ subnetID: PODS.neutron }], ...custom },
});

export const node = (name: string, more: Partial<Node> = {}): Node => ({
  name,
  labels: {},
  unschedulable: false,
  taints: [],
  allocatable: { cpu: '7910m', memory: '14Gi', pods: '110' },
  ready: 'True',
  conditions: [],
  architecture: 'amd64',
  ...more,
});

export const nodePool = (name: string, more: Partial<NodePool> = {}): NodePool => ({
  id: `b7d1e4f2-6a39-11f0-9c85-${Buffer.from(name).toString('hex').padEnd(12, '0').slice(0, 12)}`,
  name,
  isDefault: false,
  flavor: 'c7.xlarge.2',
  availabilityZone: 'cn-north-4a',
  os: 'Huawei Cloud EulerOS 2.0',
  sshKey: 'ops-keypair',
  subnetId: NODES.id,
  rootVolume: { type: 'SSD', sizeGiB: 50 },
  dataVolumes: [{ type: 'SSD', sizeGiB: 100 }],
  prepaid: false,
  autoscaling: { enabled: false, min: 0, max: 0 },
  furtherScaleGroups: 0,
  desiredNodes: 2,
  currentNodes: 2,
  creatingNodes: 0,
  deletingNodes: 0,
  activeNodes: 2,
  phase: '',
  conditions: [{ type: 'Scalable', holds: true, reason: '', message: '' }],
  ...more,
});

export interface World {
  cluster: Cluster;
  addons: Addon[];
  versions: AddonVersion[];
  subnets: Subnet[];
  routeTables: RouteTable[];
  endpoints: Endpoint[];
  /** What only an endpoint's own page says, by id. */
  details: Record<string, Partial<Endpoint>>;
  services: EndpointService[];
  nodePools: NodePool[];
  /** What was written. */
  created: NewEndpoint[];
  /** Of add-ons; `uid` is null for an installation. */
  ordered: (AddonOrder & { uid: string | null })[];
  /** Pools that were made, and scaled: id and count. */
  createdPools: NewNodePool[];
  scaledPools: (readonly [string, number])[];
  nodes: Node[];
  pods: Pod[];
  settings: Context['settings'];
  /** Which source fails, and how. */
  broken: { [Source in SourceName]?: unknown };
  /** Milliseconds that every call takes. */
  latencyMs: number;
  /** What was asked, in order: whether a call is made at all is part of the promise. */
  asked: SourceName[];
}
type SourceName =
  | 'cluster'
  | 'addons'
  | 'addon'
  | 'install'
  | 'change'
  | 'versions'
  | 'subnets'
  | 'routeTables'
  | 'endpoints'
  | 'details'
  | 'services'
  | 'create'
  | 'nodePools'
  | 'nodePool'
  | 'scale'
  | 'createPool'
  | 'nodes'
  | 'pods';

/** A Turbo cluster that is ready to burst; each test changes what it is about. */
export const ready = (change: Partial<World> = {}): World => ({
  cluster: {
    id: CLUSTER,
    name: 'turbo-prod',
    category: 'Turbo',
    type: 'VirtualMachine',
    version: 'v1.31',
    phase: 'Available',
    networkMode: 'eni',
    vpcId: VPC,
    hostSubnetId: NODES.id,
    eniSubnetIds: [PODS.neutron],
  },
  addons: [addon({ name: 'coredns', templateName: 'coredns', values: {} }), addon()],
  versions: [],
  subnets: [
    subnet(NODES, 'subnet-nodes', '192.168.0.0/22'),
    subnet(PODS, 'subnet-pods', '192.168.64.0/18', { availableAddresses: 16_341 }),
    subnet(ENDPOINTS, 'subnet-endpoints', '192.168.8.0/24'),
  ],
  routeTables: [{ id: TABLE, name: 'rtb-vpc-prod', isDefault: true, subnetIds: [NODES.id, PODS.id] }],
  endpoints: [swr(), swrApi(), obs()],
  details: {},
  services: services(),
  nodePools: [
    nodePool('worker-pool'),
    nodePool('DefaultPool', {
      id: 'DefaultPool',
      isDefault: true,
      flavor: null,
      availabilityZone: null,
      currentNodes: 0,
      desiredNodes: 0,
      activeNodes: 0,
    }),
  ],
  created: [],
  ordered: [],
  createdPools: [],
  scaledPools: [],
  nodes: [node('node-1'), node('node-2')],
  pods: [],
  settings: { vpcepSubnetId: null, obsEndpointServiceName: null, sshKey: null, allowStandard: false },
  broken: {},
  latencyMs: 0,
  asked: [],
  ...change,
});

export const cluster = (change: Partial<Cluster>): Cluster => ({ ...ready().cluster, ...change });
export const settings = (change: Partial<Context['settings']>): Context['settings'] => ({ ...ready().settings, ...change });

export const denied = (action: string): BotError =>
  new BotError('permission_denied', { service: 'CCE', operation: 'X', action, detail: `Policy doesn't allow ${action}.` });
export const notFound = (): BotError => new BotError('not_found', { service: 'CCE', operation: 'X', detail: 'no such thing' });
export const down = (): BotError => new BotError('upstream_failed', { service: 'VPC', operation: 'X', status: 500, detail: 'try later' });

const ask = async <T>(world: World, source: SourceName, signal: AbortSignal, answer: () => T): Promise<T> => {
  world.asked.push(source);
  if (world.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, world.latencyMs));
  signal.throwIfAborted();
  if (world.broken[source] !== undefined) throw world.broken[source];
  return answer();
};

const gone = (): never => {
  throw notFound();
};

const noRegistry: Ports['registry'] = {
  namespaces: async () => gone(),
  repositoryPages: () => gone(),
  tagPages: () => gone(),
};

const portsOf = (world: World): Ports => ({
  clusters: { show: (id, signal) => ask(world, 'cluster', signal, () => (id === world.cluster.id ? world.cluster : gone())) },
  addons: {
    list: (id, signal) => ask(world, 'addons', signal, () => (id === world.cluster.id ? world.addons : gone())),
    show: (uid, _, signal) => ask(world, 'addon', signal, () => world.addons.find((one) => one.uid === uid) ?? gone()),
    versions: (_, signal) => ask(world, 'versions', signal, () => world.versions),
    create: (order, signal) => ask(world, 'install', signal, () => void world.ordered.push({ ...order, uid: null })),
    update: (uid, order, signal) => ask(world, 'change', signal, () => void world.ordered.push({ ...order, uid })),
  },
  subnets: { list: (vpc, signal) => ask(world, 'subnets', signal, () => world.subnets.filter(({ vpcId }) => vpcId === vpc)) },
  routeTables: { list: (_, signal) => ask(world, 'routeTables', signal, () => world.routeTables) },
  endpoints: {
    list: (_, signal) => ask(world, 'endpoints', signal, () => world.endpoints),
    show: (id, signal) =>
      ask(world, 'details', signal, () => {
        const found = world.endpoints.find((one) => one.id === id);
        return found && world.details[id] ? { ...found, ...world.details[id] } : gone();
      }),
    describeService: (name, signal) =>
      ask(world, 'services', signal, () => world.services.find((service) => service.name === name) ?? gone()),
    create: (endpoint, signal) => ask(world, 'create', signal, () => void world.created.push(endpoint)),
  },
  registry: noRegistry,
  nodePools: {
    list: (_, signal) => ask(world, 'nodePools', signal, () => world.nodePools),
    show: (_, id, signal) => ask(world, 'nodePool', signal, () => world.nodePools.find((pool) => pool.id === id) ?? gone()),
    scale: (_, id, count, signal) => ask(world, 'scale', signal, () => void world.scaledPools.push([id, count])),
    create: (_, pool, signal) => ask(world, 'createPool', signal, () => void world.createdPools.push(pool)),
  },
  namespaces: { get: async () => gone(), create: async () => gone() },
  deployments: { get: async () => gone(), apply: async () => gone() },
  nodes: {
    async *pages(signal) {
      yield await ask(world, 'nodes', signal, () => world.nodes);
    },
  },
  pods: {
    async *runningPages(signal) {
      yield await ask(world, 'pods', signal, () => world.pods);
    },
  },
  // Nothing else is known of what runs.
  workloads: { async *pods() {}, deployment: async () => null, async *replicaSets() {} },
  events: { latest: async () => [] },
  configMaps: { get: async () => null },
  logs: { tail: async () => '' },
  clock: {
    after: async () => {
      throw new Error('nothing here waits');
    },
  },
});

export const contextOf = (world: World, signal: AbortSignal = new AbortController().signal): Context => ({
  target: { alias: 'prod', region: 'cn-north-4', projectId: PROJECT, clusterId: CLUSTER },
  settings: world.settings,
  ports: portsOf(world),
  now: new Date('2026-11-23T12:00:00Z'),
  signal,
  progress() {},
});
