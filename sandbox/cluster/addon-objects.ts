import { createHash } from 'node:crypto';
import type { KubernetesObject } from './state.ts';

export const ADDON_NAMESPACE = 'kube-system';
/** Everything in the cluster that belongs to the bursting add-on begins with it. */
export const ADDON_PREFIX = 'bursting-cceaddon-virtual-kubelet';

const digest = (...words: readonly string[]): string => createHash('sha256').update(words.join('/')).digest('hex');
const uid = (...words: readonly string[]): string => `${digest(...words).slice(0, 8)}-2222-4333-8444-${digest(...words).slice(8, 20)}`;
const started = (now: number): string => new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');

/** One Deployment of the add-on: `virtual-kubelet` keeps the virtual node. */
export interface Component {
  readonly name: 'virtual-kubelet' | 'resource-syncer' | 'webhook';
  readonly replicas: number;
  readonly cpu: string;
  readonly memory: string;
}

/** How a pod of it is. */
export type PodStanding =
  | { readonly is: 'starting' | 'ready' | 'crashing'; readonly nodeName: string }
  | { readonly is: 'unschedulable'; readonly message: string };

const nameOf = ({ name }: Component): string => `${ADDON_PREFIX}-${name}`;
const ownedBy = (kind: string, name: string) => [{ apiVersion: 'apps/v1', kind, name, uid: uid(kind, name), controller: true }];

/** `revision` tells one rollout from the next: another one has other pods. */
const setName = (component: Component, revision: string): string =>
  `${nameOf(component)}-${digest(nameOf(component), revision).slice(0, 8)}`;

export const podName = (component: Component, revision: string, index: number): string =>
  `${setName(component, revision)}-${digest(setName(component, revision), String(index)).slice(0, 5)}`;

export function deploymentOf(component: Component, ready: number, now: number): KubernetesObject {
  const name = nameOf(component);
  const { replicas } = component;
  return {
    metadata: {
      name,
      namespace: ADDON_NAMESPACE,
      uid: uid('Deployment', name),
      generation: 1,
      labels: { app: name },
      creationTimestamp: started(now),
    },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } } } },
    status: {
      observedGeneration: 1,
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
      ],
    },
  };
}

export const replicaSetOf = (component: Component, revision: string, ready: number, now: number): KubernetesObject => ({
  metadata: {
    name: setName(component, revision),
    namespace: ADDON_NAMESPACE,
    uid: uid('ReplicaSet', setName(component, revision)),
    labels: { app: nameOf(component) },
    annotations: { 'deployment.kubernetes.io/revision': '1' },
    ownerReferences: ownedBy('Deployment', nameOf(component)),
    creationTimestamp: started(now),
  },
  spec: { replicas: component.replicas },
  status: { replicas: component.replicas, readyReplicas: ready },
});

export function podOf(component: Component, revision: string, index: number, standing: PodStanding, now: number): KubernetesObject {
  const name = podName(component, revision, index);
  const container = nameOf(component);
  const image = `swr.cn-north-4.myhuaweicloud.com/hwofficial/${component.name}:1.5.82`;
  const amounts = { cpu: component.cpu, memory: component.memory };
  const scheduled = standing.is !== 'unschedulable';
  const ready = standing.is === 'ready';
  const condition = (type: string, holds: boolean, reason = '', message = '') => ({
    type,
    status: holds ? 'True' : 'False',
    ...(reason ? { reason, message } : {}),
  });
  return {
    metadata: {
      name,
      namespace: ADDON_NAMESPACE,
      uid: uid('Pod', name),
      labels: { app: container },
      ownerReferences: ownedBy('ReplicaSet', setName(component, revision)),
      creationTimestamp: started(now),
    },
    spec: {
      containers: [{ name: container, image, resources: { requests: amounts, limits: amounts } }],
      ...(scheduled ? { nodeName: standing.nodeName } : {}),
    },
    status: {
      phase: scheduled && standing.is !== 'starting' ? 'Running' : 'Pending',
      conditions: scheduled
        ? [
            condition('PodScheduled', true),
            condition('Ready', ready, ready ? '' : 'ContainersNotReady', `containers with unready status: [${container}]`),
          ]
        : [condition('PodScheduled', false, 'Unschedulable', standing.message)],
      ...(scheduled ? { containerStatuses: [containerStatus(container, image, standing.is, now)] } : {}),
    },
  };
}

function containerStatus(name: string, image: string, is: 'starting' | 'ready' | 'crashing', now: number) {
  const status = { name, image, imageID: '', ready: is === 'ready', restartCount: is === 'crashing' ? 4 : 0 };
  switch (is) {
    case 'starting':
      return { ...status, state: { waiting: { reason: 'ContainerCreating' } } };
    case 'ready':
      return { ...status, state: { running: { startedAt: started(now) } } };
    case 'crashing':
      return {
        ...status,
        state: { waiting: { reason: 'CrashLoopBackOff', message: `back-off 1m20s restarting failed container=${name}` } },
        lastState: { terminated: { reason: 'Error', exitCode: 1, finishedAt: started(now) } },
      };
  }
}

/** What the scheduler says of a pod that finds no place. */
export const unscheduledEvent = (pod: string, message: string, now: number): KubernetesObject => ({
  metadata: { name: `${pod}.${digest(pod, message).slice(0, 16)}`, namespace: ADDON_NAMESPACE, uid: uid('Event', pod, message) },
  type: 'Warning',
  reason: 'FailedScheduling',
  message,
  count: 1,
  firstTimestamp: started(now),
  lastTimestamp: started(now),
  involvedObject: { kind: 'Pod', namespace: ADDON_NAMESPACE, name: pod },
  source: { component: 'default-scheduler' },
});
