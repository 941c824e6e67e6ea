import type { CapacityNode, CapacityResult } from '../../src/actions/capacity.ts';
import type { PrecheckResult } from '../../src/actions/precheck/result.ts';
import type { AddonFault, Code, Difference, Facts, Finding } from '../../src/core/finding.ts';
import type { DiagnoseFacts, EndpointFact } from '../../src/core/findings/diagnose.ts';
import type { Run } from '../../src/runs/run.ts';
import { imageFactsOf } from './image-samples.ts';
import { nodePoolFacts } from './node-pool-samples.ts';
import { smokeFactsOf } from './smoke-samples.ts';

export const HOSTILE = '<!channel> <@U01ALICE> *x* _y_ ~z~ `code` & "…" </script> &amp; \u202egnp.exe\n> quote';
export const RTL = 'عنقود الإنتاج';
export const LONG = '𝒳<&>'.repeat(2_500);

/** The world moved in every way there is. */
const differencesOf = (x: string): readonly Difference[] => [
  { kind: 'appeared', resource: x, field: null, was: null, now: null, since: '2026-11-23T10:42:13Z' },
  { kind: 'appeared', resource: x, field: null, was: null, now: null, since: null },
  { kind: 'gone', resource: x, field: null, was: null, now: null, since: x },
  { kind: 'changed', resource: x, field: x, was: [x, x], now: { [x]: x }, since: null },
  { kind: 'changed', resource: 'parameters', field: x, was: null, now: x, since: null },
  { kind: 'new', resource: x, field: null, was: null, now: null, since: null },
  { kind: 'dropped', resource: x, field: null, was: null, now: null, since: null },
];

const faultsOf = (x: string): readonly AddonFault[] => [
  { field: x, problem: 'swapped', value: x, expected: x },
  { field: 'custom.subnet_id', problem: 'foreign', value: null, expected: null },
];
const endpointsOf = (x: string): { endpoints: readonly EndpointFact[] } => ({
  endpoints: [
    { purpose: 'swr', service_name: x, endpoint_id: x, detail: x },
    { purpose: 'obs', service_name: null, endpoint_id: null, detail: '' },
  ],
});

export const diagnosisFactsOf = (x: string): { readonly [C in keyof DiagnoseFacts]: DiagnoseFacts[C] } => ({
  'cluster-not-available': { phase: x },
  'cluster-not-supported': { category: x, mode: x },
  'cidr-overlap': { subnet_name: x, subnet_id: x, cidr: x, reserved: x },
  'addon-missing': {},
  'addon-version-too-old': { version: x, first_supported: x },
  'arm-unsupported': { version: x, first_supported: x, nodes: 2 },
  'addon-swapped-subnet': { faults: faultsOf(x) },
  'addon-foreign-subnet': { faults: faultsOf(x) },
  'project-id-or-iam': { fault: { field: x, problem: 'foreign', value: x, expected: x }, project_id: x },
  'region-mismatch': { version: x },
  'subnet-or-network': {},
  'resource-pressure': { pods: [x, x] },
  'bursting-node-disabled': {},
  'addon-pods-pending': { pods: [x], reason: x, detail: x },
  'addon-crashloop': { pods: [x], restarts: 7, reason: x, exit_code: 1 },
  'workload-crashloop': { pods: [x], restarts: 7, reason: x, exit_code: 1 },
  'multiple-active-addon-replicasets': { deployment: x, replica_sets: [x, x] },
  'addon-status-abnormal': { status: x, detail: x },
  'addon-status-install-failed': { status: x, detail: x },
  'addon-status-upgrade-failed': { status: x, detail: x },
  'addon-status-rollback-failed': { status: x, detail: x },
  'addon-status-delete-failed': { status: x, detail: x },
  'addon-status-changing': { status: x, detail: x },
  'addon-status-unknown': { status: x, detail: x },
  'virtual-node-missing': {},
  'virtual-node-notready': { nodes: [x], reason: x, detail: x, others: false },
  'virtual-node-cordoned': { nodes: [x], others: true },
  'az-fault': { nodes: [x], zones: [x], fault: x, others: true },
  'endpoint-missing': endpointsOf(x),
  'endpoint-failed': endpointsOf(x),
  'endpoint-pending': endpointsOf(x),
  'endpoint-frozen': endpointsOf(x),
  'endpoint-unusable': endpointsOf(x),
  'endpoint-route-table-miss': endpointsOf(x),
  'subnet-ip-exhausted': { subnets: [{ name: x, id: x, available: 0 }] },
  'subnet-dns-foreign': { subnet_name: x, subnet_id: x, servers: [x] },
  'image-pull-network': { pods: [x, x, x, x], image: x, endpoints_ready: true },
  'image-pull-auth': { pods: [x], image: x },
  'image-not-found': { pods: [x], image: x },
  'image-docker-hub': { pods: [x], image: x, registry: x },
  'pod-untolerated-taint': { pods: [x], label: x },
  'burst-label-missing': { workload_name: x, pods: 2, node: x, label: x },
  'pod-size-unsupported': { pods: [x], problem: 'too_large', cpu: x, memory: x },
  'pod-unschedulable': { pods: [x], detail: x },
});

