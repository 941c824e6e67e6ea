import { z } from 'zod';
import { type Context, defineAction, type Outcome } from '../core/action.ts';
import type { Finding } from '../core/finding.ts';
import { formatBytes, formatCpu } from '../core/quantity.ts';
import type { Nodes, Pods } from '../ports/cluster.ts';
import { add, lowHeadroom, NEEDED, NOTHING, type NodeRoom, nodeHeadroom, nodeRoom, podRequests, type Resources } from './headroom.ts';

/** Kubernetes quantities and a number of pods; null where something could not be read. */
interface Amounts {
  readonly cpu: string | null;
  readonly memory: string | null;
  readonly pods: number | null;
}

export interface CapacityNode {
  readonly name: string;
  readonly schedulable: boolean;
  readonly virtual: boolean;
  readonly allocatable: Amounts;
  readonly requested: Amounts;
  readonly free: Amounts;
}

/** Whether the add-on's own pods have room on the physical nodes. Virtual nodes are listed and never counted. */
export interface CapacityResult extends Outcome {
  readonly ready: boolean;
  readonly baseline: { readonly cpu: string; readonly memory: string; readonly note: string };
  /** Physical nodes first, then by name. */
  readonly nodes: readonly CapacityNode[];
  readonly schedulable_physical_node_count: number;
  /** Physical nodes that are arm64, schedulable or not: add-ons before 1.5.37 skip them. */
  readonly arm_node_count: number;
  readonly warnings: readonly Finding[];
}

const NOTE = 'a conservative baseline, not a platform limit';

/** Adds up page by page what pods ask of their nodes; pods that wait for a node take no place yet. */
async function requestsByNode(pods: Pods, signal: AbortSignal): Promise<ReadonlyMap<string, Resources>> {
  const requests = new Map<string, Resources>();
  for await (const page of pods.runningPages(signal)) {
    for (const pod of page) {
      if (pod.nodeName !== null) requests.set(pod.nodeName, add(requests.get(pod.nodeName) ?? NOTHING, podRequests(pod)));
    }
  }
  return requests;
}

/** What is kept of each node while the others arrive. */
async function readNodes(nodes: Nodes, signal: AbortSignal): Promise<readonly NodeRoom[]> {
  const rooms: NodeRoom[] = [];
  for await (const page of nodes.pages(signal)) {
    for (const node of page) rooms.push(nodeRoom(node));
  }
  return rooms;
}

const written = ({ cpuMillis, memoryBytes, pods }: Resources): Amounts => ({
  cpu: cpuMillis === null ? null : formatCpu(cpuMillis),
  memory: memoryBytes === null ? null : formatBytes(memoryBytes),
  pods,
});

/** The verdict from what was read; pure. */
function assess(rooms: readonly NodeRoom[], requests: ReadonlyMap<string, Resources>): CapacityResult {
  const headroom = rooms
    .map((room) => nodeHeadroom(room, requests.get(room.name) ?? NOTHING))
    .sort((a, b) => Number(a.virtual) - Number(b.virtual) || (a.name < b.name ? -1 : 1));
  const physical = headroom.filter(({ virtual }) => !virtual);
  const warning = lowHeadroom(physical);
  return {
    success: warning === null,
    ready: warning === null,
    baseline: { cpu: formatCpu(NEEDED.cpuMillis), memory: formatBytes(NEEDED.memoryBytes), note: NOTE },
    nodes: headroom.map((node) => ({
      name: node.name,
      schedulable: node.schedulable,
      virtual: node.virtual,
      allocatable: written(node.allocatable),
      requested: written(node.requested),
      free: written(node.free),
    })),
    schedulable_physical_node_count: physical.filter(({ schedulable }) => schedulable).length,
    arm_node_count: physical.filter(({ arm }) => arm).length,
    warnings: warning === null ? [] : [warning],
  };
}

/**
 * Reads nodes and pods side by side; `precheck` uses it as it is. Throws the `BotError` of the list that failed first, and stops the
 * other.
 */
export async function readCapacity(context: Pick<Context, 'ports' | 'signal'>): Promise<CapacityResult> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  try {
    const [rooms, requests] = await Promise.all([readNodes(context.ports.nodes, signal), requestsByNode(context.ports.pods, signal)]);
    return assess(rooms, requests);
  } finally {
    stop.abort();
  }
}

export const capacity = defineAction<Record<string, never>, CapacityResult>({
  kind: 'read',
  summary: 'Check whether the add-on’s own pods have room on the physical nodes',
  skillAction: 'huawei_check_cce_cci_node_capacity',
  examples: ['capacity prod'],
  params: z.strictObject({}),
  parameterHelp: {},
  needs: ['cce:cluster:get'],
  timeoutMs: 60_000,
  read: (_, context) => readCapacity(context),
  next: (_, { ready }) =>
    ready ? [] : ['create-nodepool', 'resize-nodepool'].map((command) => ({ command, params: {}, how: 'proposed' })),
});
