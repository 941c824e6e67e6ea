import { randomUUID } from 'node:crypto';
import { isFinal, type Run } from '../src/runs/run.ts';
import { key, type RedisClient } from './redis.ts';
import { runKey } from './run-keys.ts';
import type { StoredRun } from './store.ts';
import { PART, POSTING, POSTPONE, RENEW, SHOWN, SPEND } from './turn-scripts.ts';

/** Before and between requests to Slack: a publisher that died there held up nothing. */
const LEASE_MS = 3_000;
/** Around a request, which may take 10 s: who takes over after it knows that the old request is over, and does so within 15 s. */
export const REQUEST_LEASE_MS = 12_000;
/** Slack: no message is edited more than once a second. */
const EDIT_GAP_MS = 1_000;
/** Progress is shown every 5 s; what is longer was counted by a clock that has been set back since. */
const LONGEST_GAP_MS = 5_000;
/** Slack: chat.update is Tier 3, 50 a minute and workspace. What is not urgent leaves a reserve to what is. */
const EDITS = { size: 50, windowMs: 60_000, reserve: 15 } as const;

/** A message's place in Slack. */
export interface At {
  readonly channel: string;
  readonly ts: string;
}

/** What a publisher has brought Slack to. */
export interface Showing extends At {
  readonly version: number;
  readonly edited: boolean;
  /** Something that belongs below it is still to be posted. */
  readonly more: boolean;
  /** How many wishes it knew of. */
  readonly wishes: number;
}

/** The lease has run out, or is another publisher's by now: nothing more may be sent. */
export class LeaseLost extends Error {}

interface Scripts {
  burstingShown(run: string, dirty: string, lease: string, ...args: (string | number)[]): Promise<number>;
  burstingPostpone(run: string, dirty: string, lease: string, ...args: (string | number)[]): Promise<number>;
  burstingPart(run: string, key: string, as: string): Promise<number>;
  burstingRenew(lease: string, token: string, ms: number): Promise<number>;
  burstingPosting(lease: string, run: string, token: string, ms: number): Promise<number>;
  burstingSpend(window: string, size: number, windowMs: number, reserve: number, member: string): Promise<number>;
}

const SCRIPTS = {
  burstingShown: [3, SHOWN],
  burstingPostpone: [3, POSTPONE],
  burstingPart: [1, PART],
  burstingRenew: [1, RENEW],
  burstingPosting: [2, POSTING],
  burstingSpend: [1, SPEND],
} as const;
const taught = new WeakSet<RedisClient>();

/** Taught once: a command that is defined anew is sent as text the next time, not by its digest. */
function withScripts(redis: RedisClient): RedisClient & Scripts {
  if (!taught.has(redis)) {
    for (const [name, [numberOfKeys, lua]] of Object.entries(SCRIPTS)) redis.defineCommand(name, { numberOfKeys, lua });
    taught.add(redis);
  }
  return redis as RedisClient & Scripts;
}

/** One publisher's turn at one run: its lease, and what it writes down in Redis. */
export class Turn {
  readonly id: string;
  readonly #redis: RedisClient & Scripts;
  readonly #lease: string;
  readonly #token = randomUUID();

  private constructor(redis: RedisClient, id: string) {
    this.#redis = withScripts(redis);
    this.id = id;
    this.#lease = key('run', id, 'publisher');
  }

  /** Null: another publisher has it, and goes on until nothing newer is left. */
  static async take(redis: RedisClient, id: string): Promise<Turn | null> {
    const turn = new Turn(redis, id);
    return (await redis.set(turn.#lease, turn.#token, 'PX', LEASE_MS, 'NX')) === 'OK' ? turn : null;
  }

  /** Before each request to Slack: the request ends before the lease does. Throws `LeaseLost`. */
  async holdForRequest(): Promise<void> {
    await this.#hold(REQUEST_LEASE_MS);
  }

  /** Before the run is posted: that it may be in Slack is written down first. Throws `LeaseLost`. */
  async holdForPost(): Promise<void> {
    if ((await this.#redis.burstingPosting(this.#lease, runKey(this.id), this.#token, REQUEST_LEASE_MS)) !== 1) throw new LeaseLost();
  }

  /** After a request, when there is more to do. Throws `LeaseLost`. */
  async goOn(): Promise<void> {
    await this.#hold(LEASE_MS);
  }

  /** Milliseconds until this run may be shown: limits of Slack that are not worth running into. `pausedMs`: as it was asked a moment ago. */
  async mustWait(found: StoredRun, pausedMs: number): Promise<number> {
    if (pausedMs > 0) return pausedMs;
    if (!found.message) return 0;
    const gap = Math.max(
      ...[found.editedAt + EDIT_GAP_MS, found.showAt].map((at) => at - found.now).filter((ms) => ms <= LONGEST_GAP_MS),
      0,
    );
    if (gap > 0) return gap;
    const reserve = isUrgent(found.run) ? 0 : EDITS.reserve;
    return this.#redis.burstingSpend(key('edits'), EDITS.size, EDITS.windowMs, reserve, `${this.#token}-${found.version}`);
  }

  /** Slack shows this version, there. Ends the turn; true: there is already more to show, and the turn goes on. */
  async shown({ version, channel, ts, edited, more, wishes }: Showing): Promise<boolean> {
    const args = [this.id, this.#token, version, channel, ts, edited ? 1 : 0, more ? 1 : 0, wishes];
    return (await this.#redis.burstingShown(runKey(this.id), key('dirty'), this.#lease, ...args)) === 1;
  }

  /** A part is about to be posted below the message. */
  async sending(key: string): Promise<void> {
    await this.#redis.hset(runKey(this.id), 'sending', key);
  }

  /** It stands there, as this. */
  async posted(key: string, as: string): Promise<void> {
    await this.#redis.burstingPart(runKey(this.id), key, as);
  }

  /** Ends the turn; the run is to be shown later. `failed` counts towards ever longer delays. */
  async postpone(delayMs: number, failed: boolean): Promise<void> {
    const args = [this.id, this.#token, Math.ceil(delayMs), failed ? 1 : 0];
    await this.#redis.burstingPostpone(runKey(this.id), key('dirty'), this.#lease, ...args);
  }

  async #hold(ms: number): Promise<void> {
    if ((await this.#redis.burstingRenew(this.#lease, this.#token, ms)) !== 1) throw new LeaseLost();
  }
}

/** Milliseconds for which Slack wants nothing at all. */
export const pausedMsIn = async (redis: RedisClient): Promise<number> => Math.max(0, await redis.pttl(key('slack-paused')));

/** What people wait for: how it ended, and what they must decide. */
const isUrgent = ({ state }: Run): boolean => isFinal(state) || state === 'awaiting_approval';
