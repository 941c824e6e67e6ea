import type { Finding } from '../../core/finding.ts';
import type { Target } from '../../core/target.ts';
import type { Addon, Cluster } from '../../ports/cloud.ts';
import type { KubernetesEvent, PodDetail, ReplicaSet } from '../../ports/workloads.ts';
import type { Known, VpcReadings } from '../precheck/known.ts';
import type { Reading } from '../sources.ts';
import type { VirtualNodeRow } from '../verify/virtual-nodes.ts';
import type { WorkloadReadings } from '../verify/workload.ts';

/** What is kept of all nodes. */
export interface NodeFacts {
  readonly virtual: readonly VirtualNodeRow[];
  readonly physical: number;
  /** Of the physical ones. */
  readonly arm: number;
}

/** The end of one container's log, without secrets. */
export interface LogSample {
  readonly pod: string;
  readonly container: string;
  /** Of the container before its last restart. */
  readonly previous: boolean;
  readonly lines: readonly string[];
}

/** Everything that was read, for the rules: plain data, so that they are pure. */
export interface Snapshot {
  readonly target: Target & { readonly projectId: string };
  readonly cluster: Reading<Cluster>;
  /** Null inside: not installed. */
  readonly addon: Reading<Addon | null>;
  /** Null: not asked, because the cluster or its VPC is not known. */
  readonly vpc: VpcReadings | null;
  readonly known: Known | null;
  readonly nodes: Reading<NodeFacts>;
  readonly addonPods: Reading<readonly PodDetail[]>;
  readonly replicaSets: Reading<readonly ReplicaSet[]>;
  /** `bursting-status`; null inside: there is none. */
  readonly status: Reading<Readonly<Record<string, string>> | null>;
  /** Of the add-on's pods. */
  readonly logs: readonly LogSample[];
  /** Of the workload's containers that crash. */
  readonly workloadLogs: readonly LogSample[];
  /** Logs that could not be read. */
  readonly unread: readonly Finding[];
  /** Warnings about the add-on's objects and virtual nodes, newest first. */
  readonly events: Reading<readonly KubernetesEvent[]>;
  /** Null: nobody named one. */
  readonly workload: WorkloadReadings | null;
  readonly workloadEvents: Reading<readonly KubernetesEvent[]> | null;
}
