import type { EndpointPurpose } from '../src/core/finding.ts';
import { rollOut } from './cluster/addon-controller.ts';
import { burstingNode, machineNode, pod } from './cluster/objects.ts';
import { emptyKubernetes, type KubernetesState } from './cluster/state.ts';
import { idOf, PROJECT_ID, SERVICES } from './story.ts';
import type { AddonState, ClusterState, EndpointState, NodePoolState, SubnetState, VpcState, World } from './world.ts';

/** The parts of one cluster in the world, to change what differs from the ready story. */
export interface Site {
  cluster: ClusterState;
  vpc: VpcState;
  nodeSubnet: SubnetState;
  podSubnet: SubnetState;
  /** The bursting add-on. */
  addon: AddonState;
  endpoints: Record<EndpointPurpose, EndpointState>;
  /** The pool of the two nodes. */
  workers: NodePoolState;
}

/**
 * Adds a Turbo cluster that bursts: its own VPC, the add-on running, all three endpoints accepted, two big nodes. The bot knows it by
 * `alias`.
 */
export function addReadyCluster(world: World, alias: string): Site {
  const vpc = readyVpc(alias);
  const nodeSubnet = present(vpc.subnets[0]);
  const podSubnet = present(vpc.subnets[1]);
  const cluster: ClusterState = {
    id: idOf(alias, 'cluster'),
    name: `turbo-${alias}`,
    projectId: PROJECT_ID,
    category: 'Turbo',
    type: 'VirtualMachine',
    version: 'v1.31',
    phase: 'Available',
    networkMode: 'eni',
    vpcId: vpc.id,
    hostSubnetId: nodeSubnet.id,
    podSubnetIds: [podSubnet.neutronId],
    publicAddress: true,
    apiServer: 'open',
    addons: [],
    kubernetes: readyKubernetes(),
    nodePools: [workerPool(alias, nodeSubnet.id)],
    handmade: 0,
    mostNodes: 200,
  };
  const addon = burstingAddon(cluster, podSubnet.neutronId);
  cluster.addons = [platformAddon(alias, 'coredns', '1.30.67'), platformAddon(alias, 'everest', '2.4.148'), addon];
  const endpoints = { swr: endpointIn(vpc, 'swr'), 'swr-api': endpointIn(vpc, 'swr-api'), obs: endpointIn(vpc, 'obs') };
  world.vpcs.push(vpc);
  world.clusters.push(cluster);
  world.configured.push({ alias, clusterId: cluster.id, settings: {} });
  world.endpoints.push(...Object.values(endpoints));
  return { cluster, vpc, nodeSubnet, podSubnet, addon, endpoints, workers: present(cluster.nodePools[0]) };
}

/** The parts of a cluster that `addReadyCluster` made; throws when one of them is not in the world any more. */
export function siteOf(world: World, alias: string): Site {
  const cluster = present(world.clusters.find((each) => each.id === idOf(alias, 'cluster')));
  const vpc = present(world.vpcs.find((each) => each.id === cluster.vpcId));
  const endpoint = (purpose: EndpointPurpose): EndpointState =>
    present(world.endpoints.find((each) => each.id === idOf(vpc.id, 'endpoint', purpose)));
  return {
    cluster,
    vpc,
    nodeSubnet: present(vpc.subnets[0]),
    podSubnet: present(vpc.subnets[1]),
    addon: present(cluster.addons.find((addon) => addon.templateName === 'virtual-kubelet')),
    endpoints: { swr: endpoint('swr'), 'swr-api': endpoint('swr-api'), obs: endpoint('obs') },
    workers: present(cluster.nodePools.find(({ name }) => name === 'worker-pool')),
  };
}

/** Somebody makes an endpoint by hand, for that purpose, in the VPC of a cluster that `addReadyCluster` made; it is accepted at once. */
export function addEndpointByHand(world: World, alias: string, purpose: EndpointPurpose): void {
  world.endpoints.push(endpointIn(present(world.vpcs.find((vpc) => vpc.id === idOf(alias, 'vpc'))), purpose));
}

/** Turns a ready cluster into a Standard one with that container network: no pod subnets of its own. */
export function makeStandard(cluster: ClusterState, networkMode: 'vpc-router' | 'overlay_l2'): void {
  cluster.category = 'CCE';
  cluster.networkMode = networkMode;
  cluster.podSubnetIds = [];
}

/** Takes the bursting add-on away, as if nobody had installed it. */
export function removeAddon(cluster: ClusterState): void {
  cluster.addons = cluster.addons.filter((addon) => addon.templateName !== 'virtual-kubelet');
  cluster.kubernetes = { ...emptyKubernetes(), nodes: [machineNode({ name: '192.168.0.41' }), machineNode({ name: '192.168.0.87' })] };
}

/** Takes the bursting add-on away as CCE does: it is listed as deleted for a while, and what it had in the cluster is gone. */
export function uninstall({ cluster, addon }: Pick<Site, 'cluster' | 'addon'>): void {
  removeAddon(cluster);
  addon.status = 'deleteSuccess';
  cluster.addons = [...cluster.addons, addon];
}

/** Somebody installs it again by hand, and it runs at once. */
export function installByHand(world: World, alias: string): void {
  const { cluster, addon } = siteOf(world, alias);
  addon.status = 'running';
  rollOut(world, cluster, addon, Date.now());
}

function present<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('this part of the ready story is not in the world');
  return part;
}

