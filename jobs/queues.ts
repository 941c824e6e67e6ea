import type { Queue } from 'bullmq';
import type { ExecutePayload, PublishPayload } from './payloads.ts';
import { PREFIX, type RedisClient } from './redis.ts';
import type { Hints } from './store.ts';

/** Only the workers of a group can reach its clusters. */
export const executeQueue = (group: string): string => `execute-${group}`;
export const PUBLISH_QUEUE = 'publish';
export { PREFIX };

/** A job that ended is forgotten at once: a kept one would swallow its id when the reconciler adds it again. */
const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true, attempts: 1 } as const;

/** The library, which a gateway does not need in order to listen. */
export const loadQueues = () => import('bullmq');

/**
 * Hands work to the queues, at once and without waiting: if Redis is away or the answer is lost, the run is still in `due` or `dirty`
 * and the reconciler hands it on. Job ids are deterministic, so handing on twice is once.
 */
export class JobHints implements Hints {
  readonly #redis: RedisClient;
  readonly #onError: (error: Error) => void;
  readonly #queues = new Map<string, Promise<Queue>>();

  constructor(redis: RedisClient, onError: (error: Error) => void) {
    this.#redis = redis;
    this.#onError = onError;
  }

  work(run: { readonly id: string; readonly group: string }, work: number): void {
    const payload: ExecutePayload = { v: 1, run: run.id, work };
    this.#add(executeQueue(run.group), `${run.id}-${work}`, payload);
  }

  show(id: string, version: number): void {
    const payload: PublishPayload = { v: 1, run: id };
    this.#add(PUBLISH_QUEUE, `${id}-${version}`, payload);
  }

  /** The person's App Home is to be published. */
  home(user: string, tick: number): void {
    const payload: PublishPayload = { v: 1, home: user };
    this.#add(PUBLISH_QUEUE, `home-${user}-${tick}`, payload);
  }

  /** A form is to be filled in: by any worker, or by one of the group that can reach the chosen cluster. */
  form(id: string, group: string | null = null): void {
    const payload: PublishPayload & ExecutePayload = { v: 1, form: id };
    this.#add(group === null ? PUBLISH_QUEUE : executeQueue(group), `${id}-${Date.now()}`, payload);
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#queues.values()].map(async (queue) => (await queue).close()));
  }

  #add(name: string, jobId: string, payload: object): void {
    // `add` on a connection that was never ready waits for ever (BullMQ 6.7), so it is not tried.
    if (this.#redis.status !== 'ready') return;
    this.#queue(name)
      .then((queue) => queue.add(name, payload, { ...JOB_OPTIONS, jobId }))
      .catch(this.#onError);
  }

  #queue(name: string): Promise<Queue> {
    const known = this.#queues.get(name);
    if (known) return known;
    const opened = loadQueues().then(({ Queue }) => {
      const queue = new Queue(name, { connection: this.#redis, prefix: PREFIX });
      queue.on('error', this.#onError);
      return queue;
    });
    this.#queues.set(name, opened);
    return opened;
  }
}
