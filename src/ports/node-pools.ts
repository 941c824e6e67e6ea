/** A disk of every node in a pool; sizes in GiB. */
export interface Volume {
  /** `SATA`, `SAS`, `SSD`, `GPSSD`, `ESSD`, `GPSSD2`, or something new. */
  readonly type: string;
  readonly sizeGiB: number;
}

/** One line of what CCE says about a pool (CCE API, NodePoolCondition). */
export interface NodePoolCondition {
  /** `Scalable`, `QuotaInsufficient`, `ResourceInsufficient`, `UnexpectedError`, `LockedByOrder`, `Error`, or something new. */
  readonly type: string;
  /** Null where it is neither `True` nor `False`. */
  readonly holds: boolean | null;
  readonly reason: string;
  readonly message: string;
}

/** A node pool (CCE API, NodePoolResp). What its template leaves open is null: the default pool has next to none. */
export interface NodePool {
  readonly id: string;
  readonly name: string;
  /** The one that every cluster has, for nodes that were added by hand; it cannot be scaled. */
  readonly isDefault: boolean;
  readonly flavor: string | null;
  /** `random` where CCE chooses one for each node. */
  readonly availabilityZone: string | null;
  readonly os: string | null;
  /** The name of a key pair. */
  readonly sshKey: string | null;
  /** A VPC subnet id. */
  readonly subnetId: string | null;
  readonly rootVolume: Volume | null;
  readonly dataVolumes: readonly Volume[];
  /** Yearly or monthly: a new node of it is an order that somebody has to pay. */
  readonly prepaid: boolean;
  readonly autoscaling: { readonly enabled: boolean; readonly min: number; readonly max: number };
  /** Groups besides the default one, each with a flavor and a zone of its own. */
  readonly furtherScaleGroups: number;
  /** How many nodes CCE is to keep; those that are there or coming may be fewer. */
  readonly desiredNodes: number;
  /** Nodes being installed count. */
  readonly currentNodes: number;
  readonly creatingNodes: number;
  readonly deletingNodes: number;
  /** Nodes that take pods. */
  readonly activeNodes: number;
  /** Empty, `Synchronizing`, `Synchronized`, `SoldOut`, `Deleting`, `Error`, or something new. */
  readonly phase: string;
  readonly conditions: readonly NodePoolCondition[];
}

/** What CreateNodePool is asked for: virtual machines, charged on demand, with containerd, reached by key pair. */
export interface NewNodePool {
  readonly name: string;
  readonly flavor: string;
  readonly availabilityZone: string;
  readonly os: string;
  readonly sshKey: string;
  /** A VPC subnet id. */
  readonly subnetId: string;
  readonly rootVolume: Volume;
  readonly dataVolume: Volume;
  readonly nodeCount: number;
}

export interface NodePools {
  /** All of them, the default pool included. */
  list(clusterId: string, signal: AbortSignal): Promise<readonly NodePool[]>;
  show(clusterId: string, nodePoolId: string, signal: AbortSignal): Promise<NodePool>;
  /**
   * One request, never repeated, for an absolute number of nodes. Whoever calls has made sure that the pool has fewer: CCE deletes what is
   * above it. It was accepted when this resolves. Throws `conflict` if CCE takes the pool for that large already.
   */
  scale(clusterId: string, nodePoolId: string, nodeCount: number, signal: AbortSignal): Promise<void>;
  /** One request, never repeated. It was accepted when this resolves. Throws `conflict` if the name is taken. */
  create(clusterId: string, nodePool: NewNodePool, signal: AbortSignal): Promise<void>;
}
