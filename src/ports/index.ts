import type { Clock } from './clock.ts';
import type { Addons, Clusters, Endpoints, RouteTables, Subnets } from './cloud.ts';
import type { Nodes, Pods } from './cluster.ts';
import type { Deployments, Namespaces } from './deployments.ts';
import type { NodePools } from './node-pools.ts';
import type { Registry } from './registry.ts';
import type { ConfigMaps, Events, Logs, Workloads } from './workloads.ts';

/** What actions need from the world, already bound to one target: region, project, cluster and credentials. */
export interface Ports {
  readonly clusters: Clusters;
  readonly addons: Addons;
  readonly subnets: Subnets;
  readonly routeTables: RouteTables;
  readonly endpoints: Endpoints;
  readonly registry: Registry;
  readonly nodePools: NodePools;
  readonly nodes: Nodes;
  readonly pods: Pods;
  readonly namespaces: Namespaces;
  readonly deployments: Deployments;
  readonly workloads: Workloads;
  readonly events: Events;
  readonly configMaps: ConfigMaps;
  readonly logs: Logs;
  readonly clock: Clock;
}
