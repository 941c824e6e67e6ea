import { errorAnswer } from '../cloud/errors.ts';
import type { Answer } from '../cloud/traffic.ts';
import type { ClusterState } from '../world.ts';
import { applyServerSide, uidOf } from './apply.ts';
import { isMap, type Value } from './field-sets.ts';
import type { KubernetesObject, Objects } from './state.ts';

/** A write that the sandbox's API server knows. */
export interface WriteRequest {
  readonly operation: 'CreateNamespace' | 'PatchDeployment';
  /** As RBAC asks: `create`, `namespaces`, ... */
  readonly verb: string;
  readonly resource: string;
  readonly group: string;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly query: URLSearchParams;
}

export interface Sent {
  readonly contentType: string;
  /** Parsed; null: no JSON. */
  readonly body: Value;
}

/** Null: no write that is known. */
export function parseWrite(method: string, { pathname, searchParams: query }: URL): WriteRequest | null {
  if (method === 'POST' && pathname === '/api/v1/namespaces') {
    return { operation: 'CreateNamespace', verb: 'create', resource: 'namespaces', group: '', namespace: null, name: null, query };
  }
  const [, namespace, name] = /^\/apis\/apps\/v1\/namespaces\/([^/]+)\/deployments\/([^/]+)$/.exec(pathname) ?? [];
  if (method !== 'PATCH' || namespace === undefined || name === undefined) return null;
  return { operation: 'PatchDeployment', verb: 'patch', resource: 'deployments', group: 'apps', namespace, name, query };
}

const all = (objects: Objects): KubernetesObject[] =>
  Array.from({ length: objects.length }, (_, i) => objects.at(i)).filter((each) => each !== undefined);

export const answerWrite = (request: WriteRequest, sent: Sent, cluster: ClusterState, now: number): Answer =>
  request.operation === 'CreateNamespace' ? createNamespace(sent, cluster, now) : patchDeployment(request, sent, cluster, now);

const refuse = (status: number, code: string, message: string): Answer => errorAnswer('Kubernetes', status, { code, message });
const UNKNOWN_FORMAT = 'the body of the request was in an unknown format - accepted media types include';

function createNamespace({ contentType, body }: Sent, cluster: ClusterState, now: number): Answer {
  if (contentType !== 'application/json') return refuse(415, 'UnsupportedMediaType', `${UNKNOWN_FORMAT}: application/json`);
  const metadata = isMap(body) && isMap(body.metadata) ? body.metadata : {};
  const name = String(metadata.name ?? '');
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    return refuse(422, 'Invalid', `Namespace "${name}" is invalid: metadata.name: Invalid value`);
  }
  const state = cluster.kubernetes;
  if (all(state.namespaces).some((each) => each.metadata.name === name)) {
    return refuse(409, 'AlreadyExists', `namespaces "${name}" already exists`);
  }
  const made = namespaceOf(name, isMap(metadata.labels) ? (metadata.labels as Record<string, string>) : {}, now);
  cluster.kubernetes = { ...state, namespaces: [...all(state.namespaces), made] };
  return { status: 201, body: { kind: 'Namespace', apiVersion: 'v1', ...made } };
}

const timeOf = (now: number): string => new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');

/** A namespace, as the API server keeps it. */
export const namespaceOf = (name: string, labels: Record<string, string>, now: number, phase = 'Active'): KubernetesObject => ({
  metadata: {
    name,
    uid: uidOf('Namespace', name),
    labels: { 'kubernetes.io/metadata.name': name, ...labels },
    creationTimestamp: timeOf(now),
    ...(phase === 'Terminating' ? { deletionTimestamp: timeOf(now) } : {}),
  },
  spec: { finalizers: ['kubernetes'] },
  status: { phase },
});

function patchDeployment(
  { namespace, name, query }: WriteRequest,
  { contentType, body }: Sent,
  cluster: ClusterState,
  now: number,
): Answer {
  if (contentType !== 'application/apply-patch+yaml') {
    return refuse(
      415,
      'UnsupportedMediaType',
      `${UNKNOWN_FORMAT}: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml`,
    );
  }
  const manager = query.get('fieldManager') ?? '';
  if (manager === '') {
    return refuse(422, 'Invalid', 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch');
  }
  const metadata = isMap(body) && isMap(body.metadata) ? body.metadata : {};
  if (
    !isMap(body) ||
    metadata.name !== name ||
    metadata.namespace !== namespace ||
    body.kind !== 'Deployment' ||
    body.apiVersion !== 'apps/v1'
  ) {
    return refuse(400, 'BadRequest', 'the object in the body is not the one in the path');
  }
  const state = cluster.kubernetes;
  const home = all(state.namespaces).find((each) => each.metadata.name === namespace);
  if (!home) return refuse(404, 'NotFound', `namespaces "${namespace}" not found`);
  const live = all(state.deployments).find((each) => each.metadata.name === name && each.metadata.namespace === namespace) ?? null;
  if (!live && home.metadata.deletionTimestamp !== undefined) {
    return refuse(
      403,
      'Forbidden',
      `deployments.apps "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    );
  }
  const applied = applyServerSide(live, body, manager, now);
  if ('invalid' in applied) return refuse(422, 'Invalid', applied.invalid);
  if ('conflicts' in applied) return conflicting(String(name), applied.conflicts);
  const others = all(state.deployments).filter((each) => each !== live);
  cluster.kubernetes = { ...state, deployments: [...others, applied.object] };
  return { status: applied.created ? 201 : 200, body: applied.object };
}

/** As the API server tells who holds what. */
function conflicting(name: string, conflicts: readonly { readonly field: string; readonly manager: string }[]): Answer {
  const said = (manager: string): string => `conflict with "${manager}" using apps/v1`;
  const count = conflicts.length === 1 ? '1 conflict' : `${conflicts.length} conflicts`;
  const message = `Apply failed with ${count}: ${conflicts.map(({ field, manager }) => `${said(manager)}: ${field}`).join('\n- ')}`;
  const answer = refuse(409, 'Conflict', message);
  const causes = conflicts.map(({ field, manager }) => ({ reason: 'FieldManagerConflict', message: said(manager), field }));
  return { ...answer, body: { ...(answer.body as object), details: { name, group: 'apps', kind: 'deployments', causes } } };
}
