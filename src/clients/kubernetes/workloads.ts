import { z } from 'zod';
import type { ConfigMaps, Deployment, PodDetail, ReplicaSet, Selection, Workloads } from '../../ports/workloads.ts';
import { getObject, namespaced } from './get.ts';
import { listPages } from './list.ts';
import { Conditions, Owners, POD_DETAIL_SHAPE, readConditions, readOwner, readPodDetail, text, texts } from './pod-detail.ts';
import type { Session } from './session.ts';
import { type Shape, shapeOf } from './shape.ts';

const DeploymentObject = z.object({
  metadata: z.object({ namespace: z.string(), name: z.string(), uid: z.string(), generation: z.number().nullish() }),
  spec: z.object({ replicas: z.number().nullish(), template: z.object({ metadata: z.object({ labels: texts }).nullish() }) }),
  status: z.object({ readyReplicas: z.number().nullish(), observedGeneration: z.number().nullish(), conditions: Conditions }).nullish(),
});

/** The fields of a deployment that are used (Kubernetes API, apps/v1 Deployment). Throws `ZodError` for anything else. */
function readDeployment(object: unknown): Deployment {
  const { metadata, spec, status } = DeploymentObject.parse(object);
  const { namespace, name, uid, generation } = metadata;
  return {
    namespace,
    name,
    uid,
    // The API server fills in 1.
    replicas: spec.replicas ?? 1,
    readyReplicas: status?.readyReplicas ?? 0,
    observed: (status?.observedGeneration ?? 0) >= (generation ?? 0),
    podLabels: spec.template.metadata?.labels ?? {},
    conditions: readConditions(status?.conditions),
  };
}

const REVISION = 'deployment.kubernetes.io/revision';
const ReplicaSetObject = z.object({
  metadata: z.object({
    namespace: z.string(),
    name: z.string(),
    uid: text,
    ownerReferences: Owners,
    annotations: z.object({ [REVISION]: text }).nullish(),
  }),
  spec: z.object({ replicas: z.number().nullish() }).nullish(),
  status: z.object({ readyReplicas: z.number().nullish() }).nullish(),
});
const REPLICA_SET_SHAPE: Shape = shapeOf(ReplicaSetObject);

/** The fields of a replica set that are used (Kubernetes API, apps/v1 ReplicaSet). Throws `ZodError` for anything else. */
function readReplicaSet(object: unknown): ReplicaSet {
  const { metadata, spec, status } = ReplicaSetObject.parse(object);
  const revision = Number.parseInt(metadata.annotations?.[REVISION] ?? '', 10);
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid ?? '',
    owner: readOwner(metadata.ownerReferences),
    replicas: spec?.replicas ?? 1,
    readyReplicas: status?.readyReplicas ?? 0,
    revision: Number.isNaN(revision) ? null : revision,
  };
}

const ConfigMapObject = z.object({ data: texts });

const CORE = '/api/v1';
const APPS = '/apis/apps/v1';

/** In the wire's notation; without a key that selects nothing. */
export const selectors = ({
  labels = {},
  fields = {},
}: Selection): { readonly labelSelector?: string; readonly fieldSelector?: string } => ({
  ...(Object.keys(labels).length === 0 ? {} : { labelSelector: joined(labels) }),
  ...(Object.keys(fields).length === 0 ? {} : { fieldSelector: joined(escaped(fields)) }),
});
const joined = (wanted: Readonly<Record<string, string>>): string =>
  Object.entries(wanted)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
/** As field selectors want it (apimachinery, fields.EscapeValue); a label's value never has such characters. */
const escaped = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value.replace(/[\\,=]/g, '\\$&')]));

const keyOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }): string => `${namespace}/${name}`;

export const openWorkloads = (get: Session['get']): Workloads => ({
  pods: (namespace, selection, signal) =>
    listPages<PodDetail>(
      {
        path: namespaced(CORE, namespace, 'pods'),
        operation: 'list pods',
        ...selectors(selection),
        shape: POD_DETAIL_SHAPE,
        read: readPodDetail,
        key: keyOf,
      },
      get,
      signal,
    ),
  deployment: (namespace, name, signal) =>
    getObject('get deployments', namespaced(APPS, namespace, 'deployments', name), readDeployment, get, signal),
  replicaSets: (namespace, selection, signal) =>
    listPages<ReplicaSet>(
      {
        path: namespaced(APPS, namespace, 'replicasets'),
        operation: 'list replicasets',
        ...selectors(selection),
        shape: REPLICA_SET_SHAPE,
        read: readReplicaSet,
        key: keyOf,
      },
      get,
      signal,
    ),
});

export const openConfigMaps = (get: Session['get']): ConfigMaps => ({
  get: (namespace, name, signal) =>
    getObject(
      'get configmaps',
      namespaced(CORE, namespace, 'configmaps', name),
      (object) => ConfigMapObject.parse(object).data ?? {},
      get,
      signal,
    ),
});
