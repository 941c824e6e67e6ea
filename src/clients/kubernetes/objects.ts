import { z } from 'zod';
import type { ContainerRequests, Node, Pod } from '../../ports/cluster.ts';
import { Conditions, readConditions, text, texts } from './pod-detail.ts';
import { type Shape, shapeOf } from './shape.ts';

const Requests = z.object({ cpu: text, memory: text }).nullish();

const NodeObject = z.object({
  metadata: z.object({ name: z.string(), labels: texts }),
  spec: z
    .object({
      unschedulable: z.boolean().nullish(),
      taints: z.array(z.object({ key: z.string(), value: text, effect: z.string() })).nullish(),
    })
    .nullish(),
  status: z
    .object({
      allocatable: texts,
      conditions: Conditions,
      nodeInfo: z.object({ architecture: text }).nullish(),
    })
    .nullish(),
});

const Container = z.object({ resources: z.object({ requests: Requests }).nullish(), restartPolicy: text });

const PodObject = z.object({
  metadata: z.object({ namespace: z.string(), name: z.string() }),
  spec: z.object({
    nodeName: text,
    containers: z.array(Container),
    initContainers: z.array(Container).nullish(),
    overhead: Requests,
  }),
  status: z.object({ phase: text }).nullish(),
});

/** The parts of nodes and pods that `readNode` and `readPod` look at. */
export const NODE_SHAPE: Shape = shapeOf(NodeObject);
export const POD_SHAPE: Shape = shapeOf(PodObject);

const readRequests = (requests: z.infer<typeof Requests>): { cpu: string | null; memory: string | null } => ({
  cpu: requests?.cpu ?? null,
  memory: requests?.memory ?? null,
});

const readContainer = ({ resources, restartPolicy }: z.infer<typeof Container>): ContainerRequests => ({
  ...readRequests(resources?.requests),
  restartAlways: restartPolicy === 'Always',
});

/** The few fields of a node that are used (Kubernetes API, core/v1 Node). Throws `ZodError` for anything else. */
export function readNode(object: unknown): Node {
  const { metadata, spec, status } = NodeObject.parse(object);
  return {
    name: metadata.name,
    labels: metadata.labels ?? {},
    unschedulable: spec?.unschedulable ?? false,
    taints: (spec?.taints ?? []).map(({ key, value, effect }) => ({ key, value: value ?? '', effect })),
    allocatable: status?.allocatable ?? {},
    ready: status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? null,
    conditions: readConditions(status?.conditions),
    architecture: status?.nodeInfo?.architecture || null,
  };
}

/** The few fields of a pod that are used (Kubernetes API, core/v1 Pod). Throws `ZodError` for anything else. */
export function readPod(object: unknown): Pod {
  const { metadata, spec, status } = PodObject.parse(object);
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    nodeName: spec.nodeName || null,
    phase: status?.phase ?? '',
    containers: spec.containers.map(readContainer),
    initContainers: (spec.initContainers ?? []).map(readContainer),
    overhead: readRequests(spec.overhead),
  };
}
