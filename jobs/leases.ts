import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { ResourceKey } from '../src/core/plan.ts';
import { ask } from './ask.ts';
import { LEASE_KEEP, LEASE_TAKE } from './lease-scripts.ts';
import { key, PREFIX, type RedisClient } from './redis.ts';
import type { RedisClock } from './redis-clock.ts';

/** How long a lease lasts without its holder, and how much of it must be left before a write is sent (design 5). */
export interface LeaseTiming {
  readonly leaseMs: number;
  readonly renewMs: number;
  readonly writeMarginMs: number;
}
export const LEASE_TIMING: LeaseTiming = { leaseMs: 20_000, renewMs: 5_000, writeMarginMs: 12_000 };

interface Scripts {
  burstingLeaseTake(slot: string, ...args: (string | number)[]): Promise<[string, number, number]>;
  burstingLeaseKeep(slot: string, ...args: (string | number)[]): Promise<number>;
}

/** Leases on what is written: one apply at a time per cluster and VPC, in the order in which they asked. */
export class Leases {
  readonly #redis: RedisClient & Scripts;
  readonly #clock: Pick<RedisClock, 'saw' | 'steadyMs'>;
  readonly #timing: LeaseTiming;

  constructor(redis: RedisClient, clock: Pick<RedisClock, 'saw' | 'steadyMs'>, timing: LeaseTiming = LEASE_TIMING) {
    redis.defineCommand('burstingLeaseTake', { numberOfKeys: 1, lua: LEASE_TAKE });
    redis.defineCommand('burstingLeaseKeep', { numberOfKeys: 1, lua: LEASE_KEEP });
    this.#redis = redis as RedisClient & Scripts;
    this.#clock = clock;
    this.#timing = timing;
  }

  /** All of them, or the run that is in the way: the run itself, if it is a lease that nobody renews, or one that Redis may have forgotten. */
  async take(names: readonly ResourceKey[], run: string): Promise<Lease | { readonly blocker: string }> {
    const sorted = [...new Set(names)].sort();
    const token = randomUUID();
    const asked = performance.now();
    const [blocker, waitedMs, now] = await this.#redis.burstingLeaseTake(
      key('leases'),
      PREFIX,
      run,
      token,
      this.#timing.leaseMs,
      ...sorted,
    );
    this.#clock.saw(now, asked);
    if (blocker) return { blocker };
    const keep = (ms: number): Promise<number> => this.#redis.burstingLeaseKeep(key('leases'), PREFIX, run, token, ms, ...sorted);
    // Redis's clock was set ahead, and with it the end of a lease whose holder counts on it: as long as it would have lasted, it does.
    if (this.#clock.steadyMs() < this.#timing.leaseMs) {
      await keep(0);
      return { blocker: run };
    }
    return new Lease(keep, this.#timing, asked, waitedMs);
  }

  /** The runs that hold any of these leases now. Rejects with `StoreUnavailable`. */
  async holders(names: readonly ResourceKey[]): Promise<readonly string[]> {
    const held = await ask(this.#redis, () => Promise.all([...new Set(names)].map((name) => this.#redis.get(key('lease', name)))));
    return [...new Set(held.flatMap((holder) => holder?.split('/')[0] ?? []))];
  }
}

/**
 * Leases that are held, renewed in the background. The cloud checks no token, so writes are fenced by time: one is sent only while
 * enough of the lease is left for it to end in, by this process's monotonic clock; a process that was paused finds that out here.
 */
export class Lease {
  /** How long its run stood in line for it, in whatever process, by Redis's clock. */
  readonly waitedMs: number;
  readonly #keep: (ms: number) => Promise<number>;
  readonly #timing: LeaseTiming;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #until: number;

  constructor(keep: (ms: number) => Promise<number>, timing: LeaseTiming, asked: number, waitedMs: number) {
    this.waitedMs = waitedMs;
    this.#keep = keep;
    this.#timing = timing;
    this.#until = asked + timing.leaseMs;
    this.#timer = setInterval(() => void this.#renew(), timing.renewMs);
  }

  /** Aborted when another may hold them. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Whether a write may be sent now. */
  mayWrite(): boolean {
    return !this.#lost.signal.aborted && this.leftMs() > this.#timing.writeMarginMs;
  }

  /** How long it is certainly held, in milliseconds. */
  leftMs(): number {
    return Math.max(0, Math.floor(this.#until - performance.now()));
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#keep(0).catch(() => 0);
  }

  async #renew(): Promise<void> {
    const asked = performance.now();
    // Redis may be away for a moment: the lease is lost only when its time is up, or when Redis says so.
    const kept = await this.#keep(this.#timing.leaseMs).catch(() => null);
    if (kept === 1) this.#until = asked + this.#timing.leaseMs;
    else if (kept === 0 || performance.now() > this.#until) this.#lost.abort(new Error('the lease was lost'));
  }
}
