import type { NodePool, NodePoolCondition, Volume } from '../../ports/node-pools.ts';
import { unscalable } from './standing.ts';

interface VolumeRow {
  readonly type: string;
  readonly size: number;
}

/** A node pool in results: snake_case, counts of nodes, sizes in GiB (contract, section 5). */
export interface NodePoolRow {
  readonly id: string;
  readonly name: string;
  readonly is_default: boolean;
  readonly flavor: string | null;
  readonly availability_zone: string | null;
  readonly os: string | null;
  readonly ssh_key: string | null;
  readonly subnet_id: string | null;
  readonly root_volume: VolumeRow | null;
  readonly data_volumes: readonly VolumeRow[];
  /** Those that are being made count. */
  readonly node_count: number;
  /** What CCE was asked for. */
  readonly desired_node_count: number;
  readonly active_node_count: number;
  readonly creating_node_count: number;
  readonly deleting_node_count: number;
  /** As the cloud says it: empty where nothing is going on. */
  readonly phase: string;
  /** As CCE counts it: 0 on demand, 1 yearly or monthly. */
  readonly billing_mode: 0 | 1;
  /** The default one counts. */
  readonly scale_group_count: number;
  /** Whether CCE would add nodes, as far as it says. */
  readonly scalable: boolean;
  readonly autoscaling: { readonly enable: boolean; readonly min_node_count: number; readonly max_node_count: number };
  readonly conditions: readonly {
    readonly type: string;
    readonly status: boolean | null;
    readonly reason: string;
    readonly message: string;
  }[];
}

const volumeRow = ({ type, sizeGiB }: Volume): VolumeRow => ({ type, size: sizeGiB });
const conditionRow = ({ type, holds, reason, message }: NodePoolCondition) => ({ type, status: holds, reason, message });

const rowOf = (pool: NodePool): NodePoolRow => ({
  id: pool.id,
  name: pool.name,
  is_default: pool.isDefault,
  flavor: pool.flavor,
  availability_zone: pool.availabilityZone,
  os: pool.os,
  ssh_key: pool.sshKey,
  subnet_id: pool.subnetId,
  root_volume: pool.rootVolume && volumeRow(pool.rootVolume),
  data_volumes: pool.dataVolumes.map(volumeRow),
  node_count: pool.currentNodes,
  desired_node_count: pool.desiredNodes,
  active_node_count: pool.activeNodes,
  creating_node_count: pool.creatingNodes,
  deleting_node_count: pool.deletingNodes,
  phase: pool.phase,
  billing_mode: pool.prepaid ? 1 : 0,
  scale_group_count: pool.furtherScaleGroups + 1,
  scalable: !pool.isDefault && unscalable(pool) === null,
  autoscaling: {
    enable: pool.autoscaling.enabled,
    min_node_count: pool.autoscaling.min,
    max_node_count: pool.autoscaling.max,
  },
  conditions: pool.conditions.map(conditionRow),
});

/** By name, the default pool last. */
export const rowsOf = (pools: readonly NodePool[]): readonly NodePoolRow[] =>
  pools.map(rowOf).sort((a, b) => Number(a.is_default) - Number(b.is_default) || (a.name < b.name ? -1 : 1));
