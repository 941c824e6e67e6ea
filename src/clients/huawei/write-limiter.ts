import type { Pace } from './pace.ts';

/** Huawei refuses the eleventh write of a user in a minute (observed in cn-north-4), and counts refused ones too. */
const MOST_IN_WINDOW = 10;
/** A little more than a minute: requests do not take equally long to arrive. */
const WINDOW_MS = 61_000;
/** After a 429 of a write: the least pause, what is added to it at random, and the longest that is granted to a `Retry-After`. */
const PAUSE_MS = 60_000;
const JITTER_MS = 15_000;
const LONGEST_PAUSE_MS = 600_000;

const limiters = new Map<string, WriteLimiter>();

/** The limiter of one access key and region: the same for everyone in this process. As many as the configuration names. */
export function writeLimiterFor(key: string, pace: Pace): WriteLimiter {
  const limiter = limiters.get(key) ?? new WriteLimiter(pace);
  limiters.set(key, limiter);
  return limiter;
}

/** How often one user may write: ten times a minute, and not at all for a while after a 429. */
export class WriteLimiter {
  readonly #pace: Pace;
  /** When the last ten writes were sent, the oldest first. */
  #sent: readonly number[] = [];
  #resumeAt = Number.NEGATIVE_INFINITY;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /**
   * Waits until one more write may be sent, and counts it. False, at once and uncounted, if that takes longer than `patienceMs`. Rejects
   * with the signal's reason: then it is not counted either.
   */
  async enter(patienceMs: number, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    const until = this.#pace.now() + patienceMs;
    for (let wait = this.#waitMs(); wait > 0; wait = this.#waitMs()) {
      if (this.#pace.now() + wait > until) return false;
      await this.#pace.sleep(wait, signal);
    }
    this.#sent = [...this.#sent, this.#pace.now()].slice(-MOST_IN_WINDOW);
    return true;
  }

  /** After a 429, for everyone who writes. */
  pause(retryAfterMs: number | null): void {
    const asked = Math.min(LONGEST_PAUSE_MS, Math.max(PAUSE_MS, retryAfterMs ?? 0));
    this.#resumeAt = Math.max(this.#resumeAt, this.#pace.now() + asked + this.#pace.random() * JITTER_MS);
  }

  #waitMs(): number {
    const tenth = this.#sent.length < MOST_IN_WINDOW ? Number.NEGATIVE_INFINITY : (this.#sent[0] ?? 0) + WINDOW_MS;
    return Math.max(tenth, this.#resumeAt) - this.#pace.now();
  }
}
