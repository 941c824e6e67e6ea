import { type EndpointProblem, type EndpointPurpose, finding } from '../../core/finding.ts';
import type { Endpoint, RouteTable, Subnet } from '../../ports/cloud.ts';
import type { Unreadable } from '../sources.ts';
import { issue, type Judgement, join, NOTHING, warning } from './network.ts';
import { madeTwice } from './origin.ts';
import { type EndpointRules, isGateway, PURPOSES, present, problemOf, purposeOf, serviceNameOf, standingOf } from './standing.ts';

export { PURPOSES };

/** One endpoint of the cluster's VPC as results show it. `purpose` is null for endpoints that bursting does not need. */
export interface EndpointRow {
  readonly id: string;
  readonly purpose: EndpointPurpose | null;
  readonly service_name: string;
  readonly service_type: string;
  readonly status: string;
  readonly ready: boolean;
  readonly problem: EndpointProblem | null;
  readonly ip: string | null;
  readonly subnet_id: string | null;
  readonly route_tables: readonly string[];
  readonly dns_enabled: boolean;
  readonly frozen: boolean;
  readonly created_at: string | null;
}

/**
 * The gateways whose policy decides whether there is OBS, and was not in the list: they must be looked at one by one. None, as soon
 * as a usable OBS gateway is known.
 */
export const undecided = (endpoints: readonly Endpoint[], rules: EndpointRules): readonly Endpoint[] => {
  const usable = (endpoint: Endpoint): boolean => purposeOf(endpoint, rules) === 'obs' && problemOf(endpoint, rules) === null;
  const here = present(endpoints, rules);
  if (here.some(usable)) return [];
  return here.filter((endpoint) => isGateway(endpoint) && endpoint.policy === null && purposeOf(endpoint, rules) === null);
};

/** Pods reach a gateway through the route table of their subnet: the one that names it, else the VPC's default. */
export const routeTablesOf = (subnets: readonly Subnet[], tables: readonly RouteTable[]): readonly string[] => {
  const fallback = tables.find((table) => table.isDefault);
  const own = subnets.map((subnet) => tables.find((table) => table.subnetIds.includes(subnet.id)) ?? fallback);
  return [...new Set(own.flatMap((table) => table?.id ?? []))];
};

const rowOf = (endpoint: Endpoint, rules: EndpointRules): EndpointRow => {
  const problem = problemOf(endpoint, rules);
  return {
    id: endpoint.id,
    purpose: purposeOf(endpoint, rules),
    service_name: endpoint.serviceName,
    service_type: endpoint.serviceType,
    status: endpoint.status,
    ready: problem === null,
    problem,
    ip: endpoint.ip,
    subnet_id: endpoint.subnetId,
    route_tables: endpoint.routeTableIds,
    dns_enabled: endpoint.dnsEnabled,
    frozen: endpoint.frozen,
    created_at: endpoint.createdAt,
  };
};

const judgeOrigin = (purpose: EndpointPurpose, twice: readonly Endpoint[]): Judgement => {
  const [first] = twice;
  if (!first) return NOTHING;
  const ids = twice.map(({ id }) => id).sort();
  return warning(finding('endpoint_duplicate', { purpose, service_name: first.serviceName, endpoint_ids: ids }));
};

const judgePurpose = (purpose: EndpointPurpose, endpoints: readonly Endpoint[], rules: EndpointRules): Judgement => {
  const mine = endpoints.filter((endpoint) => purposeOf(endpoint, rules) === purpose);
  const doubled = judgeOrigin(purpose, madeTwice(mine));
  const standing = standingOf(purpose, mine, rules);
  if (standing.is === 'ready') return doubled;
  if (standing.is === 'missing') return warning(finding('endpoint_missing', { purpose, service_name: serviceNameOf(purpose, rules) }));
  return join(doubled, warning(finding('endpoint_not_ready', standing.trouble)));
};

export interface EndpointVerdict extends Judgement {
  readonly rows: readonly EndpointRow[];
  readonly missing: readonly EndpointPurpose[];
}

/**
 * One usable endpoint for each purpose is enough. `unread` are gateways whose details could not be had: with one of them nobody knows
 * whether OBS is missing, so it is not said to be.
 */
export function judgeEndpoints(endpoints: readonly Endpoint[], rules: EndpointRules, unread: readonly Unreadable[]): EndpointVerdict {
  const here = present(endpoints, rules);
  const found = new Set(here.map((endpoint) => purposeOf(endpoint, rules)));
  const unknown = (purpose: EndpointPurpose): boolean => purpose === 'obs' && unread.length > 0 && !found.has('obs');
  const judged = PURPOSES.filter((purpose) => !unknown(purpose));
  return {
    ...join(issue(...unread), ...judged.map((purpose) => judgePurpose(purpose, here, rules))),
    rows: here.map((endpoint) => rowOf(endpoint, rules)),
    missing: judged.filter((purpose) => !found.has(purpose)),
  };
}
