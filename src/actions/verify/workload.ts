import { type Finding, finding } from '../../core/finding.ts';
import { redact } from '../../core/redact.ts';
import type { Deployment, PodDetail, ReplicaSet } from '../../ports/workloads.ts';
import type { Reading } from '../sources.ts';
import { type Waiting, waitingOf } from './pod-state.ts';
import { count, newTally, sum, type Tally } from './tally.ts';

/** How the pods of a workload were told from others. `controller`: by the name of what made them, where that is no Deployment. */
type MatchedBy = 'deployment' | 'controller' | 'label' | 'namespace';

/** A workload as results show it. What could not be read is null. */
export interface WorkloadRow {
  readonly namespace: string;
  readonly workload_name: string | null;
  readonly desired: number | null;
  readonly pod_count: number | null;
  readonly phase_distribution: Readonly<Record<string, number>> | null;
  /** By node; `(none)`: on no node yet. */
  readonly node_distribution: Readonly<Record<string, number>> | null;
  readonly waiting: readonly Waiting[];
  readonly ready: boolean;
  readonly ready_pod_count: number | null;
  readonly matched_by: MatchedBy | null;
}

/** What is kept of the pods of a namespace while their list arrives. */
export class PodBook {
  readonly #workload: string | null;
  readonly all: Tally = newTally();
  /** Pods with the label `app=<workload>`, and their names. */
  readonly labelled: Tally = newTally();
  readonly labelledNames = new Set<string>();
  readonly #byOwner = new Map<string, { readonly name: string; readonly kind: string; readonly tally: Tally }>();

  constructor(workload: string | null) {
    this.#workload = workload;
  }

  add(pod: PodDetail): void {
    const name = this.#workload;
    if (name === null) {
      count(this.all, pod);
      return;
    }
    if (pod.labels.app === name) {
      count(this.labelled, pod);
      if (this.labelledNames.size < MOST_NAMES) this.labelledNames.add(pod.name);
    }
    const { owner } = pod;
    // Whatever a Deployment, StatefulSet or Job makes has its name in front.
    if (owner === null || !(owner.name === name || owner.name.startsWith(`${name}-`))) return;
    const known = this.#byOwner.get(owner.uid) ?? { name: owner.name, kind: owner.kind, tally: newTally() };
    this.#byOwner.set(owner.uid, known);
    count(known.tally, pod);
  }

