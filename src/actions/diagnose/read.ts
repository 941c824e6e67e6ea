import type { Context } from '../../core/action.ts';
import type { Finding } from '../../core/finding.ts';
import type { KubernetesEvent, PodDetail, ReplicaSet } from '../../ports/workloads.ts';
import { ADDON_NAMESPACE, isAddonObject } from '../addon-objects.ts';
import { findAddon } from '../precheck/addon.ts';
import { know, subjectOf } from '../precheck/known.ts';
import { listEndpoints, readVpc } from '../precheck/read.ts';
import { readSource, SOURCES } from '../sources.ts';
import { readWorkload, readWorkloadEvents } from '../verify/read.ts';
import { isBurstingNode, type VirtualNodeRow, virtualNodeRow } from '../verify/virtual-nodes.ts';
import { match } from '../verify/workload.ts';
import type { Scope } from '../workload-parameters.ts';
import { readAddonLogs, readCrashLogs } from './read-logs.ts';
import type { NodeFacts, Snapshot } from './snapshot.ts';

const kubernetes = (operation: string) => ({ service: 'Kubernetes', operation }) as const;

const STATUS_CONFIG_MAP = 'bursting-status';
/** Kubernetes keeps the events of nodes, which have no namespace, here. */
const NODE_EVENTS = 'default';
const EVENTS = 20;
const WARNINGS = { fields: { type: 'Warning' } } as const;

async function readNodes({ ports, signal }: Context): Promise<NodeFacts> {
  const virtual: VirtualNodeRow[] = [];
  let [physical, arm] = [0, 0];
  for await (const page of ports.nodes.pages(signal)) {
    for (const node of page) {
      if (isBurstingNode(node)) {
        virtual.push(virtualNodeRow(node));
      } else {
        physical += 1;
        if (node.architecture === 'arm64') arm += 1;
      }
    }
  }
  return { virtual: virtual.toSorted((a, b) => (a.name < b.name ? -1 : 1)), physical, arm };
}

async function readAddonPods({ ports, signal }: Context): Promise<readonly PodDetail[]> {
  const pods: PodDetail[] = [];
  for await (const page of ports.workloads.pods(ADDON_NAMESPACE, {}, signal)) pods.push(...page.filter(({ name }) => isAddonObject(name)));
  return pods;
}

async function readAddonSets({ ports, signal }: Context): Promise<readonly ReplicaSet[]> {
  const sets: ReplicaSet[] = [];
  for await (const page of ports.workloads.replicaSets(ADDON_NAMESPACE, {}, signal)) {
    sets.push(...page.filter(({ name }) => isAddonObject(name)));
  }
  return sets;
}

/** Of the add-on's objects, and of the virtual nodes. */
async function readEvents({ ports, signal }: Context): Promise<readonly KubernetesEvent[]> {
  const isOurs = ({ object }: KubernetesEvent): boolean => isAddonObject(object.name);
  const isNode = ({ object }: KubernetesEvent): boolean => object.kind === 'Node' && isBurstingNode({ name: object.name, labels: {} });
  const both = await Promise.all([
    ports.events.latest(ADDON_NAMESPACE, WARNINGS, isOurs, EVENTS, signal),
    ports.events.latest(NODE_EVENTS, WARNINGS, isNode, EVENTS, signal),
  ]);
  return both
    .flat()
    .toSorted((a, b) => Date.parse(b.lastSeen || '0') - Date.parse(a.lastSeen || '0'))
    .slice(0, EVENTS);
}

async function readPodsAndLogs(context: Context): Promise<Pick<Snapshot, 'addonPods' | 'logs' | 'unread'>> {
  const addonPods = await readSource(kubernetes('list pods'), context.signal, () => readAddonPods(context));
  const { logs, unread } = addonPods.ok ? await readAddonLogs(context, addonPods.value) : { logs: [], unread: [] };
  return { addonPods, logs, unread };
}

interface AboutWorkload extends Pick<Snapshot, 'workload' | 'workloadEvents' | 'workloadLogs'> {
  readonly unreadLogs: readonly Finding[];
}

async function readWorkloadAndMore(context: Context, scope: Scope | null): Promise<AboutWorkload> {
  if (scope === null) return { workload: null, workloadEvents: null, workloadLogs: [], unreadLogs: [] };
  const reading = readWorkload(context, scope);
  const [workload, workloadEvents, { logs, unread }] = await Promise.all([
    reading,
    readWorkloadEvents(context, scope, reading),
    reading.then((found) => readCrashLogs(context, match(found)?.tally.unready ?? [])),
  ]);
  return { workload, workloadEvents, workloadLogs: logs, unreadLogs: unread };
}

/** Two rounds: the VPC's lists follow the cluster, logs follow the pods; everything else is asked for at once. */
export async function readSnapshot(context: Context, scope: Scope | null): Promise<Snapshot> {
  const { ports, signal, target } = context;
  const subject = subjectOf(context, {});
  const clusterReading = readSource(SOURCES.cluster, signal, () => ports.clusters.show(target.clusterId, signal));
  const addonReading = readSource(SOURCES.addons, signal, () => ports.addons.list(target.clusterId, signal).then(findAddon));
  const vpcReading = clusterReading.then((cluster) => readVpc(context, subject, cluster, listEndpoints(context, cluster), addonReading));
  const [cluster, addon, vpc, nodes, { unread, ...pods }, replicaSets, status, events, { unreadLogs, ...workload }] = await Promise.all([
    clusterReading,
    addonReading,
    vpcReading,
    readSource(kubernetes('list nodes'), signal, () => readNodes(context)),
    readPodsAndLogs(context),
    readSource(kubernetes('list replicasets'), signal, () => readAddonSets(context)),
    readSource(kubernetes('get configmaps'), signal, () => ports.configMaps.get(ADDON_NAMESPACE, STATUS_CONFIG_MAP, signal)),
    readSource(kubernetes('list events'), signal, () => readEvents(context)),
    readWorkloadAndMore(context, scope),
  ]);
  const known = cluster.ok && vpc ? know(subject, cluster.value, addon.ok ? addon.value : null, vpc) : null;
  return {
    target,
    cluster,
    addon,
    vpc,
    known,
    nodes,
    ...pods,
    replicaSets,
    status,
    events,
    ...workload,
    unread: [...unread, ...unreadLogs],
  };
}
