import type { Ended } from '../evidence.ts';

/** What keeps a cluster, or a workload, from bursting, as `verify` finds it. */
export interface VerifyFacts {
  addon_not_installed: Record<never, never>;
  /** Also where the only virtual nodes are of CCI 1.0. */
  virtual_node_missing: Record<never, never>;
  /** `status`: of the condition `Ready`; null: there is none. */
  virtual_node_not_ready: { name: string; status: string | null; reason: string; detail: string };
  /** No new pod is put on it. `fault`: the condition that says the availability zone has a fault; null: somebody cordoned it. */
  virtual_node_cordoned: { name: string; zone: string | null; fault: string | null };
  /** `workload_name` null: the namespace has no pods. */
  workload_not_found: { namespace: string; workload_name: string | null };
  workload_scaled_to_zero: { namespace: string; workload_name: string };
  /** `reason` and `detail`: what its Deployment says about it, if anything. */
  pods_missing: { wanted: number; found: number; reason: string; detail: string };
  /** The first of those that wait; `reason`, `detail` and how it ended, if it has, are its. */
  pods_not_ready: { ready: number; total: number; pod: string; reason: string; detail: string; ended: Ended | null };
  pods_elsewhere: { elsewhere: number; total: number; node: string };
  rollout_under_way: { workload_name: string };
  /** No Deployment of that name has pods: they were found by their label, and how many are wanted is not known. */
  workload_by_label: { workload_name: string; label: string };
}