  of(ownerUids: readonly string[]): Tally {
    return sum(ownerUids.flatMap((uid) => this.#byOwner.get(uid)?.tally ?? []));
  }

  /** Pods whose controller has this very name. */
  named(name: string): Tally {
    return sum([...this.#byOwner.values()].filter((owner) => owner.name === name).map(({ tally }) => tally));
  }
}

/** Enough to find their events by. */
const MOST_NAMES = 2_000;

export interface WorkloadReadings {
  readonly namespace: string;
  /** Null: all pods of the namespace. */
  readonly name: string | null;
  /** Null inside: there is none of that name. Null: not asked. */
  readonly deployment: Reading<Deployment | null> | null;
  /** Those of a Deployment of that name. */
  readonly replicaSets: Reading<readonly ReplicaSet[]> | null;
  readonly pods: Reading<PodBook>;
}

interface Matched {
  readonly by: MatchedBy;
  readonly tally: Tally;
  /** Replica sets that want pods, or have them. */
  readonly active: number;
}

const isOf = (deployment: Deployment | null) => (set: ReplicaSet) => deployment === null || set.owner?.uid === deployment.uid;

/** The replica sets of the workload; none where they could not be read. */
export function ownSets({ deployment, replicaSets }: WorkloadReadings): readonly ReplicaSet[] {
  if (!replicaSets?.ok || (deployment?.ok && deployment.value === null)) return [];
  return replicaSets.value.filter(isOf(deployment?.ok ? deployment.value : null));
}

/** By owner; where that leads to no pod, by the label `app`. Null: the pods could not be read. */
export function match(readings: WorkloadReadings): Matched | null {
  const { name, pods } = readings;
  if (!pods.ok) return null;
  const book = pods.value;
  if (name === null) return { by: 'namespace', tally: book.all, active: 0 };
  const sets = ownSets(readings);
  if (sets.length > 0) {
    const active = sets.filter(({ uid }) => book.of([uid]).wanted > 0).length;
    return { by: 'deployment', tally: book.of(sets.map(({ uid }) => uid)), active };
  }
  const controlled = book.named(name);
  if (controlled.pods > 0) return { by: 'controller', tally: controlled, active: 0 };
  if (book.labelled.pods > 0) return { by: 'label', tally: book.labelled, active: 0 };
  return { by: 'deployment', tally: newTally(), active: 0 };
}

/** Nodes that are named in a result; the others are one line. */
const MOST_NODES = 50;

const nodeCounts = (nodes: Tally['nodes']): Readonly<Record<string, number>> => {
  const sorted = [...nodes].map(([node, n]) => [node ?? '(none)', n] as const).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const others = sorted.slice(MOST_NODES).reduce((total, [, n]) => total + n, 0);
  return Object.fromEntries([...sorted.slice(0, MOST_NODES), ...(others > 0 ? ([['(other nodes)', others]] as const) : [])]);
};

/** Conditions by which a Deployment says that it cannot make its pods (apps/v1: `ReplicaFailure`; `Progressing` that is false). */
const troubleOf = (deployment: Deployment | null): { readonly reason: string; readonly detail: string } => {
  const failing = deployment?.conditions.find(
    ({ type, status }) => (type === 'ReplicaFailure' && status === 'True') || (type === 'Progressing' && status === 'False'),
  );
  return { reason: failing?.reason ?? '', detail: redact(failing?.message ?? '') };
};

export interface WorkloadVerdict {
  readonly row: WorkloadRow;
  readonly issues: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/**
 * Whether a workload runs on CCI. `isBursting` says of a node whether it is a virtual one; null: nobody knows, and then the workload is not
 * known to be ready.
 */
export function judgeWorkload(readings: WorkloadReadings, isBursting: ((node: string) => boolean) | null): WorkloadVerdict {
  const { namespace, name, deployment: reading } = readings;
  const deployment = reading?.ok ? reading.value : null;
  const matched = match(readings);
  const desired = deployment?.replicas ?? null;
  const row = (ready: boolean): WorkloadRow => ({
    namespace,
    workload_name: name,
    desired,
    pod_count: matched?.tally.pods ?? null,
    phase_distribution: matched === null ? null : Object.fromEntries(matched.tally.phases),
    node_distribution: matched === null ? null : nodeCounts(matched.tally.nodes),
    waiting: matched?.tally.unready.flatMap(waitingOf) ?? [],
    ready,
    ready_pod_count: matched?.tally.ready ?? null,
    matched_by: matched?.by ?? null,
  });
  if (matched === null) return { row: row(false), issues: [], warnings: [] };
  const { tally } = matched;
  const warnings =
    matched.by === 'label' && name !== null ? [finding('workload_by_label', { workload_name: name, label: `app=${name}` })] : [];
  const issues = issuesOf(readings, deployment, matched, isBursting);
  // What its Deployment wants is part of the answer: a refusal to say so is no yes.
  const isKnown = isBursting !== null && (reading === null || reading.ok);
  return { row: row(issues.length === 0 && isKnown && tally.wanted > 0), issues, warnings };
}

function issuesOf(
  { namespace, name }: WorkloadReadings,
  deployment: Deployment | null,
  { tally, active }: Matched,
  isBursting: ((node: string) => boolean) | null,
): readonly Finding[] {
  if (deployment?.replicas === 0 && name !== null) return [finding('workload_scaled_to_zero', { namespace, workload_name: name })];
  if (deployment === null && tally.pods === 0) return [finding('workload_not_found', { namespace, workload_name: name })];
  const issues: Finding[] = [];
  const wanted = Math.max(deployment?.replicas ?? 1, 1);
  if (tally.wanted < wanted) issues.push(finding('pods_missing', { wanted, found: tally.wanted, ...troubleOf(deployment) }));
  if (tally.ready < tally.wanted) {
    const [first] = tally.unready.flatMap(waitingOf);
    const { pod = '', reason = '', message: detail = '', ended = null } = first ?? {};
    issues.push(finding('pods_not_ready', { ready: tally.ready, total: tally.wanted, pod, reason, detail, ended }));
  }
  const elsewhere = isBursting === null ? [] : [...tally.nodes].filter(([node]) => node !== null && !isBursting(node));
  const [node] = elsewhere.toSorted((a, b) => b[1] - a[1])[0] ?? [];
  if (node) {
    const away = elsewhere.reduce((total, [, n]) => total + n, 0);
    issues.push(finding('pods_elsewhere', { elsewhere: away, total: tally.wanted, node }));
  }
  if (name !== null && deployment !== null && (active > 1 || !deployment.observed)) {
    issues.push(finding('rollout_under_way', { workload_name: name }));
  }
  return issues;
}
