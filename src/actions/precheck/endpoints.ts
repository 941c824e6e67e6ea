import { type EndpointProblem, type EndpointPurpose, finding } from '../../core/finding.ts';
import type { Endpoint, RouteTable, Subnet } from '../../ports/cloud.ts';
import { issue, type Judgement, join, NOTHING, warning } from './network.ts';
import { opensObs } from './obs-policy.ts';
import type { Unreadable } from './sources.ts';

export const PURPOSES: readonly EndpointPurpose[] = ['swr', 'swr-api', 'obs'];

/** What decides about an endpoint besides the endpoint itself. */
export interface EndpointRules {
  readonly region: string;
  readonly vpcId: string;
  /** The OBS service name the operator was given; never guessed. */
  readonly obsServiceName: string | null;
  /** The route tables that pods are routed by; empty where they are not known: then they are not judged. */
  readonly podRouteTableIds: readonly string[];
}

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

const isGateway = (endpoint: Endpoint): boolean => /gateway$/.test(endpoint.serviceType);

/** Null: the operator gave no name, and there is none to guess (a service ticket tells it). */
const serviceNameOf = (purpose: EndpointPurpose, rules: EndpointRules): string | null =>
  purpose === 'obs' ? rules.obsServiceName : `com.myhuaweicloud.${rules.region}.${purpose}`;

/** Exact names only: the API's own filter is fuzzy, and `...swr` is the beginning of `...swr-api`. */
function purposeOf(endpoint: Endpoint, rules: EndpointRules): EndpointPurpose | null {
  const named = PURPOSES.find((purpose) => serviceNameOf(purpose, rules) === endpoint.serviceName) ?? null;
  if (named === 'swr' || named === 'swr-api') return named;
  return isGateway(endpoint) && (named === 'obs' || opensObs(endpoint.policy)) ? 'obs' : null;
}

const BY_STATUS: Readonly<Record<string, EndpointProblem | null>> = {
  accepted: null,
  creating: 'creating',
  pendingAcceptance: 'pending_acceptance',
  rejected: 'rejected',
  failed: 'failed',
};

const missingRouteTables = (endpoint: Endpoint, rules: EndpointRules): readonly string[] =>
  isGateway(endpoint) ? rules.podRouteTableIds.filter((id) => !endpoint.routeTableIds.includes(id)) : [];

/** Why pods cannot use this endpoint yet; null: they can. A status nobody has documented is never taken for ready. */
function problemOf(endpoint: Endpoint, rules: EndpointRules): EndpointProblem | null {
  const byStatus = Object.hasOwn(BY_STATUS, endpoint.status) ? (BY_STATUS[endpoint.status] ?? null) : 'unknown';
  if (byStatus === 'failed' || byStatus === 'rejected') return byStatus;
  if (endpoint.frozen) return 'frozen';
  if (endpoint.enabled === false) return 'disabled';
  if (byStatus !== null) return byStatus;
  if (!isGateway(endpoint) && !endpoint.dnsEnabled) return 'dns_disabled';
  return missingRouteTables(endpoint, rules).length > 0 ? 'route_table' : null;
}

/** Endpoints of this VPC that exist: lists may hold other VPCs', and one that is being deleted is gone. */
const present = (endpoints: readonly Endpoint[], rules: EndpointRules): readonly Endpoint[] =>
  endpoints.filter((endpoint) => endpoint.vpcId === rules.vpcId && endpoint.status !== 'deleting');

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

/** Among several that do not work, the one to speak of first: what becomes ready by itself, then what is nearest to it. */
const NEAREST: readonly EndpointProblem[] = [
  'creating',
  'pending_acceptance',
  'route_table',
  'dns_disabled',
  'disabled',
  'frozen',
  'unknown',
  'rejected',
  'failed',
];

const detailOf = (endpoint: Endpoint, problem: EndpointProblem, rules: EndpointRules): string =>
  problem === 'route_table' ? missingRouteTables(endpoint, rules).join(', ') : endpoint.error;

const judgePurpose = (purpose: EndpointPurpose, endpoints: readonly Endpoint[], rules: EndpointRules): Judgement => {
  const mine = endpoints.filter((endpoint) => purposeOf(endpoint, rules) === purpose);
  if (mine.length === 0) return warning(finding('endpoint_missing', { purpose, service_name: serviceNameOf(purpose, rules) }));
  const troubled = mine.flatMap((endpoint) => ({ endpoint, problem: problemOf(endpoint, rules) }));
  if (troubled.some(({ problem }) => problem === null)) return NOTHING;
  const rank = (problem: EndpointProblem | null): number => (problem ? NEAREST.indexOf(problem) : -1);
  const [nearest] = troubled.toSorted((a, b) => rank(a.problem) - rank(b.problem));
  if (!nearest?.problem) return NOTHING;
  const { endpoint, problem } = nearest;
  const detail = detailOf(endpoint, problem, rules);
  return warning(
    finding('endpoint_not_ready', {
      purpose,
      service_name: endpoint.serviceName,
      endpoint_id: endpoint.id,
      status: endpoint.status,
      problem,
      detail,
    }),
  );
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
