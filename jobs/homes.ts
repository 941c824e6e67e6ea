import { randomUUID } from 'node:crypto';
import { ask } from './ask.ts';
import { HOME_LATER, HOME_OPEN, HOME_SHOWN, HOME_SWEEP, HOME_TAKE } from './home-scripts.ts';
import { key, PREFIX, type RedisClient } from './redis.ts';
import { RENEW } from './turn-scripts.ts';

/** Whoever opened their Home this long ago, a working day, may still be looking at it: Slack does not say when somebody leaves. */
const LOOKED_MS = 12 * 3_600_000;
/** One Home is published at most once in this time; sooner for a person who asks than for a change somewhere. */
const GAP_MS = { change: 3_000, asked: 1_000 } as const;
/** While it gathers what to show, and around the request to Slack, which may take 10 s. */
const LEASE_MS = { gather: 10_000, request: 12_000 } as const;

/** Counts everything that a Home may show. */
export const HOME_VERSION = key('home', 'version');
const SWEPT = key('home', 'swept');
const PEOPLE = key('home', 'people');
const DIRTY = key('home', 'dirty');
const homeKey = (user: string): string => key('home', user);
const viewsKey = (user: string): string => key('home', user, 'views');
const leaseKey = (user: string): string => key('home', user, 'publisher');

type Args = (string | number)[];
interface Scripts {
  burstingHomeOpen(people: string, dirty: string, home: string, ...args: Args): Promise<number>;
  burstingHomeSweep(version: string, swept: string, people: string, dirty: string, ...args: Args): Promise<string[]>;
  burstingHomeTake(lease: string, home: string, ...args: Args): Promise<[number, (string | null)[]] | null>;
  burstingHomeShown(home: string, dirty: string, lease: string, views: string, ...args: Args): Promise<number>;
  burstingHomeLater(dirty: string, lease: string, ...args: Args): Promise<number>;
  burstingRenew(lease: string, token: string, ms: number): Promise<number>;
}

/** Who looks at their App Home, whose shows less than is known, and which views are whose. */
export class Homes {
  readonly #redis: RedisClient & Scripts;
  readonly #hint: (user: string) => void;

  /** `hint`: called when a Home is to be published now; whatever a hint misses, the sweep finds within a second. */
  constructor(redis: RedisClient, hint: (user: string) => void) {
    redis.defineCommand('burstingHomeOpen', { numberOfKeys: 3, lua: HOME_OPEN });
    redis.defineCommand('burstingHomeSweep', { numberOfKeys: 4, lua: HOME_SWEEP });
    redis.defineCommand('burstingHomeTake', { numberOfKeys: 2, lua: HOME_TAKE });
    redis.defineCommand('burstingHomeShown', { numberOfKeys: 4, lua: HOME_SHOWN });
    redis.defineCommand('burstingHomeLater', { numberOfKeys: 2, lua: HOME_LATER });
    redis.defineCommand('burstingRenew', { numberOfKeys: 1, lua: RENEW });
    this.#redis = redis as RedisClient & Scripts;
    this.#hint = hint;
  }

  /** Somebody opened their Home, or asked for a newer one. Rejects with `StoreUnavailable`. */
  async opened(user: string): Promise<void> {
    const waitMs = await ask(this.#redis, () => this.#redis.burstingHomeOpen(PEOPLE, DIRTY, homeKey(user), user, LOOKED_MS, GAP_MS.asked));
    if (waitMs <= 0) this.#hint(user);
  }

  /** Something that everybody's Home may show is another, beside the moves of runs. */
  async changed(): Promise<void> {
    await ask(this.#redis, () => this.#redis.incr(HOME_VERSION));
  }

  /** Whether a view is one that was published as this very person's Home. Rejects with `StoreUnavailable`. */
  async isOwn(user: string, view: string): Promise<boolean> {
    const views = await ask(this.#redis, () => this.#redis.lrange(viewsKey(user), 0, -1));
    return views.includes(view);
  }

  /** Those whose Home is to be published now; each comes back after `againMs` unless it was. */
  async take(againMs: number, limit: number): Promise<readonly string[]> {
    return ask(this.#redis, () =>
      this.#redis.burstingHomeSweep(HOME_VERSION, SWEPT, PEOPLE, DIRTY, PREFIX, LOOKED_MS, GAP_MS.change, againMs, limit),
    );
  }

  /** Null: another publisher has it. */
  async turn(user: string): Promise<HomeTurn | null> {
    const token = randomUUID();
    const taken = await this.#redis.burstingHomeTake(leaseKey(user), homeKey(user), token, LEASE_MS.gather);
    if (!taken) return null;
    const [now, [want, asked, shown, at, print]] = taken;
    const isAsked = Number(asked ?? 0) > Number(shown ?? 0);
    const readyAt = Number(at ?? 0) + (isAsked ? GAP_MS.asked : GAP_MS.change);
    return {
      now,
      asked: isAsked,
      print: print ?? '',
      waitMs: Math.max(0, readyAt - now),
      holdForRequest: async () => (await this.#redis.burstingRenew(leaseKey(user), token, LEASE_MS.request)) === 1,
      shown: async (newPrint, view) => {
        const args = [user, token, want ?? '', newPrint, view ?? '', GAP_MS.change, LOOKED_MS];
        await this.#redis.burstingHomeShown(homeKey(user), DIRTY, leaseKey(user), viewsKey(user), ...args);
      },
      later: async (delayMs) => {
        await this.#redis.burstingHomeLater(DIRTY, leaseKey(user), user, token, Math.ceil(delayMs), PEOPLE);
      },
      forget: async () => {
        await this.#redis.burstingHomeLater(DIRTY, leaseKey(user), user, token, -1, PEOPLE);
      },
    };
  }
}

/** One publisher's turn at one Home. It ends with one of `shown`, `later` and `forget`. */
export interface HomeTurn {
  /** Redis's time when it began: what is read after it is at least as new. */
  readonly now: number;
  /** The person asked for it: it is published even if nothing in it is new. */
  readonly asked: boolean;
  /** Of what it shows. */
  readonly print: string;
  /** Until it may be published. */
  readonly waitMs: number;
  /** Before the request to Slack; false: another publisher has taken over, and nothing may be sent. */
  holdForRequest(): Promise<boolean>;
  /** `view`: the id that Slack gave it; null: nothing was new. */
  shown(print: string, view: string | null): Promise<void>;
  later(delayMs: number): Promise<void>;
  /** Slack says that this person has no Home any more. */
  forget(): Promise<void>;
}
