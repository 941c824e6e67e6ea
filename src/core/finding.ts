import type { DiagnoseFacts } from './findings/diagnose.ts';
import type { GuideFacts } from './findings/guide.ts';
import type { ImageFacts } from './findings/images.ts';
import type { NodePoolFacts } from './findings/node-pools.ts';
import type { OpsFacts } from './findings/ops.ts';
import type { SetupFacts } from './findings/setup.ts';
import type { SmokeFacts } from './findings/smoke.ts';
import type { VerifyFacts } from './findings/verify.ts';
import type { Json } from './json.ts';

/**
 * Everything the bot can tell a person, by stable code, with the values its sentence needs.
 *
 * `src` returns codes and values only; the sentences are in `blocks/` (one catalogue per language), so a code without a sentence
 * does not compile. Codes are part of the contract: scripts match on them. Values may come from outside and are never markup.
 */
export interface Facts extends GuideFacts, OpsFacts, ImageFacts, VerifyFacts, DiagnoseFacts, NodePoolFacts, SetupFacts, SmokeFacts {
  // What precheck finds: issues (they stop bursting) ...
  cluster_not_found: { cluster_id: string; region: string; project_id: string };
  cluster_not_supported: { category: string | null; mode: string };
  cluster_not_available: { phase: string };
  vpc_unresolved: { cluster_id: string };
  /** `mode` tells the reader why: a Turbo cluster without pod subnets, or a Standard one where it must be given. */
  cci_subnet_unresolved: { mode: string };
  subnet_unknown: { parameter: SubnetRole; value: string; vpc_id: string };
  /** `value` is the wrong kind of id for `parameter`; `expected` is the other id of the very same subnet. */
  subnet_swapped: { parameter: SubnetRole; value: string; expected: string; subnet_name: string };
  cidr_overlap: { subnet_name: string; subnet_id: string; cidr: string; reserved: string };
  addon_misconfigured: AddonFault;
  /** A source that answered "you may not". `action` is the IAM action as Huawei spells it, or the Kubernetes verb and resource. */
  permission_denied: { service: Service; operation: string; action: string; detail: string };
  /** A source that did not answer usably. `reason` is the code of the failure behind it. */
  source_unreadable: { service: Service; operation: string; reason: FailureCode; detail: string };

  // ... and warnings (bursting works, but look at this).
  endpoint_missing: { purpose: EndpointPurpose; service_name: string | null };
  endpoint_not_ready: {
    purpose: EndpointPurpose;
    service_name: string;
    endpoint_id: string;
    status: string;
    problem: EndpointProblem;
    detail: string;
  };
  low_headroom: {
    schedulable: number;
    best_cpu: string | null;
    best_memory: string | null;
    needed_cpu: string;
    needed_memory: string;
    reasons: readonly HeadroomReason[];
  };
  few_addresses: { subnet_name: string; subnet_id: string; available: number };
  addon_busy: { status: string };
  addon_unhealthy: { status: string; detail: string };
  arm_nodes: { addon_version: string | null; first_supported: string; nodes: number | null };
  standard_cluster: { mode: string };

  // What blocks or ends a plan.
  /** `purpose` exists and does not work; a second one beside it is never made. */
  endpoint_broken: {
    purpose: EndpointPurpose;
    service_name: string;
    endpoint_id: string;
    status: string;
    problem: EndpointProblem;
    detail: string;
  };
  obs_name_required: { region: string };
  /** The service name is not known, or not shared with this account. */
  endpoint_service_unknown: { service_name: string };
  /** The service exists and is of another kind than `purpose` needs: a mistyped or guessed name. */
  endpoint_service_mismatch: { purpose: EndpointPurpose; service_name: string; service_type: string; expected: 'interface' | 'gateway' };
  route_table_unknown: { id: string; vpc_id: string };
  /** The pods' subnet is bound to a table that the given ones leave out. */
  route_table_incomplete: { missing: readonly string[] };
  /** A written step did not settle in time, or its write was never seen. */
  step_timeout: { step: string; resource: string; minutes: number };
  write_unknown: { step: string; resource: string };
  /** It was accepted, and what was asked for was not so when the time to settle was over. */
  write_undone: { step: string; resource: string; minutes: number };
  plan_superseded: { by: string };
  plan_changed: { differences: readonly Difference[]; successor: string | null };
  approval_revoked: { users: readonly string[]; required: number };
  approval_unconfirmed: { minutes: number };
  approval_invalid: { users: readonly string[] };
  apply_window_passed: { minutes: number };
  frozen: { by: string; reason: string | null };
  read_only: Record<never, never>;

