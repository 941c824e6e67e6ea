import { type Finding, finding } from '../../core/finding.ts';
import type { NodePoolValue, UnusedValue } from '../../core/findings/node-pools.ts';
import type { NewNodePool, NodePool } from '../../ports/node-pools.ts';
import { nodesToday, unscalable } from './standing.ts';

type Wanted = Pick<NewNodePool, 'flavor' | 'availabilityZone' | 'nodeCount'>;

/** In what a pool of the wanted name is another than the one wanted. Empty: it is the one, whoever made it. */
export function differencesTo(wanted: Wanted, pool: NodePool): readonly NodePoolValue[] {
  const same: readonly (readonly [NodePoolValue, boolean])[] = [
    ['flavor', pool.flavor === wanted.flavor],
    ['availability_zone', pool.availabilityZone === wanted.availabilityZone],
    ['node_count', nodesToday(pool) === wanted.nodeCount],
  ];
  return same.flatMap(([value, equal]) => (equal ? [] : value));
}

/** Each value of a new pool, and where pools that are there have theirs. */
const valuesOf = (
  wanted: NewNodePool,
  pools: readonly NodePool[],
): readonly (readonly [NodePoolValue, string, readonly (string | null | undefined)[]])[] => [
  ['flavor', wanted.flavor, pools.map(({ flavor }) => flavor)],
  ['availability_zone', wanted.availabilityZone, pools.map(({ availabilityZone }) => availabilityZone)],
  ['os', wanted.os, pools.map(({ os }) => os)],
  ['ssh_key', wanted.sshKey, pools.map(({ sshKey }) => sshKey)],
  ['root_volume_type', wanted.rootVolume.type, pools.map(({ rootVolume }) => rootVolume?.type)],
  ['data_volume_type', wanted.dataVolume.type, pools.flatMap(({ dataVolumes }) => dataVolumes.map(({ type }) => type))],
];

/** The values that none of these pools uses: whether they exist cannot be asked beforehand, so they are worth a look. */
export function unusedValues(wanted: NewNodePool, pools: readonly NodePool[]): Finding | null {
  const values = valuesOf(wanted, pools).flatMap(([parameter, value, there]): readonly UnusedValue[] => {
    const used = [...new Set(there.flatMap((each) => each || []))].toSorted();
    return value === '' || used.includes(value) ? [] : [{ parameter, value, used }];
  });
  return values.length === 0 ? null : finding('nodepool_values_unused', { values });
}

/** In a Turbo cluster a flavor needs supplementary network interfaces, which nothing says beforehand but a node that runs. */
export function unprovenInTurbo({ flavor }: Wanted, networkMode: string, pools: readonly NodePool[]): Finding | null {
  if (networkMode !== 'eni') return null;
  const runs = pools.some((pool) => pool.flavor === flavor && pool.activeNodes > 0);
  return runs ? null : finding('flavor_unproven_in_turbo', { flavor });
}

/** What keeps other pools from growing and would keep a new one from it too: a quota of the account, or the same flavor sold out. */
export const sameObstacles = (wanted: Wanted, pools: readonly NodePool[]): readonly Finding[] =>
  pools.flatMap((pool) => {
    const found = unscalable(pool);
    const alike = pool.flavor === wanted.flavor && pool.availabilityZone === wanted.availabilityZone;
    const shared = found?.facts.because === 'quota' || (found?.facts.because === 'sold_out' && alike);
    return found && shared ? [found] : [];
  });
