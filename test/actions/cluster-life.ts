import type { Context } from '../../src/core/action.ts';
import { BotError } from '../../src/core/errors.ts';
import type { Progress } from '../../src/core/progress.ts';
import type { Node } from '../../src/ports/cluster.ts';
import type { ContainerDetail, Deployment, KubernetesEvent, PodDetail, ReplicaSet } from '../../src/ports/workloads.ts';
import { addon, contextOf, node, ready, type World } from './precheck/world.ts';

/** What runs in the cluster, beside the cloud around it; changed by tests as they like. */
export interface Life {
  readonly world: World;
  pods: PodDetail[];
  deployments: Deployment[];
  replicaSets: ReplicaSet[];
  events: KubernetesEvent[];
  configMaps: Record<string, Record<string, string>>;
  /** By `<pod>/<container>`, and `<pod>/<container>/previous`. */
  logs: Record<string, string>;
  /** Which call fails, and how. */
  broken: Partial<Record<Call, unknown>>;
  /** In order. */
  readonly calls: Call[];
  readonly notes: Progress[];
  /** What happens while somebody waits: the n-th wait does the n-th. */
  meanwhile: (() => void)[];
  /** How long was waited, in milliseconds. */
  readonly waits: number[];
}

type Call = 'nodes' | 'pods' | 'deployment' | 'replicaSets' | 'events' | 'configMap' | 'log';

export const bursting = (name = 'bursting-node', more: Partial<Node> = {}): Node =>
  node(name, { labels: { type: 'virtual-kubelet' }, ...more });

export const container = (more: Partial<ContainerDetail> = {}): ContainerDetail => ({
  name: 'main',
  kind: 'container',
  image: 'swr.cn-north-4.myhuaweicloud.com/team/nginx:1.27',
  requests: { cpu: '250m', memory: '512Mi' },
  limits: { cpu: '250m', memory: '512Mi' },
  ready: true,
  restarts: 0,
  waiting: null,
  terminated: null,
  lastTerminated: null,
  ...more,
});

const condition = (type: string, status: string, reason = '', message = '') => ({ type, status, reason, message });

/** A ready pod on CCI. */
export const pod = (name: string, more: Partial<PodDetail> = {}): PodDetail => ({
  namespace: 'shop',
  name,
  uid: `uid-${name}`,
  labels: { 'bursting.cci.io/burst-to-cci': 'enforce' },
  sizeSpecs: null,
  owner: null,
  nodeName: 'bursting-node',
  phase: 'Running',
  reason: '',
  message: '',
  deleting: false,
  conditions: [condition('PodScheduled', 'True'), condition('Ready', 'True')],
  containers: [container()],
  ...more,
});

/** Scheduled, and not started for a reason. */
export const waitingPod = (name: string, reason: string, message = '', more: Partial<PodDetail> = {}): PodDetail =>
  pod(name, {
    phase: 'Pending',
    conditions: [condition('PodScheduled', 'True'), condition('Ready', 'False', 'ContainersNotReady')],
    containers: [container({ ready: false, waiting: { reason, message, exitCode: null } })],
    ...more,
  });

export const unscheduledPod = (name: string, message: string, more: Partial<PodDetail> = {}): PodDetail =>
  pod(name, { phase: 'Pending', nodeName: null, conditions: [condition('PodScheduled', 'False', 'Unschedulable', message)], ...more });

export const deployment = (name: string, replicas: number, more: Partial<Deployment> = {}): Deployment => ({
  namespace: 'shop',
  name,
  uid: `uid-${name}`,
  replicas,
  readyReplicas: replicas,
  observed: true,
  podLabels: { app: name },
  conditions: [],
  ...more,
});

export const replicaSet = (deploymentName: string, hash: string, replicas: number, more: Partial<ReplicaSet> = {}): ReplicaSet => ({
  namespace: 'shop',
  name: `${deploymentName}-${hash}`,
  uid: `uid-${deploymentName}-${hash}`,
  owner: { kind: 'Deployment', name: deploymentName, uid: `uid-${deploymentName}` },
  replicas,
  readyReplicas: replicas,
  revision: 1,
  ...more,
});

