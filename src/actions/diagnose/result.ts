import type { Outcome } from '../../core/action.ts';
import type { Diagnosis } from '../../core/diagnosis.ts';
import type { Finding } from '../../core/finding.ts';
import type { PodDetail, ReplicaSet } from '../../ports/workloads.ts';
import { type AddonRow, rowOf } from '../precheck/addon.ts';
import { troubles } from '../precheck/troubles.ts';
import { clusterNotFound, isNotFound } from '../sources.ts';
import { type EventRow, eventRow } from '../verify/events.ts';
import { isReady, type Waiting, waitingOf } from '../verify/pod-state.ts';
import type { VirtualNodeRow } from '../verify/virtual-nodes.ts';
import { match } from '../verify/workload.ts';
import { type Handoff, handoffOf, unexplained } from './handoff.ts';
import { aboutAddonPods } from './rules/addon-pods.ts';
import { aboutAddon } from './rules/addon-values.ts';
import { aboutCluster, aboutSubnets } from './rules/cluster.ts';
import { aboutEndpoints } from './rules/endpoints.ts';
import { aboutLogs } from './rules/logs.ts';
import { aboutPulls } from './rules/pulls.ts';
import { aboutScheduling } from './rules/scheduling.ts';
import { aboutVirtualNodes } from './rules/virtual-nodes.ts';
import { aboutWorkload } from './rules/workload.ts';
import type { LogSample, Snapshot } from './snapshot.ts';
import { tell } from './story.ts';

interface PodRow {
  readonly namespace: string;
  readonly name: string;
  readonly phase: string;
  readonly ready: boolean;
  readonly node: string | null;
  /** Of all its containers. */
  readonly restarts: number;
  readonly waiting: readonly Omit<Waiting, 'pod'>[];
}

interface ReplicaSetRow {
  readonly name: string;
  readonly deployment: string | null;
  readonly revision: number | null;
  readonly replicas: number;
  readonly ready_replicas: number;
}

/** Contract, section 5. What a source did not tell is null, and a warning says why. */
export interface DiagnoseResult extends Outcome {
  /** First things first. */
  readonly findings: readonly Diagnosis[];
  /** Null: not installed, or not readable. */
  readonly addon: AddonRow | null;
  readonly virtual_nodes: readonly VirtualNodeRow[] | null;
  /** Of the add-on; then those of the workload that are not ready. */
  readonly pods: readonly PodRow[] | null;
  /** Of the add-on, those that want pods. */
  readonly replica_sets: readonly ReplicaSetRow[] | null;
  /** Of the add-on's pods; then of the workload's containers that crash. */
  readonly log_samples: readonly LogSample[];
  readonly events: readonly EventRow[] | null;
  readonly handoff: Handoff | null;
  /** Pods that fail for a reason that no finding gives: what the hand-off is about. */
  readonly unexplained_pods: readonly string[];
  /** What could not be read: what it would have said is not known. */
  readonly warnings: readonly Finding[];
}

const RULES: readonly ((snapshot: Snapshot) => ReturnType<typeof aboutAddon>)[] = [
  aboutCluster,
  aboutSubnets,
  aboutAddon,
  aboutAddonPods,
  aboutLogs,
  aboutVirtualNodes,
  aboutEndpoints,
  aboutPulls,
  aboutScheduling,
  aboutWorkload,
];

const podRow = (pod: PodDetail): PodRow => ({
  namespace: pod.namespace,
  name: pod.name,
  phase: pod.phase,
  ready: isReady(pod),
  node: pod.nodeName,
  restarts: pod.containers.reduce((sum, { restarts }) => sum + restarts, 0),
  waiting: isReady(pod) ? [] : waitingOf(pod).map(({ pod: _, ...waiting }) => waiting),
});

const setRow = ({ name, owner, revision, replicas, readyReplicas }: ReplicaSet): ReplicaSetRow => ({
  name,
  deployment: owner?.name ?? null,
  revision,
  replicas,
  ready_replicas: readyReplicas,
});

/** The addon's own pods are few; those of the workload have been bounded while they arrived. */
const podsOf = ({ addonPods, workload }: Snapshot): readonly PodDetail[] | null => {
  const own = addonPods.ok ? addonPods.value : null;
  const theirs = workload && match(workload)?.tally.unready;
  return own || theirs ? [...(own ?? []), ...(theirs ?? [])] : null;
};

const gapsIn = (snapshot: Snapshot): readonly Finding[] => {
  const { target, cluster, addon, vpc, nodes, addonPods, replicaSets, status, events, workload, workloadEvents, unread } = snapshot;
  const isGone = isNotFound(cluster);
  const gone = clusterNotFound(target);
  const readings = [
    ...[cluster, addon, vpc?.subnets, vpc?.routeTables, vpc?.endpoints, nodes, addonPods, replicaSets, status, events],
    ...[workload?.deployment, workload?.replicaSets, workload?.pods, workloadEvents],
  ];
  // A cluster that sleeps is not to be reached: that is said by the finding.
  const sleeps = cluster.ok && cluster.value.phase !== 'Available';
  const told = troubles(readings, isGone).filter(
    (one) => !(sleeps && one.code === 'source_unreadable' && one.facts.reason === 'cluster_unreachable'),
  );
  return [...(isGone ? [gone] : []), ...told, ...(vpc?.unread ?? []), ...unread.slice(0, 1)];
};

/** The verdict on everything that was read. Pure. */
export function diagnosisOf(snapshot: Snapshot): DiagnoseResult {
  const { addon, nodes, replicaSets, events, workloadEvents } = snapshot;
  const findings = tell(RULES.flatMap((rule) => rule(snapshot)));
  const warnings = gapsIn(snapshot);
  const handoff = handoffOf(snapshot, findings);
  const told = [events, workloadEvents].flatMap((reading) => (reading?.ok ? [reading.value] : []));
  return {
    success: findings.length === 0 && warnings.length === 0 && handoff === null,
    findings,
    addon: addon.ok && addon.value !== null ? rowOf(addon.value) : null,
    virtual_nodes: nodes.ok ? nodes.value.virtual : null,
    pods: podsOf(snapshot)?.map(podRow) ?? null,
    replica_sets: replicaSets.ok ? replicaSets.value.filter(({ replicas }) => replicas > 0).map(setRow) : null,
    log_samples: [...snapshot.logs, ...snapshot.workloadLogs],
    events: told.length === 0 ? null : told.flat().map(eventRow),
    handoff,
    unexplained_pods: unexplained(snapshot, findings).map(({ name }) => name),
    warnings,
  };
}
