/**
 * Huawei Cloud as actions see it: small, camelCase, only the fields that are used. Implementations read every list to its last page,
 * validate every answer, and throw `BotError` with the codes of `src/core/finding.ts`.
 */

/** A CCE cluster (CCE API, ShowCluster). */
export interface Cluster {
  readonly id: string;
  readonly name: string;
  /** `CCE` (Standard) or `Turbo`. */
  readonly category: string | null;
  /** `VirtualMachine` or `ARM64`. */
  readonly type: string | null;
  /** `v1.31` */
  readonly version: string;
  /** `Available` is the only phase that permits changes. */
  readonly phase: string;
  /** `eni`, `vpc-router`, `overlay_l2`. */
  readonly networkMode: string;
  readonly vpcId: string | null;
  /** A VPC subnet id (network id), not a neutron id. */
  readonly hostSubnetId: string | null;
  /** Neutron ("IPv4") subnet ids of the pod network, in the cluster's order, without duplicates. */
  readonly eniSubnetIds: readonly string[];
}

export interface Addon {
  readonly uid: string;
  readonly name: string;
  readonly templateName: string;
  readonly version: string;
  /** `running`, `available`, `installing`, ... as on the wire. */
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  /** `spec.values` as it is; null when it is no object. */
  readonly values: Readonly<Record<string, unknown>> | null;
}

export interface AddonVersion {
  readonly version: string;
  readonly stable: boolean;
  /** Each entry: the cluster types, categories and version patterns (regular expressions) it supports. */
  readonly supports: readonly {
    readonly clusterType: string;
    readonly categories: readonly string[];
    readonly clusterVersions: readonly string[];
  }[];
}

export interface Subnet {
  /** The VPC subnet id (= neutron network id). */
  readonly id: string;
  /** The "IPv4 subnet id". */
  readonly neutronSubnetId: string;
  readonly name: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly status: string;
  readonly dnsServers: readonly string[];
  /** Free addresses; null where the region does not say. */
  readonly availableAddresses: number | null;
}

export interface RouteTable {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  /** VPC subnet ids. */
  readonly subnetIds: readonly string[];
}

/** One statement of a gateway endpoint's policy. Keys are capitalised on the wire (VPCEP API). */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

export interface Endpoint {
  readonly id: string;
  readonly serviceName: string;
  /** `interface`, `gateway`, `cvs_gateway`, `cvs_interface`. */
  readonly serviceType: string;
  /** `accepted`, `creating`, `pendingAcceptance`, `rejected`, `failed`, `deleting`, or something new. */
  readonly status: string;
  readonly frozen: boolean;
  /** Null where the answer does not say. */
  readonly enabled: boolean | null;
  readonly vpcId: string;
  readonly subnetId: string | null;
  readonly ip: string | null;
  readonly dnsEnabled: boolean;
  readonly routeTableIds: readonly string[];
  /** Null: the answer did not carry a policy (lists may leave it out; `show` has it). */
  readonly policy: readonly PolicyStatement[] | null;
  readonly description: string;
  readonly createdAt: string | null;
  /** `error[]` of a failed endpoint, joined. */
  readonly error: string;
}

export interface Clusters {
  show(clusterId: string, signal: AbortSignal): Promise<Cluster>;
}
/** What an add-on is installed with or changed to: the whole of it. */
export interface AddonOrder {
  readonly clusterId: string;
  readonly templateName: string;
  readonly version: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Addons {
  list(clusterId: string, signal: AbortSignal): Promise<readonly Addon[]>;
  /** Throws `not_found` for an instance that is gone. */
  show(uid: string, clusterId: string, signal: AbortSignal): Promise<Addon>;
  versions(templateName: string, signal: AbortSignal): Promise<readonly AddonVersion[]>;
  /** One request, never repeated. It was accepted when this resolves; what becomes of it shows in `list` and `show`. */
  create(order: AddonOrder, signal: AbortSignal): Promise<void>;
  /** The same of an installed add-on: what `order` leaves out is gone. */
  update(uid: string, order: AddonOrder, signal: AbortSignal): Promise<void>;
}
export interface Subnets {
  list(vpcId: string, signal: AbortSignal): Promise<readonly Subnet[]>;
}
export interface RouteTables {
  list(vpcId: string, signal: AbortSignal): Promise<readonly RouteTable[]>;
}
/** A service that endpoints can be made for (VPCEP API, ListServiceDescribeDetails). */
export interface EndpointService {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Null where the answer does not say. */
  readonly charged: boolean | null;
}

/** What CreateEndpoint is asked for. Interface endpoints have a subnet, gateways have route tables. */
export interface NewEndpoint {
  readonly serviceId: string;
  readonly vpcId: string;
  /** A VPC subnet id. */
  readonly subnetId: string | null;
  readonly dnsEnabled: boolean;
  readonly routeTableIds: readonly string[];
  /** Without angle brackets. */
  readonly description: string;
}

export interface Endpoints {
  list(vpcId: string, signal: AbortSignal): Promise<readonly Endpoint[]>;
  show(endpointId: string, signal: AbortSignal): Promise<Endpoint>;
  /** Throws `not_found` for a name that is not known or not shared with this account. */
  describeService(name: string, signal: AbortSignal): Promise<EndpointService>;
  /** One request, never repeated. It was accepted when this resolves; whether it was made shows in `list`. */
  create(endpoint: NewEndpoint, signal: AbortSignal): Promise<void>;
}
