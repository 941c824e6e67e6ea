import { createHash } from 'node:crypto';
import type { KubernetesObject, KubernetesState, Objects } from './state.ts';

/** How the pods of a workload are. */
type Standing =
  | { readonly is: 'ready'; readonly nodeName: string }
  | { readonly is: 'waiting'; readonly nodeName: string; readonly reason: string; readonly message: string }
  | { readonly is: 'crashing'; readonly nodeName: string; readonly exitCode: number; readonly reason: string }
  | { readonly is: 'unscheduled'; readonly message: string };

/** A Deployment as a team runs it. What is left out is as for a small one that goes to CCI. */
export interface WorkloadSpec {
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  readonly standing: Standing;
  readonly labels?: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly cpu?: string;
  readonly memory?: string;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const uidOf = (kind: string, { namespace, name }: Pick<WorkloadSpec, 'namespace' | 'name'>, more = ''): string => {
  const hex = digest(`${kind}/${namespace}/${name}/${more}`);
  return `${hex.slice(0, 8)}-3333-4444-8555-${hex.slice(8, 20)}`;
};
const CREATED = '2026-11-22T06:59:00Z';
const BURST = { 'bursting.cci.io/burst-to-cci': 'enforce' };

const all = (objects: Objects): readonly KubernetesObject[] =>
  Array.from({ length: objects.length }, (_, i) => objects.at(i)).filter((object) => object !== undefined);

const setName = ({ namespace, name }: WorkloadSpec): string => `${name}-${digest(`${namespace}/${name}`).slice(0, 9)}`;

/** The name of its pod of that number. */
export const workloadPod = (spec: WorkloadSpec, index: number): string => `${setName(spec)}-${digest(setName(spec) + index).slice(0, 5)}`;

const condition = (type: string, status: boolean, reason?: string, message?: string) => ({
  type,
  status: status ? 'True' : 'False',
  ...(reason === undefined ? {} : { reason, message }),
});

function statusOf(spec: WorkloadSpec, image: string): Record<string, unknown> {
  const { name, standing } = spec;
  if (standing.is === 'unscheduled') {
    return { phase: 'Pending', conditions: [condition('PodScheduled', false, 'Unschedulable', standing.message)] };
  }
  const ready = standing.is === 'ready';
  const container = { name, image, imageID: '', ready, restartCount: standing.is === 'crashing' ? 6 : 0 };
  const state = {
    ready: { state: { running: { startedAt: '2026-11-22T07:00:00Z' } } },
    waiting: { state: { waiting: standing.is === 'waiting' ? { reason: standing.reason, message: standing.message } : {} } },
    crashing: {
      state: { waiting: { reason: 'CrashLoopBackOff', message: `back-off 5m0s restarting failed container=${name}` } },
      lastState: { terminated: standing.is === 'crashing' ? { reason: standing.reason, exitCode: standing.exitCode } : {} },
    },
  }[standing.is];
  return {
    phase: standing.is === 'waiting' ? 'Pending' : 'Running',
    conditions: [
      condition('PodScheduled', true),
      ready ? condition('Ready', true) : condition('Ready', false, 'ContainersNotReady', `containers with unready status: [${name}]`),
    ],
    containerStatuses: [{ ...container, ...state }],
  };
}

const podOf = (spec: WorkloadSpec, index: number): KubernetesObject => {
  const { namespace, name, standing, labels = BURST, cpu = '250m', memory = '512Mi' } = spec;
  const image = spec.image ?? 'swr.cn-north-4.myhuaweicloud.com/team-payments/nginx:stable';
  const amounts = { cpu, memory };
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: setName(spec), uid: uidOf('ReplicaSet', spec), controller: true };
  return {
    metadata: {
      name: workloadPod(spec, index),
      namespace,
      uid: uidOf('Pod', spec, String(index)),
      labels: { app: name, ...labels },
      ownerReferences: [owner],
      creationTimestamp: CREATED,
    },
    spec: {
      containers: [{ name, image, resources: { requests: amounts, limits: amounts } }],
      ...(standing.is === 'unscheduled' ? {} : { nodeName: standing.nodeName }),
    },
    status: statusOf(spec, image),
  };
};

/** Puts a Deployment, its replica set and its pods into the cluster. */
export function addWorkload(kubernetes: KubernetesState, spec: WorkloadSpec): void {
  const { namespace, name, replicas, labels = BURST, standing } = spec;
  const ready = standing.is === 'ready' ? replicas : 0;
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name, uid: uidOf('Deployment', spec), controller: true };
  kubernetes.deployments = [
    ...all(kubernetes.deployments),
    {
      metadata: { name, namespace, uid: uidOf('Deployment', spec), generation: 1, labels: { app: name }, creationTimestamp: CREATED },
      spec: { replicas, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name, ...labels } } } },
      status: { observedGeneration: 1, replicas, updatedReplicas: replicas, readyReplicas: ready },
    },
  ];
  kubernetes.replicasets = [
    ...all(kubernetes.replicasets),
    {
      metadata: {
        name: setName(spec),
        namespace,
        uid: uidOf('ReplicaSet', spec),
        annotations: { 'deployment.kubernetes.io/revision': '1' },
        ownerReferences: [owner],
        creationTimestamp: CREATED,
      },
      spec: { replicas },
      status: { replicas, readyReplicas: ready },
    },
  ];
  kubernetes.pods = [...all(kubernetes.pods), ...Array.from({ length: replicas }, (_, i) => podOf(spec, i))];
}

/** Kubernetes tells of something that went wrong with an object. */
export function addWarning(
  kubernetes: KubernetesState,
  warning: { namespace: string; object: `${string}/${string}`; reason: string; message: string; at: string; reporter?: string },
): void {
  const { namespace, object, reason, message, at, reporter = 'virtual-kubelet/pod-controller' } = warning;
  const [kind = '', name = ''] = object.split('/');
  kubernetes.events = [
    ...all(kubernetes.events),
    {
      metadata: { name: `${name}.${digest(object + reason + at).slice(0, 16)}`, namespace },
      type: 'Warning',
      reason,
      message,
      count: 4,
      firstTimestamp: at,
      lastTimestamp: at,
      involvedObject: { kind, namespace, name },
      source: { component: reporter },
    },
  ];
}
