import { z } from 'zod';
import { RUN_STATES } from '../../src/runs/run.ts';

/** Run and result documents exactly as the contract (section 5) has them: a field more or less is a mistake. */

const text = z.string().min(1);
const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const project = z.string().regex(/^[0-9a-f]{32}$/);
const nullable = <T extends z.ZodType>(type: T) => type.nullable();

/** Code, message and remedy are the contract's; `facts` are the values of the sentence. */
const found = z.strictObject({ code: text, message: text, remedy: text, facts: z.record(z.string(), z.unknown()) });
const amounts = z.strictObject({ cpu: nullable(text), memory: nullable(text), pods: nullable(z.number()) });

const capacityFields = {
  ready: z.boolean(),
  baseline: z.strictObject({ cpu: z.literal('2'), memory: z.literal('4Gi'), note: text }),
  nodes: z.array(
    z.strictObject({
      name: text,
      schedulable: z.boolean(),
      virtual: z.boolean(),
      allocatable: amounts,
      requested: amounts,
      free: amounts,
    }),
  ),
  schedulable_physical_node_count: z.number().int().min(0),
  arm_node_count: z.number().int().min(0),
  warnings: z.array(found),
};

const head = <A extends string>(action: A) => ({ success: z.boolean(), action: z.literal(action), region: text, cluster_id: id });

export const capacityResult = z.strictObject({ ...head('huawei_check_cce_cci_node_capacity'), ...capacityFields });

export const precheckResult = z.strictObject({
  ...head('huawei_precheck_cce_cci_bursting'),
  network: nullable(
    z.strictObject({
      cluster_name: text,
      category: nullable(text),
      container_network_mode: text,
      vpc_id: nullable(id),
      host_vpc_subnet_id: nullable(id),
      cci_neutron_subnet_id: nullable(id),
      version: text,
      phase: text,
    }),
  ),
  subnet_roles: z.strictObject({ cci_subnet_id: nullable(id), vpcep_subnet_id: nullable(id) }),
  virtual_kubelet: nullable(
    z.strictObject({ uid: id, version: text, status: text, healthy: z.boolean(), reason: z.string(), message: z.string() }),
  ),
  node_check: nullable(z.strictObject({ success: z.boolean(), ...capacityFields })),
  vpcep: z.strictObject({
    endpoints: nullable(
      z.array(
        z.strictObject({
          id,
          purpose: nullable(z.enum(['swr', 'swr-api', 'obs'])),
          service_name: text,
          service_type: text,
          status: text,
          ready: z.boolean(),
          problem: nullable(text),
          ip: nullable(text),
          subnet_id: nullable(id),
          route_tables: z.array(id),
          dns_enabled: z.boolean(),
          frozen: z.boolean(),
          created_at: nullable(text),
        }),
      ),
    ),
    missing: nullable(z.array(z.enum(['swr', 'swr-api', 'obs']))),
  }),
  issues: z.array(found),
  warnings: z.array(found),
});

const addonRow = z.strictObject({
  uid: id,
  version: text,
  status: text,
  healthy: z.boolean(),
  reason: z.string(),
  message: z.string(),
});
const counts = z.record(z.string(), z.number().int().min(1));
/** How a container ended that waits. */
const ended = nullable(z.strictObject({ reason: z.string(), exit_code: nullable(z.number().int()) }));
const eventRow = z.strictObject({
  reason: text,
  message: z.string(),
  count: z.number().int().min(1),
  last_seen: z.string(),
  namespace: text,
  object: text,
  reporter: z.string(),
});

const virtualNode = z.strictObject({
  name: text,
  ready: z.boolean(),
  status: nullable(text),
  reason: z.string(),
  message: z.string(),
  schedulable: z.boolean(),
  zone: nullable(text),
  az_fault: nullable(text),
});

export const verifyResult = z.strictObject({
  ...head('huawei_verify_cce_cci_bursting'),
  ready: z.boolean(),
  addon: nullable(addonRow),
  virtual_nodes: nullable(z.array(virtualNode)),
  workload: nullable(
    z.strictObject({
      namespace: text,
      workload_name: nullable(text),
      desired: nullable(z.number().int().min(0)),
      pod_count: nullable(z.number().int().min(0)),
      phase_distribution: nullable(counts),
      node_distribution: nullable(counts),
      waiting: z.array(z.strictObject({ pod: text, container: nullable(text), reason: text, message: z.string(), ended })),
      ready: z.boolean(),
      ready_pod_count: nullable(z.number().int().min(0)),
      matched_by: nullable(z.enum(['deployment', 'controller', 'label', 'namespace'])),
    }),
  ),
  warning_events: nullable(z.array(eventRow)),
  issues: z.array(found),
  warnings: z.array(found),
});

export const diagnoseResult = z.strictObject({
  ...head('huawei_diagnose_cce_cci_bursting_addon'),
  findings: z.array(
    z.strictObject({
      code: z.string().regex(/^[a-z]+(-[a-z]+)+$/),
      severity: z.enum(['critical', 'warning', 'info']),
      summary: text,
      evidence: z.array(z.strictObject({ source: text, line: text })).min(1),
      cause: text,
      remedy: text,
      next: nullable(z.string().startsWith('/bursting ')),
      consequences: z.array(z.strictObject({ code: text, summary: text })),
      facts: z.record(z.string(), z.unknown()),
    }),
  ),
  addon: nullable(addonRow),
  virtual_nodes: nullable(z.array(virtualNode)),
  pods: nullable(
    z.array(
      z.strictObject({
        namespace: text,
        name: text,
        phase: text,
        ready: z.boolean(),
        node: nullable(text),
        restarts: z.number().int().min(0),
        waiting: z.array(z.strictObject({ container: nullable(text), reason: text, message: z.string(), ended })),
      }),
    ),
  ),
  replica_sets: nullable(
    z.array(
      z.strictObject({
        name: text,
        deployment: nullable(text),
        revision: nullable(z.number().int()),
        replicas: z.number().int().min(1),
        ready_replicas: z.number().int().min(0),
      }),
    ),
  ),
  log_samples: z.array(z.strictObject({ pod: text, container: text, previous: z.boolean(), lines: z.array(text) })),
  events: nullable(z.array(eventRow)),
  handoff: nullable(
    z.enum(['huawei-cloud-cce-pod-failure-diagnoser', 'huawei-cloud-cce-network-failure-diagnoser', 'huawei-cloud-cce-cluster-management']),
  ),
  unexplained_pods: z.array(text),
  warnings: z.array(found),
});

const errorDocument = z.strictObject({ code: text, message: text, remedy: text, request_id: nullable(text), retryable: z.boolean() });

/** A read: what belongs to plans is null. */
export const runDocument = <R extends z.ZodType>(result: R) =>
  z.strictObject({
    v: z.literal(1),
    id: z.string().regex(/^run_[0-9a-hjkmnp-tv-z]{10}$/),
    command: text,
    action: text,
    state: z.enum(RUN_STATES),
    cluster: nullable(text),
    target: z.strictObject({ region: text, project_id: nullable(project), cluster_id: id }),
    requested_by: z.string().regex(/^U[A-Z0-9]+$/),
    channel: z.string().regex(/^[CD][A-Z0-9]+$/),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    params: z.record(z.string(), z.string()),
    plan: z.null(),
    approvals: z.null(),
    applied: z.null(),
    result: nullable(result),
    error: nullable(errorDocument),
    supersedes: z.null(),
    parent: z.null(),
    waiting_for: z.null(),
  });