/** Facts of every code, with one text wherever a text may be: a new code does not compile without a sample. */
const factsOf = (x: string): { readonly [C in Code]: Facts[C] } => ({
  ...imageFactsOf(x),
  ...nodePoolFacts(x),
  ...smokeFactsOf(x),
  cluster_not_found: { cluster_id: x, region: x, project_id: x },
  cluster_not_supported: { category: x, mode: x },
  cluster_not_available: { phase: x },
  vpc_unresolved: { cluster_id: x },
  cci_subnet_unresolved: { mode: x },
  subnet_unknown: { parameter: 'vpcep_subnet_id', value: x, vpc_id: x },
  subnet_swapped: { parameter: 'cci_subnet_id', value: x, expected: x, subnet_name: x },
  cidr_overlap: { subnet_name: x, subnet_id: x, cidr: x, reserved: x },
  addon_misconfigured: { field: x, problem: 'swapped', value: x, expected: x },
  permission_denied: { service: 'VPCEP', operation: x, action: x, detail: x },
  source_unreadable: { service: 'CCE', operation: x, reason: 'upstream_failed', detail: x },
  endpoint_missing: { purpose: 'swr', service_name: x },
  endpoint_not_ready: { purpose: 'obs', service_name: x, endpoint_id: x, status: x, problem: 'unknown', detail: x },
  low_headroom: {
    schedulable: 1,
    best_cpu: x,
    best_memory: x,
    needed_cpu: x,
    needed_memory: x,
    reasons: ['few_nodes', 'no_node_fits', 'aggregate', 'pod_slots'],
  },
  few_addresses: { subnet_name: x, subnet_id: x, available: 3 },
  addon_busy: { status: x },
  addon_unhealthy: { status: x, detail: x },
  arm_nodes: { addon_version: x, first_supported: x, nodes: 3 },
  standard_cluster: { mode: x },
  endpoint_duplicate: { purpose: 'obs', service_name: x, endpoint_ids: [x, x] },
  ...diagnosisFactsOf(x),
  addon_not_installed: {},
  virtual_node_missing: {},
  virtual_node_not_ready: { name: x, status: x, reason: x, detail: x },
  virtual_node_cordoned: { name: x, zone: x, fault: x },
  workload_not_found: { namespace: x, workload_name: x },
  workload_scaled_to_zero: { namespace: x, workload_name: x },
  guided_stopped: { command: x, run: x, state: x },
  pods_missing: { wanted: 3, found: 1, reason: x, detail: x },
  pods_not_ready: { ready: 1, total: 3, pod: x, reason: x, detail: x, ended: { reason: x, exit_code: 137 } },
  pods_elsewhere: { elsewhere: 2, total: 3, node: x },
  rollout_under_way: { workload_name: x },
  workload_by_label: { workload_name: x, label: x },
  addon_version_unavailable: { asked: x, cluster_version: x, offered: [x, x] },
  addon_downgrade: { installed: x, asked: x },
  addon_broken: { status: x, detail: x, mendable: true },
  addon_values_invalid: { field: x },
  addon_version_untried: { version: x, preferred: x, cluster_version: x },
  addon_from_cci1: { installed: x, version: x },
  addon_repair: {
    faults: (['swapped', 'foreign', 'missing'] as const).map((problem) => ({ field: x, problem, value: x, expected: x })),
    status: x,
    detail: x,
  },
  endpoint_broken: { purpose: 'swr', service_name: x, endpoint_id: x, status: x, problem: 'rejected', detail: x },
  obs_name_required: { region: x },
  endpoint_service_unknown: { service_name: x },
  endpoint_service_mismatch: { purpose: 'obs', service_name: x, service_type: x, expected: 'gateway' },
  route_table_unknown: { id: x, vpc_id: x },
  route_table_incomplete: { missing: [x, x] },
  step_timeout: { step: 'swr', resource: x, minutes: 5 },
  write_unknown: { step: 'swr', resource: x },
  write_undone: { step: 'swr', resource: x, minutes: 20 },
  plan_superseded: { by: x },
  plan_changed: { differences: differencesOf(x), successor: x },
  approval_revoked: { users: [x, 'U02BOB'], required: 2 },
  approval_unconfirmed: { minutes: 30 },
  approval_invalid: { users: [x] },
  apply_window_passed: { minutes: 30 },
  frozen: { by: x, reason: x },
  read_only: {},
  usage: { problem: x, example: x },
  not_found: { service: 'CCE', operation: x, detail: x },
  credentials_rejected: { service: 'IAM', operation: x, detail: x },
  credentials_missing: { variable: x },
  bad_request: { service: 'SWR', operation: x, code: x, detail: x },
  conflict: { service: 'CCE', operation: x, detail: x },
  throttled: { service: 'CCE', operation: x },
  upstream_failed: { service: 'CCE', operation: x, status: 502, detail: x },
  upstream_unreadable: { service: 'CCE', operation: x, detail: x },
  upstream_unreachable: { service: 'CCE', operation: x, detail: x },
  cluster_unreachable: { server: x, private: true, detail: x },
  cluster_untrusted: { server: x, detail: x },
  project_not_found: { region: x },
  project_mismatch: { cluster: x, given: x, configured: x },
  not_allowed: { reason: x },
  timeout: { seconds: 60 },
  attempts_exhausted: { attempts: 5 },
  internal: { reference: x },
});

