import type { EndpointProblem, EndpointPurpose } from './finding.ts';

/** How a container ended, as Kubernetes says it; empty, null: it does not say. */
export interface Ended {
  readonly reason: string;
  readonly exit_code: number | null;
}

/** Why a pod, or a container of it, does not run, in Kubernetes's own words; `ended`: how that container ended, if it has. */
export interface Wait {
  readonly reason: string;
  readonly message: string;
  readonly ended: Ended | null;
}

/**
 * What a finding was seen by, without secrets: facts, and what Kubernetes and Huawei Cloud said as they said it. The line that people
 * read is made in their language (`blocks/en/evidence.ts`).
 */
export type Evidence =
  /** What a container printed; `previous`: before its last restart. */
  | {
      readonly kind: 'log';
      readonly namespace: string;
      readonly pod: string;
      readonly container: string;
      readonly previous: boolean;
      readonly text: string;
    }
  /** `object`: `Pod/<name>` */
  | { readonly kind: 'event'; readonly object: string; readonly message: string }
  | { readonly kind: 'waiting'; readonly pod: string; readonly waits: readonly Wait[] }
  /** An image that does not arrive. */
  | { readonly kind: 'pull'; readonly pod: string; readonly message: string }
  /** A container that ends again and again; `ended`: the last time, null where that is not known. */
  | {
      readonly kind: 'crash';
      readonly pod: string;
      readonly container: string;
      readonly restarts: number;
      readonly ended: Ended | null;
    }
  /** What all its containers ask for; empty: nothing. */
  | { readonly kind: 'pod_size'; readonly pod: string; readonly cpu: string; readonly memory: string }
  /** `value` null: there is no such label. */
  | { readonly kind: 'pod_label'; readonly pod: string; readonly label: string; readonly value: string | null }
  /** The same of the template of a Deployment's pods. */
  | { readonly kind: 'template_label'; readonly deployment: string; readonly label: string; readonly value: string | null }
  | {
      readonly kind: 'replica_set';
      readonly replica_set: string;
      readonly revision: number | null;
      readonly ready: number;
      readonly wanted: number;
    }
  | { readonly kind: 'no_addon' }
  | { readonly kind: 'addon_status'; readonly status: string; readonly detail: string }
  | { readonly kind: 'addon_version'; readonly version: string }
  /** `field`: its path in the values; `value` null: not set. */
  | { readonly kind: 'addon_value'; readonly field: string; readonly value: string | null }
  | { readonly kind: 'cluster'; readonly phase: string; readonly mode: string }
  /** `field`: as the VPC API calls it. */
  | {
      readonly kind: 'subnet';
      readonly subnet: string;
      readonly field: 'cidr' | 'available_ip_address_count' | 'dnsList';
      readonly value: string;
    }
  /** `service_name` null: nobody knows it. */
  | { readonly kind: 'no_endpoint'; readonly purpose: EndpointPurpose; readonly service_name: string | null }
  | {
      readonly kind: 'endpoint';
      readonly endpoint_id: string;
      readonly status: string;
      readonly problem: EndpointProblem;
      readonly detail: string;
    }
  /** `config_map`: with its namespace. */
  | { readonly kind: 'config_map'; readonly config_map: string; readonly field: string; readonly value: string }
  | { readonly kind: 'no_virtual_node' }
  /** The condition `Ready`; `status` null: there is none. */
  | {
      readonly kind: 'node_condition';
      readonly node: string;
      readonly status: string | null;
      readonly reason: string;
      readonly message: string;
    }
  /** `fault`: the condition by which the add-on cordoned it; null: there is none. */
  | { readonly kind: 'node_cordoned'; readonly node: string; readonly fault: string | null; readonly zone: string | null };
