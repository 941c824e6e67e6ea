import type { EndpointProblem, EndpointPurpose } from '../../core/finding.ts';
import type { Endpoint } from '../../ports/cloud.ts';
import { opensObs } from './obs-policy.ts';

export const PURPOSES: readonly EndpointPurpose[] = ['swr', 'swr-api', 'obs'];

/** What decides about an endpoint besides the endpoint itself. */
export interface EndpointRules {
  readonly region: string;
  readonly vpcId: string;
  /** The OBS service name the operator was given; never guessed. */
  readonly obsServiceName: string | null;
  /** The route tables that a gateway must be bound to; empty where they are not known: then they are not judged. */
  readonly podRouteTableIds: readonly string[];
}

/** Also of the kinds that no document names (`cvs_gateway`). */
export const isGatewayType = (serviceType: string): boolean => /gateway$/.test(serviceType);
export const isGateway = (endpoint: Endpoint): boolean => isGatewayType(endpoint.serviceType);

/** Null: the operator gave no name, and there is none to guess (a service ticket tells it). */
export const serviceNameOf = (purpose: EndpointPurpose, rules: Pick<EndpointRules, 'region' | 'obsServiceName'>): string | null =>
  purpose === 'obs' ? rules.obsServiceName : `com.myhuaweicloud.${rules.region}.${purpose}`;

/** Whether it has exactly that name: the API's own filter is fuzzy, and `...swr` is the beginning of `...swr-api`. */
const isNamed = (endpoint: Endpoint, purpose: EndpointPurpose, rules: EndpointRules): boolean =>
  serviceNameOf(purpose, rules) === endpoint.serviceName && (purpose !== 'obs' || isGateway(endpoint));

/** What pods use it for; null: nothing that bursting needs. */
export const purposeOf = (endpoint: Endpoint, rules: EndpointRules): EndpointPurpose | null =>
  PURPOSES.find((purpose) => isNamed(endpoint, purpose, rules)) ?? (isGateway(endpoint) && opensObs(endpoint.policy) ? 'obs' : null);

/** Endpoints of this VPC that exist: lists may hold other VPCs', and one that is being deleted is gone. */
export const present = (endpoints: readonly Endpoint[], rules: Pick<EndpointRules, 'vpcId'>): readonly Endpoint[] =>
  endpoints.filter((endpoint) => endpoint.vpcId === rules.vpcId && endpoint.status !== 'deleting');

/** The endpoints that are the one to make, or stand in its place: by exact name, and where nobody gave one, by what they are for. */
export const candidates = (purpose: EndpointPurpose, endpoints: readonly Endpoint[], rules: EndpointRules): readonly Endpoint[] =>
  present(endpoints, rules).filter((endpoint) =>
    serviceNameOf(purpose, rules) === null ? purposeOf(endpoint, rules) === purpose : isNamed(endpoint, purpose, rules),
  );

const BY_STATUS: Readonly<Record<string, EndpointProblem | null>> = {
  accepted: null,
  creating: 'creating',
  pendingAcceptance: 'pending_acceptance',
  rejected: 'rejected',
  failed: 'failed',
};

type NeededTables = Pick<EndpointRules, 'podRouteTableIds'>;

const missingRouteTables = (endpoint: Endpoint, rules: NeededTables): readonly string[] =>
  isGateway(endpoint) ? rules.podRouteTableIds.filter((id) => !endpoint.routeTableIds.includes(id)) : [];

/** Why pods cannot use this endpoint yet; null: they can. A status nobody has documented is never taken for ready. */
export function problemOf(endpoint: Endpoint, rules: NeededTables): EndpointProblem | null {
  const byStatus = Object.hasOwn(BY_STATUS, endpoint.status) ? (BY_STATUS[endpoint.status] ?? null) : 'unknown';
  if (byStatus === 'failed' || byStatus === 'rejected') return byStatus;
  if (endpoint.frozen) return 'frozen';
  if (endpoint.enabled === false) return 'disabled';
  if (byStatus !== null) return byStatus;
  if (!isGateway(endpoint) && !endpoint.dnsEnabled) return 'dns_disabled';
  return missingRouteTables(endpoint, rules).length > 0 ? 'route_table' : null;
}

/** Among several that do not work, the one to speak of first: what becomes ready by itself, then what is nearest to it. */
const NEAREST: readonly (EndpointProblem | null)[] = [
  null,
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

/** Whether it becomes ready by itself, or by the owner of the service. */
const isComing = (problem: EndpointProblem): boolean => problem === 'creating' || problem === 'pending_acceptance';

/** The facts of the findings about an endpoint that is not ready. */
interface Trouble {
  readonly purpose: EndpointPurpose;
  readonly service_name: string;
  readonly endpoint_id: string;
  readonly status: string;
  readonly problem: EndpointProblem;
  readonly detail: string;
}

/** How pods are served for one purpose. `coming`: it is waited for; `broken`: it stays so until somebody repairs it. */
export type Standing =
  | { readonly is: 'missing' }
  | { readonly is: 'ready'; readonly endpoint: Endpoint }
  | { readonly is: 'coming' | 'broken'; readonly endpoint: Endpoint; readonly trouble: Trouble };

/** By the nearest to ready of the endpoints that serve one purpose: one that works is enough. */
export function standingOf(purpose: EndpointPurpose, endpoints: readonly Endpoint[], rules: NeededTables): Standing {
  const [nearest] = endpoints
    .map((endpoint) => ({ endpoint, problem: problemOf(endpoint, rules) }))
    .toSorted((a, b) => NEAREST.indexOf(a.problem) - NEAREST.indexOf(b.problem));
  if (!nearest) return { is: 'missing' };
  const { endpoint, problem } = nearest;
  if (problem === null) return { is: 'ready', endpoint };
  const trouble: Trouble = {
    purpose,
    service_name: endpoint.serviceName,
    endpoint_id: endpoint.id,
    status: endpoint.status,
    problem,
    detail: problem === 'route_table' ? missingRouteTables(endpoint, rules).join(', ') : endpoint.error,
  };
  return { is: isComing(problem) ? 'coming' : 'broken', endpoint, trouble };
}
