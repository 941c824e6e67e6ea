import { performance } from 'node:perf_hooks';
import type { RedisClient } from './redis.ts';

/** A slower answer says too little about when it was given. */
const TRUSTED_MS = 200;
const FRESH_MS = 60_000;

/** Redis's time without asking each time: its offset to this process's monotonic clock, which no one can set. Milliseconds throughout. */
export class RedisClock {
  readonly #redis: RedisClient;
  #offset: number | null = null;
  #measuredAt = 0;

  constructor(redis: RedisClient) {
    this.#redis = redis;
    // A fail-over may bring another server with another clock.
    redis.on('ready', () => {
      this.#offset = null;
    });
  }

  monotonic(): number {
    return performance.now();
  }

  /** Redis's time at a moment of this process's monotonic clock. */
  async at(moment: number): Promise<number> {
    if (this.#offset === null || this.monotonic() - this.#measuredAt > FRESH_MS) await this.#measure();
    return Math.floor(moment + (this.#offset ?? 0));
  }

  async #measure(): Promise<void> {
    const before = this.monotonic();
    const [seconds, micros] = (await this.#redis.time()) as unknown as [string, string];
    const after = this.monotonic();
    const offset = Number(seconds) * 1_000 + Number(micros) / 1_000 - (before + after) / 2;
    if (this.#offset === null || after - before <= TRUSTED_MS) {
      this.#offset = offset;
      this.#measuredAt = after;
    }
  }
}
