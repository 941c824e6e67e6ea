import { performance } from 'node:perf_hooks';
import type { RedisClient } from './redis.ts';

/** A slower answer says too little about when it was given: it is good for one question only. */
const TRUSTED_MS = 200;
const FRESH_MS = 60_000;
/** No clock is so much faster or slower than another between two looks: it was set. Less than what leases leave for it (`LEASE_TIMING`). */
const JUMP_MS = 1_000;

/** Redis's time without asking each time: its offset to this process's monotonic clock, which no one can set. Milliseconds throughout. */
export class RedisClock {
  readonly #ask: () => Promise<number>;
  #known: { readonly offset: number; readonly until: number } | null = null;
  /** Survives a fail-over, which may bring a clock that is ahead of the old one. */
  #before: number | null = null;
  #aheadAt = Number.NEGATIVE_INFINITY;

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

  /** What Redis said the time is, to a question of that moment; returns by how much its clock was set since the last look (0: it was not). */
  saw(told: number, asked: number): number {
    const answered = this.monotonic();
    if (answered - asked > TRUSTED_MS) return 0;
    const offset = told - answered;
    const by = this.#before === null ? 0 : offset - this.#before;
    this.#known = { offset, until: answered + FRESH_MS };
    this.#before = offset;
    if (by > JUMP_MS) this.#aheadAt = answered;
    return Math.abs(by) > JUMP_MS ? Math.round(by) : 0;
  }

  /**
   * For how long, as far as this process has seen, Redis's clock has not been set ahead. What Redis keeps for a time may have ended there
   * that much too early.
   */
  steadyMs(): number {
    return this.monotonic() - this.#aheadAt;
  }

  async #measure(before?: number): Promise<number> {
    const asked = this.monotonic();
    const told = await this.#ask();
    const answered = this.monotonic();
    this.saw(told, asked);
    return answered - asked > TRUSTED_MS ? (before ?? told - answered) : told - answered;
  }
}
