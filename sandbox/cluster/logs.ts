import { errorAnswer } from '../cloud/errors.ts';
import type { Answer } from '../cloud/traffic.ts';
import type { ResourceRequest } from './resources.ts';
import type { KubernetesObject, KubernetesState } from './state.ts';

interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly state: { readonly waiting?: { readonly reason: string } };
}

const named = (list: unknown): { readonly name: string }[] => (Array.isArray(list) ? list : []);

const partsOf = (pod: KubernetesObject): { containers: string[]; statuses: ContainerStatus[] } => {
  const spec = (pod.spec ?? {}) as Record<string, unknown>;
  const status = (pod.status ?? {}) as Record<string, unknown>;
  return {
    containers: [...named(spec.initContainers), ...named(spec.containers)].map(({ name }) => name),
    statuses: [...named(status.initContainerStatuses), ...named(status.containerStatuses)] as ContainerStatus[],
  };
};

/** What a container printed, as the API server answers `GET .../pods/<name>/log`: refused in its words where there is nothing to read. */
export function answerLog({ pods, logs }: KubernetesState, { namespace, name, query }: ResourceRequest): Answer {
  const refuse = (message: string, status = 400): Answer => errorAnswer('Kubernetes', status, { message });
  const pod = find(pods, (each) => each.metadata.name === name && each.metadata.namespace === namespace);
  if (pod === undefined) return refuse(`pods "${name}" not found`, 404);
  const { containers, statuses } = partsOf(pod);
  const container = query.get('container') ?? (containers.length === 1 ? containers[0] : undefined);
  if (container === undefined)
    return refuse(`a container name must be specified for pod ${name}, choose one of: [${containers.join(' ')}]`);
  if (!containers.includes(container)) return refuse(`container ${container} is not valid for pod ${name}`);

  const tail = numberIn(query, 'tailLines', 0);
  const limit = numberIn(query, 'limitBytes', 1);
  if (tail === 'invalid' || limit === 'invalid') return refuse('tailLines and limitBytes must be numbers, limitBytes greater than 0');

  const status = statuses.find((each) => each.name === container);
  const previous = query.get('previous') === 'true';
  if (previous && !status?.restartCount) return refuse(`previous terminated container "${container}" in pod "${name}" not found`);
  if (!previous && !status?.restartCount && (status === undefined || status.state.waiting)) {
    return refuse(`container "${container}" in pod "${name}" is waiting to start: ${status?.state.waiting?.reason ?? 'ContainerCreating'}`);
  }
  const printed = logs[`${namespace}/${name}/${container}`];
  const all = (previous ? printed?.previous : printed?.current) ?? [];
  const lines = tail === null ? all : all.slice(Math.max(0, all.length - tail));
  const text = lines.map((line) => `${query.get('timestamps') === 'true' ? line : line.replace(/^\S+ /, '')}\n`).join('');
  const body = limit === null ? text : Buffer.from(text).subarray(0, limit).toString();
  return { status: 200, body, headers: { 'content-type': 'text/plain' } };
}

const numberIn = (query: URLSearchParams, key: string, least: number): number | null | 'invalid' => {
  const text = query.get(key);
  if (text === null) return null;
  return /^\d+$/.test(text) && Number(text) >= least ? Number(text) : 'invalid';
};

function find(objects: KubernetesState['pods'], wanted: (object: KubernetesObject) => boolean): KubernetesObject | undefined {
  for (let index = 0; index < objects.length; index++) {
    const object = objects.at(index);
    if (object && wanted(object)) return object;
  }
  return undefined;
}
