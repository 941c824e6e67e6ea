/** What node pool commands can tell a person. Names, flavors and zones come from outside. */
export interface NodePoolFacts {
  // In the way of a plan, or of its apply.
  /** `names`: of the pools that could be meant; the default pool is none. */
  nodepool_unknown: { asked: string; nearest: string | null; names: readonly string[] };
  /** More than one pool has that name. */
  nodepool_ambiguous: { name: string; ids: readonly string[] };
  /** The default pool takes nodes by hand only. */
  nodepool_default: { name: string };
  /** `nodes`: today's, those that CCE was asked for included. */
  nodepool_shrink: { name: string; nodes: number; asked: number };
  nodepool_deleting: { name: string };
  nodepool_gone: { name: string };
  nodepool_outside_autoscaling: { name: string; asked: number; min: number; max: number };
  nodepool_scale_groups: { name: string; groups: number };
  nodepool_prepaid: { name: string };
  /** `id` is of the pool that has it. `different`: in which of the values that are compared it is another. */
  nodepool_name_taken: { name: string; id: string; different: readonly NodePoolValue[] };
  ssh_key_required: { name: string };

  // In the way or, where nothing is to be done, beside it.
  /** `wanted`: what CCE was asked for. */
  nodepool_busy: { name: string; active: number; wanted: number; creating: number; deleting: number };
  /** `wanted` is more than there is if CCE was asked for more than it could make. */
  nodepool_unscalable: {
    name: string;
    because: Unscalable;
    flavor: string | null;
    availability_zone: string | null;
    nodes: number;
    wanted: number;
    detail: string;
  };

  // Beside a plan or a list.
  nodepool_error: { name: string; detail: string };
  /** Nodes are there that take no pods, and none is being made. */
  nodepool_inactive_nodes: { name: string; active: number; nodes: number };
  /** The autoscaler may take away again what it finds idle. */
  nodepool_autoscaled: { name: string; min: number; max: number };
  nodepool_large_growth: { name: string; added: number };
  /** Values that no pool of the cluster uses: nobody here can tell whether they exist. */
  nodepool_values_unused: { values: readonly UnusedValue[] };
  /** A flavor of which no node has run in this Turbo cluster. */
  flavor_unproven_in_turbo: { flavor: string };

  // How CCE refuses to make nodes (CCE API, error codes).
  quota_exceeded: { quota: Quota; detail: string };
  /** More nodes than the cluster's scale allows. */
  cluster_full: { detail: string };
  /** Its quota of supplementary network interfaces is 0: it cannot be used in a Turbo cluster. */
  flavor_without_sub_eni: { detail: string };
  flavor_sold_out: { detail: string };
  zone_unavailable: { detail: string };
  /** The cluster, or what is in it, is in a state that forbids it. */
  state_forbids: { operation: string; detail: string };
  account_restricted: { detail: string };
  /** CCE itself lacks a permission in the account. */
  agency_missing: { detail: string };
}

/** Why CCE adds no node to a pool. */
export type Unscalable = 'sold_out' | 'quota' | 'order' | 'failed' | 'unknown';
export type Quota = 'ecs' | 'cpu' | 'memory' | 'security_group' | 'eip' | 'disk';
/** By the parameter's name. */
export type NodePoolValue = 'flavor' | 'availability_zone' | 'node_count' | 'ssh_key' | 'os' | 'root_volume_type' | 'data_volume_type';
export interface UnusedValue {
  readonly parameter: NodePoolValue;
  readonly value: string;
  /** What the pools of the cluster use instead. */
  readonly used: readonly string[];
}
