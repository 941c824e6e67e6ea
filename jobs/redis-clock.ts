import { performance } from 'node:perf_hooks';
import type { RedisClient } from './redis.ts';

/** A slower answer says too little about when it was given: it is good for one question only. */
const TRUSTED_MS = 200;
const FRESH_MS = 60_000;

/** Redis's time without asking each time: its offset to this process's monotonic clock, which no one can set. Milliseconds throughout. */
export class RedisClock {
  readonly #ask: () => Promise<number>;
  #known: { readonly offset: number; readonly until: number } | null = null;

  /** `ask` tells the time of the server that will judge by it: in Redis Cluster not any server, but that of our keys. */
  constructor(redis: RedisClient, ask: () => Promise<number>) {
    this.#ask = ask;
    // A fail-over may bring another server with another clock.
    redis.on('ready', () => {
      this.#known = null;
    });
  }

  monotonic(): number {
    return performance.now();
  }

  /** Redis's time at a moment of this process's monotonic clock; never later than it truly is, so that no deadline comes too late. */
  async at(moment: number): Promise<number> {
    const known = this.#known;
    const offset = known && this.monotonic() < known.until ? known.offset : await this.#measure(known?.offset);
    return Math.floor(moment + offset);
  }

  async #measure(before?: number): Promise<number> {
    const asked = this.monotonic();
    const told = await this.#ask();
    const answered = this.monotonic();
    const offset = told - answered;
    if (answered - asked > TRUSTED_MS) return before ?? offset;
    this.#known = { offset, until: answered + FRESH_MS };
    return offset;
  }
}
