import type { AddonFault, EndpointPurpose } from '../finding.ts';

/** An endpoint that pods need; `endpoint_id` null: there is none. */
export interface EndpointFact {
  purpose: EndpointPurpose;
  service_name: string | null;
  endpoint_id: string | null;
  detail: string;
}

interface AddonStatus {
  status: string;
  detail: string;
}

/** The add-on's own status, where it is not well (CCE API, `status.status`). */
interface AddonStatusFacts {
  'addon-status-abnormal': AddonStatus;
  'addon-status-install-failed': AddonStatus;
  'addon-status-upgrade-failed': AddonStatus;
  'addon-status-rollback-failed': AddonStatus;
  'addon-status-delete-failed': AddonStatus;
  /** Installing, upgrading, rolling back or being deleted right now. */
  'addon-status-changing': AddonStatus;
  'addon-status-unknown': AddonStatus;
}

/** What `diagnose` finds: causes, and what shows. Codes with hyphens, because the original skill's have them. `pods`: names. */
export interface DiagnoseFacts extends AddonStatusFacts {
  'cluster-not-available': { phase: string };
  'cluster-not-supported': { category: string | null; mode: string };
  'cidr-overlap': { subnet_name: string; subnet_id: string; cidr: string; reserved: string };

  'addon-missing': Record<never, never>;
  'addon-version-too-old': { version: string; first_supported: string };
  /** `nodes`: how many are Arm; null: the cluster is an Arm cluster. */
  'arm-unsupported': { version: string; first_supported: string; nodes: number | null };
  'addon-swapped-subnet': { faults: readonly AddonFault[] };
  'addon-foreign-subnet': { faults: readonly AddonFault[] };
  /** `fault`: in the values of the add-on; null: its log says so. */
  'project-id-or-iam': { fault: AddonFault | null; project_id: string };
  'region-mismatch': { version: string | null };
  'subnet-or-network': Record<never, never>;
  'resource-pressure': { pods: readonly string[] };
  'bursting-node-disabled': Record<never, never>;
  'addon-pods-pending': { pods: readonly string[]; reason: string; detail: string };
  'addon-crashloop': { pods: readonly string[]; restarts: number; reason: string; exit_code: number | null };
  'multiple-active-addon-replicasets': { deployment: string; replica_sets: readonly string[] };

  'virtual-node-missing': Record<never, never>;
  /** `others`: whether another virtual node takes pods meanwhile. */
  'virtual-node-notready': { nodes: readonly string[]; reason: string; detail: string; others: boolean };
  'virtual-node-cordoned': { nodes: readonly string[]; others: boolean };
  'az-fault': { nodes: readonly string[]; zones: readonly string[]; fault: string; others: boolean };

  'endpoint-missing': { endpoints: readonly EndpointFact[] };
  'endpoint-failed': { endpoints: readonly EndpointFact[] };
  'endpoint-pending': { endpoints: readonly EndpointFact[] };
  'endpoint-frozen': { endpoints: readonly EndpointFact[] };
  /** Disabled, without a private domain name, or in a state that nobody knows. */
  'endpoint-unusable': { endpoints: readonly EndpointFact[] };
  'endpoint-route-table-miss': { endpoints: readonly EndpointFact[] };
  'subnet-ip-exhausted': { subnets: readonly { name: string; id: string; available: number }[] };
  'subnet-dns-foreign': { subnet_name: string; subnet_id: string; servers: readonly string[] };

  /** `endpoints_ready` null: not known. */
  'image-pull-network': { pods: readonly string[]; image: string; endpoints_ready: boolean | null };
  'image-pull-auth': { pods: readonly string[]; image: string };
  'image-not-found': { pods: readonly string[]; image: string };
  'image-docker-hub': { pods: readonly string[]; image: string; registry: string };
  /** `label`: what the pods have instead of a value that sends them to CCI; null: nothing. */
  'pod-untolerated-taint': { pods: readonly string[]; label: string | null };
  'burst-label-missing': { workload_name: string; pods: number; node: string; label: string | null };
  'pod-size-unsupported': { pods: readonly string[]; problem: 'too_large' | 'no_size' | 'refused'; cpu: string; memory: string };
  'pod-unschedulable': { pods: readonly string[]; detail: string };
  'workload-crashloop': { pods: readonly string[]; restarts: number; reason: string; exit_code: number | null };
}
