import type { Context } from '../../core/action.ts';
import { type Finding, finding } from '../../core/finding.ts';
import { clusterKey } from '../../core/plan.ts';
import type { Cluster } from '../../ports/cloud.ts';
import type { NodePool } from '../../ports/node-pools.ts';
import { clusterNotFound, isNotFound, type Reading, readSource, SOURCES } from '../sources.ts';
import { rowsOf } from './rows.ts';

/** What both node pool plans are made from. */
export interface PoolReadings {
  readonly cluster: Reading<Cluster>;
  readonly pools: Reading<readonly NodePool[]>;
}

/** The cluster and its pools, read side by side. */
export async function readPools({ ports, signal, target }: Context): Promise<PoolReadings> {
  const [cluster, pools] = await Promise.all([
    readSource(SOURCES.cluster, signal, () => ports.clusters.show(target.clusterId, signal)),
    readSource(SOURCES.nodePools, signal, () => ports.nodePools.list(target.clusterId, signal)),
  ]);
  return { cluster, pools };
}

/** Why no pool of this cluster can be changed now. A cluster that does not exist explains why its pools do not: that is said once. */
export function clusterProblems({ cluster, pools }: PoolReadings, { target }: Pick<Context, 'target'>): readonly Finding[] {
  if (isNotFound(cluster)) return [clusterNotFound(target)];
  const unread = [...(cluster.ok ? [] : [cluster.finding]), ...(pools.ok ? [] : [pools.finding])];
  if (!cluster.ok || cluster.value.phase === 'Available') return unread;
  return [...unread, finding('cluster_not_available', { phase: cluster.value.phase })];
}

/** What was read, for the run's `result`. */
export const reportPools = ({ cluster, pools }: PoolReadings): Readonly<Record<string, unknown>> => ({
  success: cluster.ok && pools.ok,
  network: cluster.ok
    ? {
        cluster_name: cluster.value.name,
        category: cluster.value.category,
        container_network_mode: cluster.value.networkMode,
        version: cluster.value.version,
        phase: cluster.value.phase,
      }
    : null,
  nodepools: pools.ok ? rowsOf(pools.value) : null,
});

/** One pool of one cluster, by its id or, while it is to be made, its name. */
export const poolKeys = (which: string | null, { target }: Pick<Context, 'target'>) => {
  const cluster = clusterKey(target);
  return { leases: [cluster], resources: which === null ? [] : [`${cluster}/nodepools/${which}`] };
};