/** As that replica set makes them. */
export const ownedBy = (set: ReplicaSet): Pick<PodDetail, 'owner' | 'namespace'> => ({
  owner: { kind: 'ReplicaSet', name: set.name, uid: set.uid },
  namespace: set.namespace,
});

export const event = (object: string, reason: string, minute: number, more: Partial<KubernetesEvent> = {}): KubernetesEvent => {
  const [kind = '', name = ''] = object.split('/');
  const lastSeen = new Date(Date.UTC(2026, 10, 23, 11, minute)).toISOString();
  return {
    namespace: 'shop',
    type: 'Warning',
    reason,
    message: `${reason} of ${name}`,
    count: 1,
    lastSeen,
    object: { kind, name, uid: '' },
    reporter: 'kubelet',
    ...more,
  };
};

export const forbidden = (operation: string): BotError =>
  new BotError('permission_denied', { service: 'Kubernetes', operation, action: operation, detail: 'no' });
export const unreachable = (): BotError =>
  new BotError('cluster_unreachable', { server: 'https://192.168.0.5:5443', private: true, detail: 'ETIMEDOUT' }, { retryable: true });

/** A cluster that bursts, with nothing on it. */
export const aLife = (more: Partial<World> = {}): Life => ({
  world: ready({ nodes: [node('192.168.0.41'), node('192.168.0.87'), bursting()], addons: [addon()], ...more }),
  pods: [],
  deployments: [],
  replicaSets: [],
  events: [],
  configMaps: {},
  logs: {},
  broken: {},
  calls: [],
  notes: [],
  meanwhile: [],
  waits: [],
});

const PAGE = 2;

/** As the real client: in pages, chosen by namespace and by what is selected, refused where the test says so. */
export function contextIn(life: Life, signal: AbortSignal = new AbortController().signal): Context {
  const context = contextOf(life.world, signal);
  const begin = (call: Call): void => {
    signal.throwIfAborted();
    life.calls.push(call);
    if (life.broken[call] !== undefined) throw life.broken[call];
  };
  async function* pages<T>(call: Call, objects: () => readonly T[]): AsyncGenerator<readonly T[]> {
    begin(call);
    await null;
    const all = objects();
    for (let from = 0; from < all.length; from += PAGE) yield all.slice(from, from + PAGE);
  }
  let now = context.now.getTime();
  return {
    ...context,
    progress: (note) => void life.notes.push(note),
    ports: {
      ...context.ports,
      nodes: { pages: () => pages('nodes', () => life.world.nodes) },
      workloads: {
        pods: (namespace, { labels = {} }) =>
          pages('pods', () =>
            life.pods.filter(
              (each) => each.namespace === namespace && Object.entries(labels).every(([key, value]) => each.labels[key] === value),
            ),
          ),
        async deployment(namespace, name) {
          begin('deployment');
          return life.deployments.find((each) => each.namespace === namespace && each.name === name) ?? null;
        },
        replicaSets: (namespace) => pages('replicaSets', () => life.replicaSets.filter((each) => each.namespace === namespace)),
      },
      events: {
        async latest(namespace, { fields = {} }, keep, most) {
          begin('events');
          return life.events
            .filter(
              (each) => (namespace === null || each.namespace === namespace) && (fields.type ?? each.type) === each.type && keep(each),
            )
            .toSorted((a, b) => (a.lastSeen > b.lastSeen ? -1 : 1))
            .slice(0, most);
        },
      },
      configMaps: {
        async get(namespace, name) {
          begin('configMap');
          return life.configMaps[`${namespace}/${name}`] ?? null;
        },
      },
      logs: {
        async tail({ pod: of, container: name, previous }) {
          begin('log');
          return life.logs[`${of}/${name}${previous ? '/previous' : ''}`] ?? '';
        },
      },
      clock: {
        async after(ms) {
          life.waits.push(ms);
          now += ms;
          life.meanwhile.shift()?.();
          return new Date(now);
        },
      },
    },
  };
}
