import type { Context } from '../../core/action.ts';
import type { Addon } from '../../ports/cloud.ts';
import type { KubernetesEvent, ReplicaSet } from '../../ports/workloads.ts';
import { ADDON_NAMESPACE, isAddonObject } from '../addon-objects.ts';
import { findAddon } from '../precheck/addon.ts';
import { type Reading, readSource, SOURCES } from '../sources.ts';
import type { Scope } from '../workload-parameters.ts';
import { concerns, mayBeOf, mayConcern } from './events.ts';
import { isBurstingNode, type VirtualNodeRow, virtualNodeRow } from './virtual-nodes.ts';
import { match, ownSets, PodBook, type WorkloadReadings } from './workload.ts';

export interface Readings {
  /** Null inside: not installed. */
  readonly addon: Reading<Addon | null>;
  readonly virtualNodes: Reading<readonly VirtualNodeRow[]>;
  /** Null: nobody asked for one. */
  readonly workload: WorkloadReadings | null;
  /** The latest warnings, newest first. */
  readonly events: Reading<readonly KubernetesEvent[]>;
}

const kubernetes = (operation: string) => ({ service: 'Kubernetes', operation }) as const;

/** Warnings that a result shows. */
const EVENTS = 10;
/** Warnings among which those of one workload are looked for: other workloads may have names that begin like its own. */
const CANDIDATES = 1_000;
const WARNINGS = { fields: { type: 'Warning' } } as const;

async function readVirtualNodes({ ports, signal }: Context): Promise<readonly VirtualNodeRow[]> {
  const rows: VirtualNodeRow[] = [];
  for await (const page of ports.nodes.pages(signal)) rows.push(...page.filter(isBurstingNode).map(virtualNodeRow));
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function readPods({ ports, signal }: Context, { namespace, name }: Scope): Promise<PodBook> {
  const book = new PodBook(name);
  for await (const page of ports.workloads.pods(namespace, {}, signal)) for (const pod of page) book.add(pod);
  return book;
}

async function readReplicaSets({ ports, signal }: Context, namespace: string, deployment: string): Promise<readonly ReplicaSet[]> {
  const sets: ReplicaSet[] = [];
  for await (const page of ports.workloads.replicaSets(namespace, {}, signal)) {
    sets.push(...page.filter(({ owner }) => owner?.kind === 'Deployment' && owner.name === deployment));
  }
  return sets;
}

/** A Deployment, its replica sets and their pods are asked for at the same time, and put together afterwards. */
export async function readWorkload(context: Context, scope: Scope): Promise<WorkloadReadings> {
  const { ports, signal } = context;
  const { namespace, name } = scope;
  const [deployment, replicaSets, pods] = await Promise.all([
    name === null ? null : readSource(kubernetes('get deployments'), signal, () => ports.workloads.deployment(namespace, name, signal)),
    name === null ? null : readSource(kubernetes('list replicasets'), signal, () => readReplicaSets(context, namespace, name)),
    readSource(kubernetes('list pods'), signal, () => readPods(context, scope)),
  ]);
  return { namespace, name, deployment, replicaSets, pods };
}

function readEvents({ ports, signal }: Context, scope: Scope | null): Promise<Reading<readonly KubernetesEvent[]>> {
  const [namespace, keep, most] =
    scope === null
      ? [ADDON_NAMESPACE, ({ object }: KubernetesEvent) => isAddonObject(object.name), EVENTS]
      : scope.name === null
        ? [scope.namespace, () => true, EVENTS]
        : [scope.namespace, mayConcern(scope.name), CANDIDATES];
  return readSource(kubernetes('list events'), signal, () => ports.events.latest(namespace, WARNINGS, keep, most, signal));
}

/**
 * The events of one workload, now that its replica sets and pods are known. Those of pods that only a label tells are among the
 * candidates if the pods are called like the workload; pods with names of their own are asked for once more.
 */
async function ownEvents(
  context: Context,
  workload: WorkloadReadings,
  name: string,
  candidates: Reading<readonly KubernetesEvent[]>,
): Promise<Reading<readonly KubernetesEvent[]>> {
  if (!candidates.ok) return candidates;
  const { ports, signal } = context;
  const by = match(workload)?.by;
  if (by !== 'label' || !workload.pods.ok) {
    const sets = ownSets(workload).map((set) => set.name);
    // A StatefulSet or Job makes its pods itself.
    const makers = by === 'controller' ? [name] : sets;
    return { ok: true, value: candidates.value.filter(concerns(name, makers, new Set())).slice(0, EVENTS) };
  }
  const pods = workload.pods.value.labelledNames;
  const keep = concerns(name, [], pods);
  if (candidates.value.length < CANDIDATES && [...pods].every(mayBeOf(name))) {
    return { ok: true, value: candidates.value.filter(keep).slice(0, EVENTS) };
  }
  return readSource(kubernetes('list events'), signal, () => ports.events.latest(workload.namespace, WARNINGS, keep, EVENTS, signal));
}

/** The latest warnings about a workload, or about all of its namespace, asked for beside it. */
export async function readWorkloadEvents(
  context: Context,
  scope: Scope,
  workload: Promise<WorkloadReadings>,
): Promise<Reading<readonly KubernetesEvent[]>> {
  const [events, readings] = await Promise.all([readEvents(context, scope), workload]);
  return scope.name === null ? events : ownEvents(context, readings, scope.name, events);
}

/** Everything at once: nothing that is asked for depends on another answer. */
export async function readAll(context: Context, scope: Scope | null): Promise<Readings> {
  const { ports, signal, target } = context;
  const reading = scope === null ? null : readWorkload(context, scope);
  const [addon, virtualNodes, workload, events] = await Promise.all([
    readSource(SOURCES.addons, signal, () => ports.addons.list(target.clusterId, signal).then(findAddon)),
    readSource(kubernetes('list nodes'), signal, () => readVirtualNodes(context)),
    reading,
    scope === null || reading === null ? readEvents(context, null) : readWorkloadEvents(context, scope, reading),
  ]);
  return { addon, virtualNodes, workload, events };
}
