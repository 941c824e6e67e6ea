import type { Pace } from './pace.ts';

/** Huawei's reads begin to fail near 70 a second (observed in cn-north-4); at 200 ms each that is 14 at a time. */
const MOST_AT_ONCE = 14;
/** Huawei counts calls per minute (APIGW.0308), so that no honest pause is longer. */
const LONGEST_PAUSE_MS = 60_000;

const limiters = new Map<string, Limiter>();

/** The limiter of one access key, service and region: the same for everyone in this process. As many as the configuration names. */
export function limiterFor(key: string, pace: Pace): Limiter {
  const limiter = limiters.get(key) ?? new Limiter(pace);
  limiters.set(key, limiter);
  return limiter;
}

type Verdict = 'served' | 'throttled' | 'failed';

/** A place among the calls under way; `leave` must be called once. */
export interface Place {
  /** How long a pause that the service asked for has delayed the start. */
  readonly pausedMs: number;
  leave(verdict: Verdict, retryAfterMs?: number | null): void;
}

/**
 * How many calls may be under way to one service. Additive increase, multiplicative decrease: a 429 halves the number, once for all calls
 * that were under way with it, and every answer afterwards raises it a little. While a `Retry-After` lasts, nobody starts.
 */
export class Limiter {
  readonly #pace: Pace;
  readonly #queue: (() => void)[] = [];
  #limit = MOST_AT_ONCE;
  #running = 0;
  #generation = 0;
  #resumeAt = Number.NEGATIVE_INFINITY;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** First come, first served. Null if the service asked for a longer pause than `patienceMs`. Rejects with the signal's reason. */
  async enter(patienceMs: number, signal: AbortSignal): Promise<Place | null> {
    signal.throwIfAborted();
    if (this.#running < Math.floor(this.#limit) && this.#queue.length === 0) this.#running += 1;
    else await this.#turn(signal);
    const arrivedAt = this.#pace.now();
    try {
      for (let pause = this.#pauseMs(); pause > 0; pause = this.#pauseMs()) {
        if (this.#resumeAt > arrivedAt + patienceMs) {
          this.#release();
          return null;
        }
        await this.#pace.sleep(pause, signal);
      }
    } catch (error) {
      this.#release();
      throw error;
    }
    const generation = this.#generation;
    return {
      pausedMs: this.#pace.now() - arrivedAt,
      leave: (verdict, retryAfterMs = null) => this.#leave(generation, verdict, retryAfterMs),
    };
  }

  #pauseMs(): number {
    return this.#resumeAt - this.#pace.now();
  }

  #leave(generation: number, verdict: Verdict, retryAfterMs: number | null): void {
    if (verdict === 'served') this.#limit = Math.min(MOST_AT_ONCE, this.#limit + 1 / this.#limit);
    if (verdict === 'throttled' && generation === this.#generation) {
      this.#limit = Math.max(1, this.#limit / 2);
      this.#generation += 1;
    }
    const pauseMs = Math.min(LONGEST_PAUSE_MS, retryAfterMs ?? 0);
    if (pauseMs > 0) this.#resumeAt = Math.max(this.#resumeAt, this.#pace.now() + pauseMs);
    this.#release();
  }

  #release(): void {
    this.#running -= 1;
    while (this.#running < Math.floor(this.#limit)) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      this.#running += 1;
      next();
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => {
      const index = this.#queue.indexOf(start);
      if (index >= 0) this.#queue.splice(index, 1);
      reject(signal.reason);
    };
    const start = (): void => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#queue.push(start);
    return promise;
  }
}
