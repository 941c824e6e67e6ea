import type { Fault } from './cloud/faults.ts';
import type { KubernetesState } from './cluster/state.ts';

/**
 * One Huawei Cloud account and its clusters as plain, mutable state: the sandbox's servers answer from it at every call, so changing it
 * changes what the bot sees next. Names are ours; the wire's spellings are made in `sandbox/cloud` and `sandbox/cluster`.
 */
export interface World {
  region: string;
  /** The domain (account) id, 32 hex digits. */
  accountId: string;
  /** Whose the bot's key is. */
  user: { name: string; isRoot: boolean };
  /** The first one is the region's own project. */
  projects: ProjectState[];
  vpcs: VpcState[];
  services: EndpointServiceState[];
  endpoints: EndpointState[];
  /** The organisations of SWR. */
  registry: NamespaceState[];
  clusters: ClusterState[];
  addonTemplates: AddonTemplateState[];
  /** What the bot's configuration calls these clusters: the `clusters:` of `bursting.yaml`. */
  configured: ConfiguredCluster[];
  faults: Fault[];
  /** How far the cloud's clock is ahead of this machine's, in milliseconds. */
  clockAheadMs: number;
  /** How long every answer takes from the request's arrival, in milliseconds; what is done for it is in that. */
  latencyMs: number;
  /** Flavors that can be had, and what their nodes leave to pods. */
  flavors: FlavorState[];
  /** Availability zones of the region. */
  zones: string[];
  /** Key pairs of the account, by name. */
  keyPairs: string[];
  /** How long a new endpoint is `creating`, an add-on `installing` or `upgrading`, and a new node installing, in milliseconds. */
  settleMs: number;
  /** How many writes the API gateway lets through in a minute; refused ones count. */
  writesPerMinute: number;
}

interface ConfiguredCluster {
  alias: string;
  clusterId: string;
  /** Further keys of the cluster in `bursting.yaml`, as they are written there. */
  settings: Record<string, unknown>;
}

export interface ProjectState {
  id: string;
  /** A region, or `<region>_<name>` for a project inside it. */
  name: string;
  enabled: boolean;
}

export interface VpcState {
  id: string;
  name: string;
  projectId: string;
  subnets: SubnetState[];
  routeTables: RouteTableState[];
}

export interface SubnetState {
  /** The VPC subnet id, also the neutron network id. */
  id: string;
  /** The "IPv4 subnet id". */
  neutronId: string;
  name: string;
  cidr: string;
  status: string;
  dnsServers: string[];
  /** Null: a region that does not tell. */
  availableAddresses: number | null;
}

export interface RouteTableState {
  id: string;
  name: string;
  isDefault: boolean;
  subnetIds: string[];
}

export interface EndpointServiceState {
  id: string;
  name: string;
  type: string;
  charged: boolean;
  policyEnabled: boolean;
  /** What becomes of a new endpoint after `creating`; absent: `accepted`. */
  outcome?: EndpointOutcome;
}

/** How a new endpoint ends. `forMs`: how long its owner takes to accept it; null: for ever. */
export type EndpointOutcome =
  | { readonly kind: 'accepted' | 'rejected' | 'frozen' }
  | { readonly kind: 'failed'; readonly error: { readonly code: string; readonly message: string } }
  | { readonly kind: 'pendingAcceptance'; readonly forMs: number | null };

export interface EndpointState {
  id: string;
  serviceName: string;
  serviceType: string;
  status: string;
  frozen: boolean;
  enabled: boolean;
  dnsEnabled: boolean;
  vpcId: string;
  subnetId: string | null;
  ip: string | null;
  routeTableIds: string[];
  policy: { effect: string; actions: string[]; resources: string[] }[] | null;
  /** Lists leave the policy out, as some regions do; the detail always has it. */
  policyInDetailOnly: boolean;
  description: string;
  /** ISO 8601. */
  createdAt: string;
  error: { code: string; message: string } | null;
  /** What will have changed of it, from when on (milliseconds since the epoch), in order. Carried out when somebody looks. */
  coming?: { at: number; change: Partial<EndpointState> }[];
}

