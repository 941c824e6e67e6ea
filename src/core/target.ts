/** What a run is about: one cluster in one region and project. `alias` is null for a cluster outside the configuration. */
export interface Target {
  readonly alias: string | null;
  readonly region: string;
  /** 32 lower-case hex digits; null until a worker has looked it up. */
  readonly projectId: string | null;
  readonly clusterId: string;
}

/** What the configuration says about a cluster and actions may use. */
export interface ClusterSettings {
  readonly vpcepSubnetId: string | null;
  readonly obsEndpointServiceName: string | null;
  readonly sshKey: string | null;
  readonly allowStandard: boolean;
}
