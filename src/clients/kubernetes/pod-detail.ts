import { z } from 'zod';
import type { Condition, ContainerDetail, Halt, Owner, PodDetail } from '../../ports/workloads.ts';
import { type Shape, shapeOf } from './shape.ts';

export const text = z.string().nullish();
export const texts = z.record(z.string(), z.string()).nullish();
export const Conditions = z.array(z.object({ type: z.string(), status: z.string(), reason: text, message: text })).nullish();
export const Owners = z
  .array(z.object({ kind: z.string(), name: z.string(), uid: z.string(), controller: z.boolean().nullish() }))
  .nullish();

const Amounts = z.object({ cpu: text, memory: text }).nullish();
const Container = z.object({ name: z.string(), image: text, resources: z.object({ requests: Amounts, limits: Amounts }).nullish() });
const Stop = z.object({ reason: text, message: text, exitCode: z.number().nullish() }).nullish();
const State = z.object({ waiting: z.object({ reason: text, message: text }).nullish(), terminated: Stop }).nullish();
const Statuses = z
  .array(
    z.object({
      name: z.string(),
      ready: z.boolean().nullish(),
      restartCount: z.number().nullish(),
      state: State,
      lastState: z.object({ terminated: Stop }).nullish(),
    }),
  )
  .nullish();

/** Sets the size of the pod on CCI aside from what its containers ask for. */
const SIZE_SPECS = 'resource.cci.io/pod-size-specs';

const PodObject = z.object({
  metadata: z.object({
    namespace: z.string(),
    name: z.string(),
    uid: text,
    labels: texts,
    annotations: z.object({ [SIZE_SPECS]: text }).nullish(),
    ownerReferences: Owners,
    deletionTimestamp: text,
  }),
  spec: z.object({ nodeName: text, containers: z.array(Container), initContainers: z.array(Container).nullish() }),
  status: z
    .object({
      phase: text,
      reason: text,
      message: text,
      conditions: Conditions,
      containerStatuses: Statuses,
      initContainerStatuses: Statuses,
    })
    .nullish(),
});

/** The parts of a pod that `readPodDetail` looks at. */
export const POD_DETAIL_SHAPE: Shape = shapeOf(PodObject);

/** Messages of pods and containers are a sentence or two; some runtimes put a whole log there. */
const LONGEST_MESSAGE = 2_000;
export const shorten = (message: string | null | undefined): string => (message ?? '').slice(0, LONGEST_MESSAGE);

export const readConditions = (conditions: z.infer<typeof Conditions>): readonly Condition[] =>
  (conditions ?? []).map(({ type, status, reason, message }) => ({ type, status, reason: reason ?? '', message: shorten(message) }));

/** Of several owners, the one that controls. */
export function readOwner(owners: z.infer<typeof Owners>): Owner | null {
  const found = owners?.find(({ controller }) => controller === true);
  return found ? { kind: found.kind, name: found.name, uid: found.uid } : null;
}

const readAmounts = (amounts: z.infer<typeof Amounts>): ContainerDetail['requests'] => ({
  cpu: amounts?.cpu ?? null,
  memory: amounts?.memory ?? null,
});

const readWait = (wait: { reason?: string | null | undefined; message?: string | null | undefined } | null | undefined): Halt | null =>
  wait ? { reason: wait.reason ?? '', message: shorten(wait.message), exitCode: null } : null;
const readStop = (stop: z.infer<typeof Stop>): Halt | null =>
  stop ? { reason: stop.reason ?? '', message: shorten(stop.message), exitCode: stop.exitCode ?? 0 } : null;

/** As asked for, with what became of it: a container that has no status yet is not ready and waits for nothing known. */
function readContainers(
  kind: ContainerDetail['kind'],
  containers: readonly z.infer<typeof Container>[] | null | undefined,
  statuses: z.infer<typeof Statuses>,
): readonly ContainerDetail[] {
  return (containers ?? []).map(({ name, image, resources }) => {
    const status = statuses?.find((each) => each.name === name);
    return {
      name,
      kind,
      image: image ?? '',
      requests: readAmounts(resources?.requests),
      limits: readAmounts(resources?.limits),
      ready: status?.ready ?? false,
      restarts: status?.restartCount ?? 0,
      waiting: readWait(status?.state?.waiting),
      terminated: readStop(status?.state?.terminated),
      lastTerminated: readStop(status?.lastState?.terminated),
    };
  });
}

/** The fields of a pod that tell how it is (Kubernetes API, core/v1 Pod). Throws `ZodError` for anything else. */
export function readPodDetail(object: unknown): PodDetail {
  const { metadata, spec, status } = PodObject.parse(object);
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid ?? '',
    labels: metadata.labels ?? {},
    sizeSpecs: metadata.annotations?.[SIZE_SPECS] || null,
    owner: readOwner(metadata.ownerReferences),
    nodeName: spec.nodeName || null,
    phase: status?.phase ?? '',
    reason: status?.reason ?? '',
    message: shorten(status?.message),
    deleting: Boolean(metadata.deletionTimestamp),
    conditions: readConditions(status?.conditions),
    containers: [
      ...readContainers('init', spec.initContainers, status?.initContainerStatuses),
      ...readContainers('container', spec.containers, status?.containerStatuses),
    ],
  };
}
