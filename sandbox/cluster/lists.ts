import { errorAnswer } from '../cloud/errors.ts';
import type { Answer } from '../cloud/traffic.ts';
import { fieldTest, labelTest } from './selectors.ts';
import type { KubernetesObject, Objects } from './state.ts';

const RESOURCE_VERSION = '918273';

export interface ListRequest {
  /** Lower-case plural: `pods`. */
  readonly resource: string;
  /** As in the list's envelope: `PodList`. */
  readonly kind: string;
  readonly apiVersion: string;
  /** Null: all namespaces, or a resource without. */
  readonly namespace: string | null;
  readonly query: URLSearchParams;
}

/** One page of a list, by `limit` and `continue`, with selectors applied. Objects are looked at only as far as the page needs them. */
export function answerList(objects: Objects, { resource, kind, apiVersion, namespace, query }: ListRequest): Answer {
  const field = fieldTest(resource, query.get('fieldSelector'));
  const label = labelTest(query.get('labelSelector'));
  if (typeof field === 'string') return errorAnswer('Kubernetes', 400, { message: field });
  if (typeof label === 'string') return errorAnswer('Kubernetes', 400, { message: label });
  const limit = Number(query.get('limit') ?? 0);
  if (!Number.isInteger(limit) || limit < 0) return errorAnswer('Kubernetes', 400, { message: 'limit must be a positive integer' });
  const start = placeOf(query.get('continue'));
  if (start === null) return errorAnswer('Kubernetes', 400, { message: 'continue key is not valid' });

  const items: KubernetesObject[] = [];
  let next: number | null = null;
  for (let index = start; index < objects.length; index++) {
    const object = objects.at(index);
    if (object === undefined || (namespace !== null && object.metadata.namespace !== namespace)) continue;
    if (!field(object) || !label(object)) continue;
    if (limit > 0 && items.length === limit) {
      next = index;
      break;
    }
    items.push(object);
  }
  const metadata = { resourceVersion: RESOURCE_VERSION, ...(next === null ? {} : { continue: token(next) }) };
  return { status: 200, body: { kind, apiVersion, metadata, items } };
}

const token = (start: number): string =>
  Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: Number(RESOURCE_VERSION), start })).toString('base64url');

/** Where a `continue` token goes on; null for one that was not made here. */
function placeOf(text: string | null): number | null {
  if (text === null || text === '') return 0;
  try {
    const { start }: { start?: unknown } = JSON.parse(Buffer.from(text, 'base64url').toString());
    return typeof start === 'number' && Number.isInteger(start) && start >= 0 ? start : null;
  } catch {
    return null;
  }
}
