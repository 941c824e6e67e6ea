import { createHash } from 'node:crypto';
import type { KubernetesObject } from './state.ts';

const uid = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-1111-4222-8333-${hex.slice(8, 20)}`;
};

/** A machine of the cluster: its name is its address. What is left out is as on a big, healthy one. */
interface Machine {
  name: string;
  flavor?: string;
  /** Allocatable, in Kubernetes' notation. */
  cpu?: string;
  memory?: string;
  architecture?: 'amd64' | 'arm64';
  ready?: boolean;
  unschedulable?: boolean;
  taints?: { key: string; value?: string; effect: string }[];
}

/** A physical node as CCE runs it. */
export function machineNode(machine: Machine): KubernetesObject {
  const architecture = machine.architecture ?? 'amd64';
  const allocatable = { cpu: machine.cpu ?? '7910m', memory: machine.memory ?? '13415424Ki', pods: '110' };
  const labels = {
    'node.kubernetes.io/instance-type': machine.flavor ?? 'c7.2xlarge.2',
    'topology.kubernetes.io/zone': 'cn-north-4a',
    'cce.cloud.com/cce-nodepool': 'worker-pool',
  };
  return node(machine.name, labels, architecture, allocatable, machine);
}

/** Two nodes of the smallest size that CCE offers: after its own reservations neither has 2 vCPU and 4 GiB left. */
export const smallNodes = (): KubernetesObject[] =>
  ['192.168.0.41', '192.168.0.87'].map((name) => machineNode({ name, flavor: 'c7.large.2', cpu: '1930m', memory: '3006048Ki' }));

/** The virtual node that the bursting add-on keeps. */
export const burstingNode = (ready = true): KubernetesObject => virtualNode('bursting-node', {}, { ready });

/** The virtual node of one availability zone; after a `fault` the add-on cordons it. */
export const zoneNode = (zone: string, fault = false): KubernetesObject =>
  virtualNode(
    `bursting-node-${zone}`,
    { 'topology.kubernetes.io/zone': zone, 'failure-domain.beta.kubernetes.io/zone': zone },
    { unschedulable: fault, conditions: fault ? [AZ_FAULT] : [] },
  );

/** Its real name is in no document (usermanual-cci2: from add-on 1.5.29, an AZ fault is in `status.conditions`). */
const AZ_FAULT = { type: 'AZFault', status: 'True', reason: 'AvailabilityZoneFault', message: 'the availability zone has a fault' };

function virtualNode(name: string, labels: Record<string, string>, more: Standing): KubernetesObject {
  const taints = [
    { key: 'bursting.cci.io/no-schedule', effect: 'NoSchedule' },
    { key: 'virtual-kubelet.io/huawei', effect: 'PreferNoSchedule' },
  ];
  const all = { 'kubernetes.io/role': 'agent', type: 'virtual-kubelet', ...labels };
  return node(name, all, 'amd64', { cpu: '200k', memory: '1600000Gi', pods: '200k' }, { ...more, taints });
}

/** How a node is, besides its size. */
interface Standing extends Pick<Machine, 'ready' | 'unschedulable' | 'taints'> {
  /** Besides `Ready`. */
  conditions?: Record<string, string>[];
}

function node(
  name: string,
  labels: Record<string, string>,
  architecture: string,
  allocatable: Record<string, string>,
  { ready = true, unschedulable = false, taints = [], conditions = [] }: Standing,
): KubernetesObject {
  return {
    metadata: {
      name,
      uid: uid(name),
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/arch': architecture, ...labels },
      creationTimestamp: '2026-10-12T07:09:12Z',
    },
    spec: { ...(unschedulable ? { unschedulable } : {}), taints },
    status: {
      capacity: allocatable,
      allocatable,
      conditions: [
        {
          type: 'Ready',
          status: ready ? 'True' : 'False',
          reason: ready ? 'KubeletReady' : 'KubeletNotReady',
          message: '',
          lastHeartbeatTime: '2026-11-22T08:00:00Z',
          lastTransitionTime: '2026-10-12T07:10:00Z',
        },
        ...conditions,
      ],
      nodeInfo: { architecture, kubeletVersion: 'v1.31.6-r0', osImage: 'Huawei Cloud EulerOS 2.0', operatingSystem: 'linux' },
    },
  };
}

/** One pod with one container whose requests equal its limits. */
interface PodSpec {
  namespace: string;
  name: string;
  /** Null: not scheduled. */
  nodeName: string | null;
  cpu: string;
  memory: string;
  app?: string;
  phase?: string;
}

export function pod({ namespace, name, nodeName, cpu, memory, app = name, phase = 'Running' }: PodSpec): KubernetesObject {
  const image = 'swr.cn-north-4.myhuaweicloud.com/team-payments/nginx:stable';
  const running = phase === 'Running';
  return {
    metadata: { name, namespace, uid: uid(`${namespace}/${name}`), labels: { app }, creationTimestamp: '2026-11-22T06:59:00Z' },
    spec: {
      containers: [{ name: app, image, resources: { requests: { cpu, memory }, limits: { cpu, memory } } }],
      ...(nodeName === null ? {} : { nodeName }),
    },
    status: {
      phase,
      containerStatuses: [
        {
          name: app,
          ready: running,
          restartCount: 0,
          state: running ? { running: { startedAt: '2026-11-22T07:00:00Z' } } : {},
          image,
          imageID: '',
        },
      ],
    },
  };
}