/** The accepted endpoint for one purpose in a VPC of the story. */
function endpointIn(vpc: VpcState, purpose: EndpointPurpose): EndpointState {
  const { name, type } = SERVICES[purpose];
  const gateway = type.endsWith('gateway');
  return {
    id: idOf(vpc.id, 'endpoint', purpose),
    serviceName: name,
    serviceType: type,
    status: 'accepted',
    frozen: false,
    enabled: true,
    dnsEnabled: !gateway,
    vpcId: vpc.id,
    subnetId: gateway ? null : present(vpc.subnets[0]).id,
    ip: gateway ? null : purpose === 'swr' ? '192.168.3.108' : '192.168.3.169',
    routeTableIds: gateway ? [present(vpc.routeTables[0]).id] : [],
    policy: gateway ? [{ effect: 'Allow', actions: ['obs:*:*'], resources: ['obs:*:*:*:*/*', 'obs:*:*:*:*'] }] : null,
    policyInDetailOnly: false,
    description: '',
    createdAt: '2026-11-20T02:31:07Z',
    error: null,
  };
}

/** The pool that the two nodes of the ready story are in. */
const workerPool = (alias: string, subnetId: string): NodePoolState => ({
  id: idOf(alias, 'node-pool', 'worker-pool'),
  name: 'worker-pool',
  flavor: 'c7.2xlarge.2',
  zone: 'cn-north-4a',
  os: 'Huawei Cloud EulerOS 2.0',
  sshKey: 'ops-keypair',
  subnetId,
  root: { type: 'SSD', size: 50 },
  data: [{ type: 'SSD', size: 100 }],
  prepaid: false,
  autoscaling: { enable: false, min: 0, max: 0 },
  extensionGroups: 0,
  desired: 2,
  active: 2,
  joining: [],
  phase: null,
  conditions: [],
});

function readyVpc(alias: string): VpcState {
  const subnet = (name: string, cidr: string, availableAddresses: number): SubnetState => ({
    id: idOf(alias, 'subnet', name),
    neutronId: idOf(alias, 'neutron', name),
    name: `subnet-${name}`,
    cidr,
    status: 'ACTIVE',
    dnsServers: ['100.125.1.250', '100.125.129.250'],
    availableAddresses,
  });
  const nodes = subnet('nodes', '192.168.0.0/22', 1_006);
  const pods = subnet('pods', '192.168.64.0/18', 16_341);
  const endpoints = subnet('endpoints', '192.168.8.0/24', 250);
  return {
    id: idOf(alias, 'vpc'),
    name: `vpc-${alias}`,
    projectId: PROJECT_ID,
    subnets: [nodes, pods, endpoints],
    routeTables: [
      { id: idOf(alias, 'route-table', 'main'), name: `rtb-vpc-${alias}`, isDefault: true, subnetIds: [nodes.id, pods.id] },
      { id: idOf(alias, 'route-table', 'isolated'), name: 'rtb-isolated', isDefault: false, subnetIds: [endpoints.id] },
    ],
  };
}

const platformAddon = (alias: string, templateName: string, version: string): AddonState => ({
  uid: idOf(alias, 'addon', templateName),
  templateName,
  version,
  status: 'running',
  reason: '',
  message: '',
  values: { basic: {}, custom: {}, flavor: {} },
});

/** The bursting add-on, configured with one pod subnet. */
const burstingAddon = (cluster: ClusterState, podSubnetId: string): AddonState => ({
  uid: idOf(cluster.id, 'addon', 'virtual-kubelet'),
  templateName: 'virtual-kubelet',
  version: '1.5.82',
  status: 'running',
  reason: '',
  message: '',
  values: {
    basic: {
      cluster_id: cluster.id,
      cluster_name: cluster.name,
      vpc_id: cluster.vpcId,
      network_id: podSubnetId,
      project_id: cluster.projectId,
    },
    flavor: {
      name: 'HA',
      description: 'High availability',
      replicas: '2',
      resources: [{ name: 'virtual-kubelet', limitsCpu: '2000m', limitsMem: '4096Mi', requestsCpu: '200m', requestsMem: '512Mi' }],
    },
    custom: {
      subnet_id: podSubnetId,
      subnets: [{ subnetID: podSubnetId }],
      isInstallProxy: false,
      enableScheduleProfileLocalSurge: true,
      enableLogCollection: false,
    },
  },
});

function readyKubernetes(): KubernetesState {
  const [first, second] = ['192.168.0.41', '192.168.0.87'];
  const kubeSystem = (name: string, nodeName: string, cpu: string, memory: string, app: string) =>
    pod({ namespace: 'kube-system', name, nodeName, cpu, memory, app });
  const addon = 'bursting-cceaddon-virtual-kubelet';
  return {
    ...emptyKubernetes(),
    nodes: [machineNode({ name: first }), machineNode({ name: second }), burstingNode()],
    pods: [
      kubeSystem('coredns-6d8f7b9c54-4jkxv', first, '500m', '512Mi', 'coredns'),
      kubeSystem('coredns-6d8f7b9c54-q9w2z', second, '500m', '512Mi', 'coredns'),
      kubeSystem(`${addon}-resource-syncer-64f4b7d6kr995`, first, '100m', '256Mi', `${addon}-resource-syncer`),
      kubeSystem(`${addon}-virtual-kubelet-5b4df9f7crbdp`, second, '200m', '512Mi', `${addon}-virtual-kubelet`),
      kubeSystem(`${addon}-webhook-7ff7689685-rmp95`, second, '100m', '256Mi', `${addon}-webhook`),
      pod({ namespace: 'shop', name: 'checkout-7c9d5f8b6-2xkq4', nodeName: first, cpu: '1', memory: '2Gi', app: 'checkout' }),
    ],
    configmaps: [{ metadata: { name: 'bursting-status', namespace: 'kube-system' }, data: { enableBurstingNode: 'true' } }],
  };
}
