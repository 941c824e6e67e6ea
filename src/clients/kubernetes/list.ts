import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { BotError } from '../../core/errors.ts';
import { ODD } from '../../core/oddity.ts';
import { ListExpired } from './failure.ts';
import { ItemStream } from './item-stream.ts';
import type { Session } from './session.ts';
import type { Shape } from './shape.ts';

/** A kind of object that is listed in pages. */
export interface Resource<T> {
  /** `/api/v1/nodes` */
  readonly path: string;
  /** Verb and resource, as people and RBAC name them: `list nodes`. */
  readonly operation: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
  /** The parts that `read` looks at. */
  readonly shape: Shape;
  /** May throw for an object that is not what the API documents. */
  readonly read: (object: unknown) => T;
  /** What makes an object this one: its name, and namespace if it has one. */
  readonly key: (object: T) => string;
}

/**
 * Objects per page. Pages come one after the other, each for the time of one call; but a page must come within the time-out of one, and is
 * in memory until it is complete: from 2,000 on, that is measurable. Later pages may not ask for another number, because a token counts
 * only with the parameters that it was given for (Kubernetes API, ListMeta).
 */
const LIMIT = 1_500;
/** Objects that are handed over in one turn of the event loop. */
const HANDFUL = 500;
/** How long a page may be taken apart before others have a turn. */
const SLICE_MS = 8;

/** What is around the items (Kubernetes API, meta/v1 ListMeta). `items` is null in some empty lists. */
const Frame = z.object({ metadata: z.object({ continue: z.string().nullish() }), items: z.array(z.never()).nullable() });

interface Page<T> {
  readonly objects: readonly T[];
  /** Empty: the last page. */
  readonly next: string;
}

async function readPage<T>({ read, shape, operation }: Resource<T>, body: AsyncIterable<Buffer>): Promise<Page<T>> {
  const objects: T[] = [];
  const unreadable = (error: unknown): unknown =>
    error instanceof SyntaxError || error instanceof RangeError || error instanceof z.ZodError
      ? new BotError('upstream_unreadable', { service: 'Kubernetes', operation, detail: whereIn(error) }, { retryable: true })
      : error;
  const items = new ItemStream(shape, (object) => objects.push(read(object)));
  try {
    let since = performance.now();
    for await (const chunk of body) {
      items.write(chunk);
      // A fast network brings megabytes in one turn of the event loop.
      if (performance.now() - since > SLICE_MS) {
        await setImmediate();
        since = performance.now();
      }
    }
    return { objects, next: Frame.parse(items.end()).metadata.continue ?? '' };
  } catch (error) {
    throw unreadable(error);
  }
}

/** Only where and what kind of mistake: the text itself is the cluster's. */
const whereIn = (error: Error): string => {
  const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
  return issue === undefined ? ODD.noList : `${issue.path.join('.')}: ${issue.code}`;
};

/**
 * Pages of a list, to the last one, each object once. A list that expires on the way (410, after five to fifteen minutes or when etcd
 * is compacted) goes on from the key where it was, with the token that the answer brings: what changed since then may be old or new, but
 * nothing comes twice. Without a token it begins anew, once, and leaves out what has already come.
 */
export async function* listPages<T>(resource: Resource<T>, get: Session['get'], signal: AbortSignal): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>();
  let next = '';
  let expired = 0;
  let restarted = false;
  do {
    const query = new URLSearchParams({
      limit: String(LIMIT),
      ...(resource.fieldSelector === undefined ? {} : { fieldSelector: resource.fieldSelector }),
      ...(resource.labelSelector === undefined ? {} : { labelSelector: resource.labelSelector }),
      ...(next === '' ? {} : { continue: next }),
    });
    let page: Page<T>;
    try {
      page = await get(resource.operation, `${resource.path}?${query}`, (body) => readPage(resource, body), signal);
    } catch (error) {
      if (!(error instanceof ListExpired)) throw error;
      // A token that has itself expired, or a second beginning: such a list would never end.
      expired += 1;
      if (expired > 1 || (error.continue === null && restarted)) throw outdated(resource.operation);
      restarted ||= error.continue === null;
      next = error.continue ?? '';
      continue;
    }
    expired = 0;
    next = page.next;
    const fresh = restarted ? page.objects.filter((object) => !seen.has(resource.key(object))) : page.objects;
    for (const object of fresh) seen.add(resource.key(object));
    for (let at = 0; at < fresh.length; at += HANDFUL) {
      if (at > 0) await setImmediate();
      yield fresh.slice(at, at + HANDFUL);
    }
    // Also gives the connection back, so that the next page finds it.
    await setImmediate();
  } while (next !== '' || expired > 0);
}

const outdated = (operation: string): BotError =>
  new BotError('upstream_failed', { service: 'Kubernetes', operation, status: 410, detail: ODD.expired }, { retryable: true });