export interface ClusterState {
  id: string;
  name: string;
  projectId: string;
  /** `CCE` or `Turbo`. */
  category: string;
  /** `VirtualMachine` or `ARM64`. */
  type: string;
  version: string;
  phase: string;
  networkMode: string;
  vpcId: string;
  hostSubnetId: string;
  /** Neutron ids of the pod network; empty outside Turbo. */
  podSubnetIds: string[];
  /** Whether a public address is bound: the certificate call then also offers the external contexts. */
  publicAddress: boolean;
  /** Read when the sandbox starts: `closed` refuses connections, `impostor` shows a certificate of another authority. */
  apiServer: 'open' | 'closed' | 'impostor';
  addons: AddonState[];
  kubernetes: KubernetesState;
  nodePools: NodePoolState[];
  /** Nodes that somebody added by hand: those of the default pool. */
  handmade: number;
  /** What the cluster's scale allows. */
  mostNodes: number;
}

interface FlavorState {
  name: string;
  /** Supplementary network interfaces: 0 is refused in a Turbo cluster. */
  subEni: number;
  /** Allocatable, in Kubernetes' notation. */
  cpu: string;
  memory: string;
  /** By zone, how many more can be bought; a zone that is absent has plenty. */
  stock?: Record<string, number>;
}

export interface NodePoolState {
  id: string;
  name: string;
  flavor: string;
  zone: string;
  os: string;
  sshKey: string;
  /** A VPC subnet id. */
  subnetId: string;
  root: { type: string; size: number };
  data: { type: string; size: number }[];
  prepaid: boolean;
  autoscaling: { enable: boolean; min: number; max: number };
  /** Scale groups besides the default one. */
  extensionGroups: number;
  /** What was asked for. */
  desired: number;
  active: number;
  /** Nodes that are there and take no pods; absent: none. */
  inactive?: number;
  /** Nodes being installed: when each is active, in milliseconds since the epoch. */
  joining: { at: number }[];
  /** Null: what follows from the counts. */
  phase: string | null;
  /** Beside those that follow from what can be bought. */
  conditions: { type: string; status: boolean; reason: string; message: string }[];
}

export interface AddonState {
  uid: string;
  templateName: string;
  version: string;
  status: string;
  reason: string;
  message: string;
  values: Record<string, unknown>;
  /** What will have changed of it, from when on (milliseconds since the epoch), in order. Carried out when somebody looks. */
  coming?: { at: number; change: Partial<AddonState> }[];
  /** Some of its pods find no node with room: it is `abnormal` until they do. */
  waitsForRoom?: boolean;
}

/** How an installation or a change of an add-on ends. */
export type AddonOutcome =
  | { readonly kind: 'running' | 'available' | 'stuck' }
  /** `installFailed` or `upgradeFailed`. */
  | { readonly kind: 'failed'; readonly reason: string; readonly message: string }
  /** `forMs`: then it is running; null: it stays so. */
  | { readonly kind: 'abnormal'; readonly message: string; readonly forMs: number | null };

export interface AddonTemplateState {
  name: string;
  /** What becomes of an order after `installing` or `upgrading`; absent: `running`, if the values are right and its pods find room. */
  outcome?: AddonOutcome;
  /** How long a changed add-on shows its old status before `upgrading`, in milliseconds; absent: not at all. */
  lagMs?: number;
  versions: {
    version: string;
    stable: boolean;
    supports: { clusterType: string; categories: string[]; clusterVersions: string[] }[];
  }[];
}

/** An organisation of SWR that the bot's user may see. */
export interface NamespaceState {
  id: number;
  name: string;
  creator: string;
  /** 7 manage, 3 write, 1 read. */
  auth: number;
  repositories: RepositoryState[];
}

export interface RepositoryState {
  name: string;
  isPublic: boolean;
  updatedAt: string;
  tags: TagState[];
}

export interface TagState {
  name: string;
  updatedAt: string;
  /** A manifest list. */
  multiArch: boolean;
}
