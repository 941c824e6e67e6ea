import { parseBytes, parseCpuMillis } from '../../src/core/quantity.ts';
import type { AddonState, ClusterState, VpcState, World } from '../world.ts';
import {
  ADDON_NAMESPACE,
  ADDON_PREFIX,
  type Component,
  deploymentOf,
  type PodStanding,
  podName,
  podOf,
  replicaSetOf,
  unscheduledEvent,
} from './addon-objects.ts';
import { burstingNode } from './objects.ts';
import type { KubernetesObject, KubernetesState, Objects } from './state.ts';

export const BURSTING_ADDON = 'virtual-kubelet';
const VIRTUAL_NODE = 'bursting-node';
const HEALTHY = ['running', 'available'];
/** Its pods have been started. */
const UP = [...HEALTHY, 'abnormal'];

/** Why its virtual node can never be Ready: what the add-on logs, and what the node's condition says. */
interface Fault {
  readonly line: string;
  readonly message: string;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What is wrong with the values: they are accepted as they are, and found out here. */
function faultOf({ vpcs }: World, { projectId, vpcId, id }: ClusterState, { values }: AddonState): Fault | null {
  const { basic, custom } = { basic: record(record(values).basic), custom: record(record(values).custom) };
  const vpc = vpcs.find((each) => each.id === vpcId);
  if (text(basic.project_id) !== projectId)
    return {
      line: 'E auth.go:77] project_id is missing, HUAWEI_PROJECT_ID must be set',
      message: `project_id "${text(basic.project_id)}" is invalid`,
    };
  if (text(basic.vpc_id) !== vpcId) return notFound('vpc', text(basic.vpc_id));
  if (text(basic.cluster_id) !== id) return notFound('cluster', text(basic.cluster_id));
  const further = Array.isArray(custom.subnets) ? custom.subnets.map((each) => text(record(each).subnetID)) : [];
  const wrong = [basic.network_id, custom.subnet_id, ...further].map(text).find((subnet) => !isPodSubnet(vpc, subnet));
  return wrong === undefined ? null : notFound('subnet', wrong);
}

const isPodSubnet = (vpc: VpcState | undefined, neutronId: string): boolean =>
  vpc?.subnets.some((each) => each.neutronId === neutronId) === true;

const notFound = (kind: string, id: string): Fault => ({
  line: `E network.go:219] ${kind} ${id} not found`,
  message: `${kind} ${id} not found`,
});

const all = (objects: Objects): KubernetesObject[] =>
  Array.from({ length: objects.length }, (_, i) => objects.at(i)).filter((each) => each !== undefined);
const isOurs = ({ metadata }: KubernetesObject): boolean =>
  metadata.namespace === ADDON_NAMESPACE && metadata.name.startsWith(ADDON_PREFIX);

function componentsOf({ values }: AddonState): readonly Component[] {
  const flavor = record(record(values).flavor);
  const replicas = Math.max(1, Number(flavor.replicas) || 1);
  const given = Array.isArray(flavor.resources) ? flavor.resources.map(record) : [];
  const kubelet = given.find(({ name }) => name === BURSTING_ADDON);
  return [
    { name: 'virtual-kubelet', replicas, cpu: text(kubelet?.requestsCpu) || '200m', memory: text(kubelet?.requestsMem) || '512Mi' },
    { name: 'resource-syncer', replicas, cpu: '100m', memory: '256Mi' },
    { name: 'webhook', replicas, cpu: '100m', memory: '256Mi' },
  ];
}

interface Room {
  readonly name: string;
  cpu: number;
  memory: number;
}

/** What is free on each physical node that takes pods, without the add-on's own. */
function roomsIn({ nodes, pods }: KubernetesState): Room[] {
  const others = all(pods).filter((pod) => !isOurs(pod));
  return all(nodes).flatMap((node) => {
    const spec = record(node.spec);
    const conditions = record(node.status).conditions;
    const ready = Array.isArray(conditions) && conditions.some((each) => record(each).type === 'Ready' && record(each).status === 'True');
    if (node.metadata.labels?.type === 'virtual-kubelet' || spec.unschedulable === true || !ready) return [];
    const allocatable = record(record(node.status).allocatable);
    const asked = others.filter((pod) => record(pod.spec).nodeName === node.metadata.name).flatMap(requestsOf);
    return {
      name: node.metadata.name,
      cpu: (parseCpuMillis(text(allocatable.cpu)) ?? 0) - sum(asked.map(({ cpu }) => cpu)),
      memory: (parseBytes(text(allocatable.memory)) ?? 0) - sum(asked.map(({ memory }) => memory)),
    };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const requestsOf = ({ spec }: KubernetesObject): { cpu: number; memory: number }[] => {
  const { containers } = record(spec);
  return (Array.isArray(containers) ? containers : []).map((each) => {
    const requests = record(record(record(each).resources).requests);
    return { cpu: parseCpuMillis(text(requests.cpu)) ?? 0, memory: parseBytes(text(requests.memory)) ?? 0 };
  });
};

/** The node that takes the pod, which is less free afterwards; null: none has room. */
function place(rooms: readonly Room[], { cpu, memory }: Component): string | null {
  const [needsCpu, needsMemory] = [parseCpuMillis(cpu) ?? 0, parseBytes(memory) ?? 0];
  const room = rooms.toSorted((a, b) => b.cpu - a.cpu).find((each) => each.cpu >= needsCpu && each.memory >= needsMemory);
  if (!room) return null;
  room.cpu -= needsCpu;
  room.memory -= needsMemory;
  return room.name;
}

/**
 * Brings the cluster to what the add-on is by now: its Deployments, their pods as far as there is room, and, once it is up, the virtual
 * node, Ready if the values are right. Returns why the add-on is not well; null: nothing of it is wrong.
 */
export function rollOut(world: World, cluster: ClusterState, addon: AddonState, now: number): string | null {
  const state = cluster.kubernetes;
  const rooms = roomsIn(state);
  const fault = faultOf(world, cluster, addon);
  const up = UP.includes(addon.status);
  const revision = JSON.stringify([addon.version, addon.values]);
  const message = `0/${all(state.nodes).length} nodes are available: ${rooms.length} Insufficient cpu, ${rooms.length} Insufficient memory.`;
  const rolled = componentsOf(addon).map((component) => {
    const standings = Array.from({ length: component.replicas }, (): PodStanding => {
      const nodeName = place(rooms, component);
      if (nodeName === null) return { is: 'unschedulable', message };
      if (!up) return { is: 'starting', nodeName };
      return { is: fault && component.name === 'virtual-kubelet' ? 'crashing' : 'ready', nodeName };
    });
    return { component, standings, ready: standings.filter(({ is }) => is === 'ready').length };
  });
  const pods = rolled.flatMap(({ component, standings }) => standings.map((standing, i) => podOf(component, revision, i, standing, now)));
  const homeless = rolled.flatMap(({ component, standings }) =>
    standings.flatMap(({ is }, i) => (is === 'unschedulable' ? podName(component, revision, i) : [])),
  );
  cluster.kubernetes = {
    ...state,
    deployments: [
      ...all(state.deployments).filter((each) => !isOurs(each)),
      ...rolled.map(({ component, ready }) => deploymentOf(component, ready, now)),
    ],
    replicasets: [
      ...all(state.replicasets).filter((each) => !isOurs(each)),
      ...rolled.map(({ component, ready }) => replicaSetOf(component, revision, ready, now)),
    ],
    pods: [...all(state.pods).filter((each) => !isOurs(each)), ...pods],
    events: withEvents(
      state.events,
      homeless.map((pod) => unscheduledEvent(pod, message, now)),
    ),
    nodes: up && homeless.length === 0 ? withVirtualNode(state.nodes, fault) : state.nodes,
    configmaps: [
      ...all(state.configmaps).filter(({ metadata }) => metadata.name !== 'bursting-status'),
      { metadata: { name: 'bursting-status', namespace: ADDON_NAMESPACE }, data: { enableBurstingNode: 'true' } },
    ],
    logs: { ...state.logs, ...(up ? logsOf(pods, fault, now) : {}) },
  };
  const unwell = up ? rolled.find(({ component, ready }) => ready < component.replicas) : undefined;
  return unwell
    ? `Deployment ${ADDON_NAMESPACE}/${ADDON_PREFIX}-${unwell.component.name} is not ready, ready replicas ${unwell.ready}/${unwell.component.replicas}`
    : null;
}

/** The scheduler says the same once. */
const withEvents = (events: Objects, more: readonly KubernetesObject[]): KubernetesObject[] => [
  ...new Map([...all(events), ...more].map((event) => [event.metadata.name, event])).values(),
];

function withVirtualNode(nodes: Objects, fault: Fault | null): KubernetesObject[] {
  const node = burstingNode(fault === null);
  const [condition] = record(node.status).conditions as Record<string, unknown>[];
  if (fault && condition) Object.assign(condition, { reason: 'ProviderNotReady', message: fault.message });
  return [...all(nodes).filter(({ metadata }) => metadata.name !== VIRTUAL_NODE), node];
}

function logsOf(pods: readonly KubernetesObject[], fault: Fault | null, now: number): KubernetesState['logs'] {
  const at = new Date(now).toISOString();
  const [kubelet] = pods.filter(
    ({ metadata, spec }) => metadata.name.startsWith(`${ADDON_PREFIX}-virtual-kubelet`) && record(spec).nodeName,
  );
  if (!kubelet) return {};
  const lines = [`${at} I main.go:88] starting provider huawei`, `${at} ${fault?.line ?? `I node.go:64] node ${VIRTUAL_NODE} is ready`}`];
  const key = `${ADDON_NAMESPACE}/${kubelet.metadata.name}/${ADDON_PREFIX}-virtual-kubelet`;
  return { [key]: { current: lines, ...(fault ? { previous: lines } : {}) } };
}

/** Carries out what has come due of every add-on, and lets pods that waited for room have it. */
export function settleAddons(world: World, now: number): void {
  for (const cluster of world.clusters) {
    for (const addon of cluster.addons) {
      const due = addon.coming?.filter(({ at }) => at <= now) ?? [];
      if (addon.coming) addon.coming = addon.coming.filter(({ at }) => at > now);
      for (const { change } of due) Object.assign(addon, change);
      const waits = addon.waitsForRoom === true && addon.status === 'abnormal';
      if (addon.templateName === BURSTING_ADDON && (due.length > 0 || waits)) show(world, cluster, addon, now);
    }
  }
}

/** The add-on's status follows its pods, where the story did not say how it ends. */
function show(world: World, cluster: ClusterState, addon: AddonState, now: number): void {
  if (addon.waitsForRoom) addon.status = 'running';
  const unwell = rollOut(world, cluster, addon, now);
  const homeless = all(cluster.kubernetes.pods).some((pod) => isOurs(pod) && record(pod.spec).nodeName === undefined);
  addon.waitsForRoom = homeless;
  if (unwell !== null && HEALTHY.includes(addon.status)) Object.assign(addon, { status: 'abnormal', message: unwell });
  else if (HEALTHY.includes(addon.status)) addon.message = '';
}
