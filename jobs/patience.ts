import type { Logger } from 'pino';
import { key, type RedisClient } from './redis.ts';
import type { Trouble } from './slack-errors.ts';
import type { Hints, StoredRun } from './store.ts';
import { REQUEST_LEASE_MS, type Turn } from './turn.ts';

/** Between attempts at what Slack did not take: doubled from half a second, up to this. */
const RETRY_CAP_MS = 15_000;
/** Between attempts to write into a Redis that has gone, and for how long. */
const WRITE_RETRY_MS = 250;
const WRITE_PATIENCE_MS = 60_000;
/** Nothing will arrive before a person mends the token: look again now and then. */
const HOLD_MS = 60_000;

interface PatienceDeps {
  readonly redis: RedisClient;
  readonly hints: Hints;
  readonly log: Logger;
}

/** What a publisher does when Slack or Redis does not answer as it should: when it tries again, and for how long. */
export class Patience {
  readonly #deps: PatienceDeps;
  readonly #timers = new Set<NodeJS.Timeout>();
  #stopped = false;

  constructor(deps: PatienceDeps) {
    this.#deps = deps;
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Ends the turn; the run is shown again after so long. `failed` counts towards ever longer delays. */
  async postpone(turn: Turn, delayMs: number, failed: boolean): Promise<void> {
    await turn.postpone(delayMs, failed);
    // Sooner than the reconciler's second; if this process dies, the reconciler is there.
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#deps.hints.show(turn.id, Date.now());
    }, delayMs);
    timer.unref();
    this.#timers.add(timer);
  }

  /** Puts off what cannot be shown now; false: it never can. */
  async putOff(found: StoredRun, turn: Turn, trouble: Trouble, context: object): Promise<boolean> {
    switch (trouble.kind) {
      case 'limited':
        await this.#deps.redis.set(key('slack-paused'), '1', 'PX', trouble.retryAfterMs);
        await this.postpone(turn, trouble.retryAfterMs, false);
        return true;
      case 'again':
        this.#deps.log.warn(context, 'message not delivered yet');
        await this.postpone(turn, Math.min(RETRY_CAP_MS, 500 * 2 ** Math.min(found.fails, 6)), true);
        return true;
      case 'not_authorised':
        this.#deps.log.error(context, 'Slack refuses the bot token: messages are held until it is mended');
        await this.postpone(turn, HOLD_MS, false);
        return true;
      default:
        return false;
    }
  }

  /** What Slack shows must be written down, also when Redis has just gone, or it would be posted a second time. */
  async insist<T>(write: () => Promise<T>): Promise<T> {
    for (let waitedMs = 0; ; waitedMs += WRITE_RETRY_MS) {
      try {
        return await write();
      } catch (error) {
        if (this.#stopped || waitedMs >= WRITE_PATIENCE_MS) throw error;
        await new Promise((resolve) => setTimeout(resolve, WRITE_RETRY_MS));
      }
    }
  }

  /** Redis went away in the middle: the lease is given back as soon as it answers, instead of running out some time after its return. */
  async letGo(turn: Turn): Promise<void> {
    for (let waitedMs = 0; waitedMs < REQUEST_LEASE_MS && !this.#stopped; waitedMs += WRITE_RETRY_MS) {
      try {
        return await this.postpone(turn, 0, false);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, WRITE_RETRY_MS));
      }
    }
  }
}