  // Why something could not be done: errors of runs, refusals, answers of the gateway.
  usage: { problem: string; example: string };
  not_found: { service: Service; operation: string; detail: string };
  credentials_rejected: { service: Service; operation: string; detail: string };
  credentials_missing: { variable: string };
  bad_request: { service: Service; operation: string; code: string; detail: string };
  conflict: { service: Service; operation: string; detail: string };
  throttled: { service: Service; operation: string };
  upstream_failed: { service: Service; operation: string; status: number; detail: string };
  /** Answered 200 with something that is not what the API documents: HTML, broken JSON, a missing field. */
  upstream_unreadable: { service: Service; operation: string; detail: string };
  /** No answer: refused, reset, DNS, time-out of one request. */
  upstream_unreachable: { service: Service; operation: string; detail: string };
  /** The cluster has no API endpoint this worker can reach. `private`: only a VPC-internal address exists. */
  cluster_unreachable: { server: string; private: boolean; detail: string };
  /** The API server showed a certificate that is not the one promised. Never talked to. */
  cluster_untrusted: { server: string; detail: string };
  project_not_found: { region: string };
  project_mismatch: { cluster: string; given: string; configured: string };
  /** The worker's own configuration says no, whatever the gateway thought. */
  not_allowed: { reason: string };
  timeout: { seconds: number };
  /** A worker died on this more often than can be chance. */
  attempts_exhausted: { attempts: number };
  internal: { reference: string };
}

export type Code = keyof Facts;
/** Codes that a failed call can have: they may stand behind `source_unreadable`. */
export type FailureCode =
  | 'not_found'
  | 'credentials_rejected'
  | 'credentials_missing'
  | 'bad_request'
  | 'conflict'
  | 'throttled'
  | 'upstream_failed'
  | 'upstream_unreadable'
  | 'upstream_unreachable'
  | 'cluster_unreachable'
  | 'cluster_untrusted'
  | 'project_not_found'
  | 'timeout'
  | 'internal';

export type Service = 'IAM' | 'CCE' | 'VPC' | 'VPCEP' | 'SWR' | 'Kubernetes';
export type SubnetRole = 'vpcep_subnet_id' | 'cci_subnet_id' | 'subnet_id';
export type EndpointPurpose = 'swr' | 'swr-api' | 'obs';
export type EndpointProblem =
  | 'creating'
  | 'pending_acceptance'
  | 'rejected'
  | 'failed'
  | 'frozen'
  | 'dns_disabled'
  | 'disabled'
  | 'route_table'
  | 'unknown';
export type HeadroomReason = 'few_nodes' | 'no_node_fits' | 'aggregate' | 'pod_slots';
/** One wrong value in the installed add-on; `field` is its path in `spec.values`. */
export interface AddonFault {
  field: string;
  problem: 'swapped' | 'foreign' | 'missing';
  value: string | null;
  expected: string | null;
}

/** One way in which the world moved between a plan and its apply: what the plan saw, what is so now. */
export interface Difference {
  /** `appeared`: what was to be made exists; `gone`: what existed does not; `changed`: a value is another; `new`, `dropped`: a step more or less. */
  readonly kind: 'appeared' | 'gone' | 'changed' | 'new' | 'dropped';
  readonly resource: string;
  readonly field: string | null;
  readonly was: Json;
  readonly now: Json;
  readonly since: string | null;
}

/** One thing found: a code and the values of its sentence. Plain data, kept with the run. */
export type Finding<C extends Code = Code> = { [K in C]: { readonly code: K; readonly facts: Facts[K] } }[C];

export const finding = <C extends Code>(code: C, facts: Facts[C]): Finding<C> => ({ code, facts }) as Finding<C>;
