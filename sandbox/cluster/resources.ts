import type { KubernetesState } from './state.ts';

/** A request to the API server, understood. `resource` null: `/version`. */
export interface ResourceRequest {
  /** As the official clients name it: `ListPods`, `ReadConfigMap`, `GetVersion`. */
  readonly operation: string;
  readonly resource: ResourceName | null;
  readonly kind: string;
  readonly apiVersion: string;
  readonly namespace: string | null;
  readonly name: string | null;
  /** `log`: what a container of that pod printed. */
  readonly subresource: 'log' | null;
  readonly query: URLSearchParams;
}

type ResourceName = Exclude<keyof KubernetesState, 'logs'>;

interface Resource {
  readonly kind: string;
  readonly apiVersion: string;
  readonly namespaced: boolean;
}

const RESOURCES: Readonly<Record<ResourceName, Resource>> = {
  namespaces: { kind: 'Namespace', apiVersion: 'v1', namespaced: false },
  nodes: { kind: 'Node', apiVersion: 'v1', namespaced: false },
  pods: { kind: 'Pod', apiVersion: 'v1', namespaced: true },
  events: { kind: 'Event', apiVersion: 'v1', namespaced: true },
  configmaps: { kind: 'ConfigMap', apiVersion: 'v1', namespaced: true },
  deployments: { kind: 'Deployment', apiVersion: 'apps/v1', namespaced: true },
  replicasets: { kind: 'ReplicaSet', apiVersion: 'apps/v1', namespaced: true },
};

const isResource = (text: string): text is ResourceName => text in RESOURCES;

/** Reads the method and path of a request; null for what the sandbox's API server does not have. */
export function parseRequest(method: string, { pathname, searchParams: query }: URL): ResourceRequest | null {
  if (method !== 'GET') return null;
  if (pathname === '/version' || pathname === '/version/') {
    return { operation: 'GetVersion', resource: null, kind: '', apiVersion: 'v1', namespace: null, name: null, subresource: null, query };
  }
  const [, apiVersion, rest = ''] = /^\/(?:api|apis)\/(v1|apps\/v1)\/(.+)$/.exec(pathname) ?? [];
  const parts = rest.split('/');
  // A namespace is itself an object: only what comes after its name is inside it.
  const namespace = parts[0] === 'namespaces' && parts.length > 2 ? (parts[1] ?? null) : null;
  const [resource = '', name, ...more] = namespace === null ? parts : parts.slice(2);
  const subresource = resource === 'pods' && namespace !== null && more.join('/') === 'log' ? 'log' : null;
  if (!isResource(resource) || (more.length > 0 && subresource === null)) return null;
  const { kind, namespaced, apiVersion: own } = RESOURCES[resource];
  const scopeFits = namespace ? namespaced : !namespaced || name === undefined;
  if (own !== apiVersion || !scopeFits) return null;
  const operation = name === undefined ? `List${kind}s` : `Read${kind}${subresource === 'log' ? 'Log' : ''}`;
  return { operation, resource, kind: `${kind}List`, apiVersion, namespace, name: name ?? null, subresource, query };
}
