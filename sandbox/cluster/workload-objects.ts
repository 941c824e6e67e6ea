import { createHash } from 'node:crypto';
import { uidOf } from './apply.ts';
import { type Fields, isMap, type Value } from './field-sets.ts';
import type { KubernetesObject } from './state.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const timeOf = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
const mapIn = (from: Value, key: string): Fields => (isMap(from) && isMap(from[key]) ? from[key] : {});

/** A Deployment as its controller reads it. */
export interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly replicas: number;
  readonly template: Fields;
  readonly podLabels: Record<string, string>;
  readonly podSpec: Fields;
  readonly container: { readonly name: string; readonly image: string; readonly requests: Fields };
  readonly secrets: readonly string[];
}

/** Null: not a whole Deployment. */
export function workloadIn({ metadata, spec }: KubernetesObject): Workload | null {
  const template = mapIn(spec, 'template');
  const podSpec = mapIn(template, 'spec');
  const [container] = Array.isArray(podSpec.containers) ? podSpec.containers : [];
  if (!isMap(container) || !isMap(spec)) return null;
  const secrets = Array.isArray(podSpec.imagePullSecrets) ? podSpec.imagePullSecrets : [];
  return {
    namespace: String(metadata.namespace),
    name: metadata.name,
    uid: String(metadata.uid),
    replicas: Number(spec.replicas ?? 1),
    template,
    podLabels: mapIn(mapIn(template, 'metadata'), 'labels') as Record<string, string>,
    podSpec,
    container: { name: String(container.name), image: String(container.image), requests: mapIn(mapIn(container, 'resources'), 'requests') },
    secrets: secrets.map((each: Value) => String(mapIn({ each }, 'each').name)),
  };
}

/** Another template has another replica set, and other pods. */
export const setName = ({ name, template }: Workload): string => `${name}-${digest(JSON.stringify(template)).slice(0, 9)}`;
export const podName = (workload: Workload, index: number): string =>
  `${setName(workload)}-${digest(`${setName(workload)}/${index}`).slice(0, 5)}`;

/** How a pod is. `since`: when it was made. */
export type Standing =
  | { readonly is: 'unschedulable'; readonly message: string }
  | { readonly is: 'creating' | 'running' | 'ending'; readonly nodeName: string }
  | { readonly is: 'pulling'; readonly nodeName: string; readonly reason: 'ErrImagePull' | 'ImagePullBackOff'; readonly message: string };

const ownedBy = (kind: string, name: string, uid: string) => [{ apiVersion: 'apps/v1', kind, name, uid, controller: true }];

export const replicaSetOf = (workload: Workload, replicas: number, ready: number, since: number): KubernetesObject => ({
  metadata: {
    name: setName(workload),
    namespace: workload.namespace,
    uid: uidOf('ReplicaSet', workload.namespace, setName(workload)),
    labels: workload.podLabels,
    annotations: { 'deployment.kubernetes.io/revision': '1' },
    ownerReferences: ownedBy('Deployment', workload.name, workload.uid),
    creationTimestamp: timeOf(since),
  },
  spec: { replicas },
  status: { replicas, readyReplicas: ready },
});

export function podOf(workload: Workload, index: number, standing: Standing, since: number): KubernetesObject {
  const name = podName(workload, index);
  const { container } = workload;
  const condition = (type: string, holds: boolean, reason = '', message = '') => ({
    type,
    status: holds ? 'True' : 'False',
    ...(reason ? { reason, message } : {}),
  });
  const ready = standing.is === 'running';
  const scheduled = standing.is !== 'unschedulable';
  return {
    metadata: {
      name,
      namespace: workload.namespace,
      uid: uidOf('Pod', workload.namespace, name),
      labels: { ...workload.podLabels, 'pod-template-hash': setName(workload).slice(workload.name.length + 1) },
      ownerReferences: ownedBy('ReplicaSet', setName(workload), uidOf('ReplicaSet', workload.namespace, setName(workload))),
      creationTimestamp: timeOf(since),
    },
    spec: { ...workload.podSpec, ...(scheduled ? { nodeName: standing.nodeName } : {}) },
    status: {
      phase: ready || standing.is === 'ending' ? 'Running' : 'Pending',
      ...(ready ? { podIP: `192.168.64.${21 + index}` } : {}),
      conditions: scheduled
        ? [
            condition('PodScheduled', true),
            condition('Ready', ready, ready ? '' : 'ContainersNotReady', `containers with unready status: [${container.name}]`),
          ]
        : [condition('PodScheduled', false, 'Unschedulable', standing.message)],
      ...(scheduled ? { containerStatuses: [statusOf(container, standing, since)] } : {}),
    },
  };
}

function statusOf({ name, image }: Workload['container'], standing: Exclude<Standing, { is: 'unschedulable' }>, since: number) {
  const status = { name, image, imageID: '', ready: standing.is === 'running', restartCount: standing.is === 'ending' ? 3 : 0 };
  switch (standing.is) {
    case 'creating':
      return { ...status, state: { waiting: { reason: 'ContainerCreating' } } };
    case 'running':
      return { ...status, state: { running: { startedAt: timeOf(since) } } };
    case 'pulling':
      return { ...status, state: { waiting: { reason: standing.reason, message: standing.message } } };
    case 'ending':
      return {
        ...status,
        state: { waiting: { reason: 'CrashLoopBackOff', message: `back-off 40s restarting failed container=${name}` } },
        lastState: { terminated: { reason: 'Completed', exitCode: 0, finishedAt: timeOf(since) } },
      };
  }
}

/** What is said of a pod that does not get on: by the scheduler, or by the add-on. */
export function eventOf(workload: Workload, index: number, standing: Standing, since: number): KubernetesObject | null {
  if (standing.is !== 'unschedulable' && standing.is !== 'pulling') return null;
  const pod = podName(workload, index);
  const [reason, component] =
    standing.is === 'pulling' ? ['Failed', 'virtual-kubelet/pod-controller'] : ['FailedScheduling', 'default-scheduler'];
  return {
    metadata: {
      name: `${pod}.${digest(pod + standing.message).slice(0, 16)}`,
      namespace: workload.namespace,
      uid: uidOf('Event', pod, standing.message),
    },
    type: 'Warning',
    reason,
    message: standing.message,
    count: 1,
    firstTimestamp: timeOf(since),
    lastTimestamp: timeOf(since),
    involvedObject: { kind: 'Pod', namespace: workload.namespace, name: pod, uid: uidOf('Pod', workload.namespace, pod) },
    source: { component },
  };
}

/** What its controller writes on a Deployment. */
export const statusWith = (deployment: KubernetesObject, replicas: number, ready: number): KubernetesObject => ({
  ...deployment,
  status: {
    observedGeneration: deployment.metadata.generation,
    replicas,
    updatedReplicas: replicas,
    readyReplicas: ready,
    availableReplicas: ready,
    unavailableReplicas: replicas - ready,
    conditions: [
      {
        type: 'Available',
        status: ready === replicas ? 'True' : 'False',
        reason: ready === replicas ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
        message: ready === replicas ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
      },
      { type: 'Progressing', status: 'True', reason: ready === replicas ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated', message: '' },
    ],
  },
});
