import type { Finding, HeadroomReason } from '../core/finding.ts';
import { finding } from '../core/finding.ts';
import { formatBytes, formatCpu, parseBytes, parseCount, parseCpuMillis } from '../core/quantity.ts';
import type { ContainerRequests, Node, Pod } from '../ports/cluster.ts';

/** CPU in thousandths of a core, memory in bytes, pods. Null: not known, because something could not be read. */
export interface Resources {
  readonly cpuMillis: number | null;
  readonly memoryBytes: number | null;
  readonly pods: number | null;
}

/** What one node has to offer. */
export interface NodeRoom {
  readonly name: string;
  /** Not cordoned, Ready, and without a taint that keeps ordinary pods away. */
  readonly schedulable: boolean;
  /** A virtual-kubelet: a door to CCI, on which no add-on pod can run. */
  readonly virtual: boolean;
  readonly arm: boolean;
  readonly allocatable: Resources;
}

export interface NodeHeadroom extends NodeRoom {
  readonly requested: Resources;
  readonly free: Resources;
}

/** The smallest row of the add-on's sizing table (user manual, cce_10_0135): 1000 pods and 1000 ConfigMaps. */
export const NEEDED = { cpuMillis: 2000, memoryBytes: 4 * 1024 ** 3 } as const;
/** Add-on 1.5.2 and later: a node for its pods has 7 free pod slots; two such nodes for high availability (same page). */
const NEEDED_POD_SLOTS = 7;
const NEEDED_NODES = 2;

export const NOTHING: Resources = { cpuMillis: 0, memoryBytes: 0, pods: 0 };

const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
const most = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : Math.max(a, b));
const left = (all: number | null, used: number | null): number | null => (all === null || used === null ? null : Math.max(0, all - used));
export const add = (a: Resources, b: Resources): Resources => ({
  cpuMillis: plus(a.cpuMillis, b.cpuMillis),
  memoryBytes: plus(a.memoryBytes, b.memoryBytes),
  pods: plus(a.pods, b.pods),
});

/**
 * What the scheduler reserves of one resource for a pod. Containers and sidecars (restartable init containers) run together; an init
 * container runs beside the sidecars that were started before it; the pod needs the larger of both, and its overhead on top.
 */
function effective(pod: Pod, resource: 'cpu' | 'memory', parse: (text: string) => number | null): number | null {
  const asked = (requests: Pick<ContainerRequests, 'cpu' | 'memory'>): number | null => {
    const text = requests[resource];
    return text === null ? 0 : parse(text);
  };
  let sidecars: number | null = 0;
  let starting: number | null = 0;
  for (const container of pod.initContainers) {
    const together = plus(sidecars, asked(container));
    if (container.restartAlways) sidecars = together;
    starting = most(starting, together);
  }
  const running = pod.containers.reduce((sum, container) => plus(sum, asked(container)), sidecars);
  return plus(most(running, starting), asked(pod.overhead));
}

/** The place that one pod takes on its node. */
export const podRequests = (pod: Pod): Resources => ({
  cpuMillis: effective(pod, 'cpu', parseCpuMillis),
  memoryBytes: effective(pod, 'memory', parseBytes),
  pods: 1,
});

/** By name or label, because names and labels differ between versions of the add-on. */
export const isVirtual = (node: Pick<Node, 'name' | 'labels'>): boolean =>
  /^(bursting-node|virtual-kubelet)/.test(node.name) ||
  node.labels.type === 'virtual-kubelet' ||
  node.labels['bursting.cci.io/node-type'] === 'virtual-kubelet';

const isSchedulable = (node: Node): boolean =>
  !node.unschedulable && node.ready === 'True' && !node.taints.some(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute');

const readAllocatable = (node: Node, name: string, parse: (text: string) => number | null): number | null => {
  const text = node.allocatable[name];
  return text === undefined ? null : parse(text);
};

export const nodeRoom = (node: Node): NodeRoom => ({
  name: node.name,
  schedulable: isSchedulable(node),
  virtual: isVirtual(node),
  arm: node.architecture === 'arm64',
  allocatable: {
    cpuMillis: readAllocatable(node, 'cpu', parseCpuMillis),
    memoryBytes: readAllocatable(node, 'memory', parseBytes),
    pods: readAllocatable(node, 'pods', parseCount),
  },
});

export const nodeHeadroom = (room: NodeRoom, requested: Resources): NodeHeadroom => ({
  ...room,
  requested,
  free: {
    cpuMillis: left(room.allocatable.cpuMillis, requested.cpuMillis),
    memoryBytes: left(room.allocatable.memoryBytes, requested.memoryBytes),
    pods: left(room.allocatable.pods, requested.pods),
  },
});

/** How far a node is from what is needed: 1 and more is enough. Null: not known. */
const closeness = ({ free }: NodeHeadroom): number | null =>
  free.cpuMillis === null || free.memoryBytes === null
    ? null
    : Math.min(free.cpuMillis / NEEDED.cpuMillis, free.memoryBytes / NEEDED.memoryBytes);

/**
 * Whether the add-on's own pods would find room on these physical nodes: null if so. What is not known counts as missing, because nobody can promise it; the
 * best node named is the one that comes closest.
 */
export function lowHeadroom(physical: readonly NodeHeadroom[]): Finding<'low_headroom'> | null {
  const candidates = physical.filter(({ schedulable }) => schedulable);
  const best = candidates.reduce<NodeHeadroom | null>((a, b) => (a === null || (closeness(b) ?? -1) > (closeness(a) ?? -1) ? b : a), null);
  const total = (of: (free: Resources) => number | null): number => candidates.reduce((sum, { free }) => sum + (of(free) ?? 0), 0);
  const withSlots = candidates.filter(({ free }) => (free.pods ?? 0) >= NEEDED_POD_SLOTS).length;

  const reasons: HeadroomReason[] = [];
  if (candidates.length < NEEDED_NODES) reasons.push('few_nodes');
  if (best === null || (closeness(best) ?? 0) < 1) reasons.push('no_node_fits');
  if (total((free) => free.cpuMillis) < NEEDED.cpuMillis || total((free) => free.memoryBytes) < NEEDED.memoryBytes)
    reasons.push('aggregate');
  if (withSlots < Math.min(NEEDED_NODES, candidates.length)) reasons.push('pod_slots');
  if (reasons.length === 0) return null;
  return finding('low_headroom', {
    schedulable: candidates.length,
    best_cpu: best === null || best.free.cpuMillis === null ? null : formatCpu(best.free.cpuMillis),
    best_memory: best === null || best.free.memoryBytes === null ? null : formatBytes(best.free.memoryBytes),
    needed_cpu: formatCpu(NEEDED.cpuMillis),
    needed_memory: formatBytes(NEEDED.memoryBytes),
    reasons,
  });
}
