import { parseBytes, parseCpuMillis } from '../../src/core/quantity.ts';
import type { ClusterState, World } from '../world.ts';
import { type Fields, isMap, type Value } from './field-sets.ts';
import { pullProblem } from './image-pull.ts';
import type { KubernetesObject, Objects } from './state.ts';
import {
  eventOf,
  podName,
  podOf,
  replicaSetOf,
  type Standing,
  setName,
  statusWith,
  type Workload,
  workloadIn,
} from './workload-objects.ts';

/** When each pod was first seen, by cluster: their own times are whole seconds. */
const births = new WeakMap<ClusterState, Map<string, number>>();

const all = (objects: Objects): KubernetesObject[] =>
  Array.from({ length: objects.length }, (_, i) => objects.at(i)).filter((each) => each !== undefined);
const mapIn = (from: Value, key: string): Fields => (isMap(from) && isMap(from[key]) ? from[key] : {});

/** Those that came through the API: a story's own Deployments bring their pods with them. */
const isApplied = ({ metadata }: KubernetesObject): boolean => Array.isArray(metadata.managedFields);

const isOf =
  ({ namespace, name }: Workload) =>
  ({ metadata }: KubernetesObject): boolean =>
    metadata.namespace === namespace && metadata.name.startsWith(`${name}-`);

/**
 * Brings what was applied to where it would be by now: replica sets and pods, and these on their way: scheduled to the virtual node if
 * their label says so, their image pulled if there is a way to it.
 */
export function runWorkloads(world: World, cluster: ClusterState, now: number): void {
  for (const deployment of all(cluster.kubernetes.deployments).filter(isApplied)) {
    const workload = workloadIn(deployment);
    if (workload) run(world, cluster, deployment, workload, now);
  }
}

function run(world: World, cluster: ClusterState, deployment: KubernetesObject, workload: Workload, now: number): void {
  const born = births.get(cluster) ?? new Map<string, number>();
  births.set(cluster, born);
  const state = cluster.kubernetes;
  const isOwn = isOf(workload);
  const others = all(state.pods).filter((pod) => !isOwn(pod));
  const made = Array.from({ length: workload.replicas }, (_, index) => {
    const key = `${workload.namespace}/${podName(workload, index)}`;
    const since = born.get(key) ?? now;
    born.set(key, since);
    const standing = standingOf(world, cluster, workload, others, index, now - since);
    return { index, since, standing };
  });
  const ready = made.filter(({ standing }) => standing.is === 'running').length;
  const since = made[0]?.since ?? now;
  // A rollout leaves the older replica sets behind, empty.
  const older = all(state.replicasets)
    .filter((each) => isOwn(each) && each.metadata.name !== setName(workload))
    .map((each) => ({ ...each, spec: { replicas: 0 }, status: { replicas: 0, readyReplicas: 0 } }));
  const events = made.flatMap(({ index, standing, since: at }) => eventOf(workload, index, standing, at) ?? []);
  cluster.kubernetes = {
    ...state,
    deployments: all(state.deployments).map((each) => (each === deployment ? statusWith(each, workload.replicas, ready) : each)),
    replicasets: [
      ...all(state.replicasets).filter((each) => !isOwn(each)),
      ...older,
      replicaSetOf(workload, workload.replicas, ready, since),
    ],
    pods: [...others, ...made.map(({ index, standing, since: at }) => podOf(workload, index, standing, at))],
    events: [...new Map([...all(state.events), ...events].map((event) => [event.metadata.name, event])).values()],
  };
}

function standingOf(
  world: World,
  cluster: ClusterState,
  workload: Workload,
  others: readonly KubernetesObject[],
  index: number,
  ageMs: number,
): Standing {
  const place = placeOf(world, cluster, workload, others, index);
  if ('message' in place) return { is: 'unschedulable', ...place };
  const { nodeName } = place;
  if (ageMs < world.settleMs) return { is: 'creating', nodeName };
  const { image } = workload.container;
  const message = nodeName.startsWith('bursting-node') ? pullProblem(world, cluster, image, workload.secrets) : null;
  if (message !== null)
    return { is: 'pulling', nodeName, reason: ageMs < 2 * world.settleMs ? 'ErrImagePull' : 'ImagePullBackOff', message };
  return { is: /cli|batch|job/.test(image) ? 'ending' : 'running', nodeName };
}

/** Where the scheduler puts a pod, or what it says. */
function placeOf(
  world: World,
  { kubernetes, podSubnetIds }: ClusterState,
  { podLabels, container }: Workload,
  others: readonly KubernetesObject[],
  index: number,
): { readonly nodeName: string } | { readonly message: string } {
  const nodes = all(kubernetes.nodes);
  const virtual = nodes.find(({ metadata }) => metadata.labels?.type === 'virtual-kubelet');
  const machines = nodes.filter((node) => node !== virtual);
  const none = (...why: readonly string[]) => ({ message: `0/${nodes.length} nodes are available: ${why.join(', ')}.` });
  if (podLabels['bursting.cci.io/burst-to-cci'] === 'enforce') {
    const unfit = `${machines.length} node(s) didn't match Pod's node affinity/selector`;
    if (!virtual) return none(unfit);
    if (!isReady(virtual)) return none('1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }', unfit);
    const addresses = world.vpcs.flatMap(({ subnets }) => subnets).filter(({ neutronId }) => podSubnetIds.includes(neutronId));
    const left = addresses.reduce((sum, { availableAddresses }) => sum + (availableAddresses ?? Number.POSITIVE_INFINITY), 0);
    return index < left ? { nodeName: virtual.metadata.name } : none('1 node(s) had no address left in the pod subnet', unfit);
  }
  const room = machines.find((node) => isReady(node) && fits(node, container.requests, others));
  if (room) return { nodeName: room.metadata.name };
  const taint = virtual ? ['1 node(s) had untolerated taint {virtual-kubelet.io/provider: huawei}'] : [];
  return none(...taint, `${machines.length} Insufficient cpu`);
}

const isReady = ({ status }: KubernetesObject): boolean => {
  const { conditions } = mapIn({ status }, 'status');
  return Array.isArray(conditions) && conditions.some((each) => isMap(each) && each.type === 'Ready' && each.status === 'True');
};

function fits(node: KubernetesObject, requests: Fields, others: readonly KubernetesObject[]): boolean {
  const allocatable = mapIn(node.status, 'allocatable');
  const here = others.filter(({ spec }) => isMap(spec) && spec.nodeName === node.metadata.name).flatMap(requestsOf);
  const free = (name: string, parse: (text: string) => number | null): number =>
    here.reduce((left, each) => left - (parse(String(each[name] ?? 0)) ?? 0), parse(String(allocatable[name] ?? 0)) ?? 0);
  return (
    free('cpu', parseCpuMillis) >= (parseCpuMillis(String(requests.cpu ?? 0)) ?? 0) &&
    free('memory', parseBytes) >= (parseBytes(String(requests.memory ?? 0)) ?? 0)
  );
}

const requestsOf = ({ spec }: KubernetesObject): readonly Fields[] => {
  const { containers } = mapIn({ spec }, 'spec');
  return Array.isArray(containers) ? containers.map((each: Value) => mapIn(mapIn({ each }, 'each').resources, 'requests')) : [];
};