export const findingsOf = (x: string): readonly Finding[] =>
  Object.entries(factsOf(x)).map(([code, facts]) => ({ code, facts }) as Finding);

export const nodeOf = (name: string, more: Partial<CapacityNode> = {}): CapacityNode => {
  const amounts = { cpu: '7910m', memory: '14Gi', pods: 100 };
  return { name, schedulable: true, virtual: false, allocatable: amounts, requested: amounts, free: amounts, ...more };
};

export const capacityOf = (more: Partial<CapacityResult> = {}): CapacityResult => ({
  success: true,
  ready: true,
  baseline: { cpu: '2', memory: '4Gi', note: 'a conservative baseline, not a platform limit' },
  nodes: [nodeOf('node-1'), nodeOf('node-2')],
  schedulable_physical_node_count: 2,
  arm_node_count: 0,
  warnings: [],
  ...more,
});

export const precheckOf = (x: string, issues: readonly Finding[] = [], warnings: readonly Finding[] = []): PrecheckResult => ({
  success: issues.length === 0,
  network: {
    cluster_name: x,
    category: x,
    container_network_mode: x,
    vpc_id: x,
    host_vpc_subnet_id: x,
    cci_neutron_subnet_id: x,
    version: x,
    phase: x,
  },
  subnet_roles: { cci_subnet_id: x, vpcep_subnet_id: x },
  virtual_kubelet: { uid: x, version: x, status: x, healthy: true, reason: x, message: x },
  node_check: capacityOf(),
  vpcep: { endpoints: [], missing: ['swr', 'swr-api', 'obs'] },
  issues,
  warnings,
});

/** A precheck of which nothing could be read. */
export const blindPrecheck = (issues: readonly Finding[]): PrecheckResult => ({
  success: false,
  network: null,
  subnet_roles: { cci_subnet_id: null, vpcep_subnet_id: null },
  virtual_kubelet: null,
  node_check: null,
  vpcep: { endpoints: null, missing: null },
  issues,
  warnings: [],
});

export const runOf = (more: Partial<Run> = {}): Run => ({
  v: 1,
  id: 'run_0123456789',
  rev: 3,
  command: 'precheck',
  action: 'huawei_precheck_cce_cci_bursting',
  state: 'succeeded',
  target: {
    alias: 'prod',
    region: 'cn-north-4',
    projectId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    clusterId: '6f3c9a52-7d18-11f0-9b2e-0255ac100a01',
  },
  requestedBy: 'U01ALICE',
  channel: 'C0PRODOPS',
  createdAt: Date.UTC(2026, 10, 23, 12, 0, 0),
  updatedAt: Date.UTC(2026, 10, 23, 12, 0, 3),
  params: {},
  group: 'default',
  attempt: 1,
  result: null,
  plan: null,
  approvals: [],
  steps: {},
  deadline: null,
  waiting: null,
  progress: null,
  stopping: null,
  replans: 0,
  error: null,
  endedBy: null,
  supersedes: null,
  successor: null,
  parent: null,
  root: null,
  guided: false,
  guide: null,
  waitingFor: null,
  watch: null,
  ...more,
});

export const done = (result: object, more: Partial<Run> = {}): Run => runOf({ result: { ...result }, ...more });
