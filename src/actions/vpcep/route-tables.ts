import { type Finding, finding } from '../../core/finding.ts';
import { ODD } from '../../core/oddity.ts';
import type { VpcReadings } from '../precheck/known.ts';
import { SOURCES, type Unreadable } from '../sources.ts';

type Choice = { readonly ids: readonly string[] } | { readonly problems: readonly Finding[] };

/** Every VPC has a default table: a list without any is no answer to go by. */
const noTable = (): Unreadable =>
  finding('source_unreadable', {
    ...SOURCES.routeTables,
    reason: 'upstream_unreadable',
    detail: ODD.noRouteTable,
  }) as Unreadable;

/**
 * The route tables a gateway is bound to, sorted: those that were given, else all of the VPC, because pods in a subnet of any other table
 * would not reach it. `podRouteTableIds`: those it cannot do without.
 */
export function chooseRouteTables(
  { vpcId, routeTables }: Pick<VpcReadings, 'vpcId' | 'routeTables'>,
  given: readonly string[] | undefined,
  podRouteTableIds: readonly string[],
): Choice {
  if (!routeTables.ok) return { problems: [routeTables.finding] };
  const all = routeTables.value.map(({ id }) => id);
  if (all.length === 0) return { problems: [noTable()] };
  const ids = (given ?? all).toSorted();
  const unknown = ids.filter((id) => !all.includes(id));
  const missing = podRouteTableIds.filter((id) => !ids.includes(id));
  const problems = [
    ...unknown.map((id) => finding('route_table_unknown', { id, vpc_id: vpcId })),
    ...(missing.length === 0 ? [] : [finding('route_table_incomplete', { missing: missing.toSorted() })]),
  ];
  return problems.length > 0 ? { problems } : { ids };
}
