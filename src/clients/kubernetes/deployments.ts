import type { V1Container, V1Deployment, V1Namespace } from '@kubernetes/client-node';
import { PatchStrategy } from '@kubernetes/client-node/dist/patch.js';
import { z } from 'zod';
import { BotError, isBotError } from '../../core/errors.ts';
import type { Facts } from '../../core/finding.ts';
import type { Json } from '../../core/json.ts';
import {
  type Container,
  type Deployments,
  FIELD_MANAGER,
  type FieldManager,
  type LiveDeployment,
  type Namespace,
  type Namespaces,
} from '../../ports/deployments.ts';
import { getObject, namespaced } from './get.ts';
import { text, texts } from './pod-detail.ts';
import type { Session, Write } from './session.ts';

const NamespaceObject = z.object({
  metadata: z.object({ name: z.string(), uid: text, creationTimestamp: text, deletionTimestamp: text, labels: texts }),
  status: z.object({ phase: text }).nullish(),
});

function readNamespace(object: unknown): Namespace {
  const { metadata, status } = NamespaceObject.parse(object);
  return {
    name: metadata.name,
    uid: metadata.uid ?? '',
    createdAt: metadata.creationTimestamp ?? null,
    labels: metadata.labels ?? {},
    terminating: (metadata.deletionTimestamp ?? '') !== '' || status?.phase === 'Terminating',
  };
}

const ContainerObject = z
  .object({
    name: z.string(),
    image: text,
    imagePullPolicy: text,
    ports: z.array(z.object({ containerPort: z.number(), protocol: text })).nullish(),
    resources: z.object({ requests: texts, limits: texts }).nullish(),
  })
  .transform(
    (wire): Container => ({
      name: wire.name,
      image: wire.image ?? '',
      imagePullPolicy: wire.imagePullPolicy ?? '',
      ports: (wire.ports ?? []).filter(({ protocol }) => (protocol ?? 'TCP') === 'TCP').map(({ containerPort }) => containerPort),
      requests: wire.resources?.requests ?? {},
      limits: wire.resources?.limits ?? {},
    }),
  );

const json: z.ZodType<Json> = z.json();
const ManagerObject = z
  .object({ manager: text, operation: text, fieldsV1: json.nullish() })
  .transform((wire): FieldManager => ({ manager: wire.manager ?? '', operation: wire.operation ?? '', fields: wire.fieldsV1 ?? null }));

/** Kubernetes API, apps/v1 Deployment. */
const DeploymentObject = z
  .object({
    metadata: z.object({
      namespace: z.string(),
      name: z.string(),
      uid: z.string(),
      generation: z.number().nullish(),
      creationTimestamp: text,
      deletionTimestamp: text,
      labels: texts,
      annotations: texts,
      managedFields: z.array(ManagerObject).nullish(),
    }),
    spec: z.object({
      replicas: z.number().nullish(),
      selector: z.object({ matchLabels: texts }),
      template: z.object({
        metadata: z.object({ labels: texts }).nullish(),
        spec: z.object({ containers: z.array(ContainerObject), imagePullSecrets: z.array(z.object({ name: text })).nullish() }),
      }),
    }),
  })
  .transform(
    ({ metadata, spec }): LiveDeployment => ({
      namespace: metadata.namespace,
      name: metadata.name,
      uid: metadata.uid,
      createdAt: metadata.creationTimestamp ?? null,
      generation: metadata.generation ?? null,
      deleting: (metadata.deletionTimestamp ?? '') !== '',
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
      managers: metadata.managedFields ?? [],
      // The API server fills in 1.
      replicas: spec.replicas ?? 1,
      selector: spec.selector.matchLabels ?? {},
      podLabels: spec.template.metadata?.labels ?? {},
      containers: spec.template.spec.containers,
      imagePullSecrets: (spec.template.spec.imagePullSecrets ?? []).flatMap(({ name }) => name ?? []),
    }),
  );

type Applied = Parameters<Deployments['apply']>[0];

const containerWire = ({ name, image, imagePullPolicy, ports, requests, limits }: Container): V1Container => ({
  name,
  image,
  imagePullPolicy,
  // Lists of ports are merged by port and protocol together (Kubernetes API, ContainerPort).
  ports: ports.map((containerPort) => ({ containerPort, protocol: 'TCP' })),
  resources: { requests, limits },
});

const deploymentWire = ({
  namespace,
  name,
  labels,
  annotations,
  replicas,
  selector,
  podLabels,
  containers,
  imagePullSecrets,
}: Applied): V1Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace, labels, annotations },
  spec: {
    replicas,
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: podLabels },
      spec: { containers: containers.map(containerWire), imagePullSecrets: imagePullSecrets.map((secret) => ({ name: secret })) },
    },
  },
});

const NAMESPACES = '/api/v1/namespaces';
const APPS = '/apis/apps/v1';

export const openNamespaces = ({ get, send }: Pick<Session, 'get' | 'send'>): Namespaces => ({
  get: (name, signal) => getObject('get namespaces', `${NAMESPACES}/${encodeURIComponent(name)}`, readNamespace, get, signal),
  create: (name, labels, signal) =>
    send(
      {
        operation: 'create namespaces',
        method: 'POST',
        path: `${NAMESPACES}?${new URLSearchParams({ fieldManager: FIELD_MANAGER })}`,
        contentType: 'application/json',
        body: JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } } satisfies V1Namespace),
      },
      signal,
    ),
});

export const openDeployments = ({ get, send }: Pick<Session, 'get' | 'send'>): Deployments => ({
  get: (namespace, name, signal) =>
    getObject('get deployments', namespaced(APPS, namespace, 'deployments', name), (object) => DeploymentObject.parse(object), get, signal),
  async apply(deployment, signal) {
    const request: Write = {
      operation: 'patch deployments',
      method: 'PATCH',
      path: `${namespaced(APPS, deployment.namespace, 'deployments', deployment.name)}?${new URLSearchParams({
        fieldManager: FIELD_MANAGER,
        force: 'false',
      })}`,
      // The media type is YAML's, and JSON is YAML.
      contentType: PatchStrategy.ServerSideApply,
      body: JSON.stringify(deploymentWire(deployment)),
    };
    try {
      await send(request, signal);
    } catch (error) {
      if (!isBotError(error) || error.code !== 'field_conflict') throw error;
      const { conflicts } = error.facts as Facts['field_conflict'];
      const resource = `deployment ${deployment.namespace}/${deployment.name}`;
      throw new BotError('field_conflict', { resource, conflicts }, { requestId: error.requestId });
    }
  },
});
