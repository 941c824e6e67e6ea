import { createHash, randomUUID } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Catalogue } from '../blocks/catalogue.ts';
import { brokenHome, type Home, type HomeView, homeView } from '../blocks/home.ts';
import { gatherHome, type HomeDataDeps } from './home-data.ts';
import type { Homes, HomeTurn } from './homes.ts';
import { key, type RedisClient } from './redis.ts';
import { slackCode, troubleOf } from './slack-errors.ts';
import type { Speak } from './speak.ts';
import { SPEND } from './turn-scripts.ts';

/** Slack: views.publish is Tier 4, 100 a minute and workspace. Who asks is not to wait for the changes that others see. */
const PUBLISHES = { size: 90, windowMs: 60_000, reserve: 30 } as const;
const RETRY_MS = 5_000;
/** Nothing will arrive before a person mends the token. */
const HOLD_MS = 60_000;
const PAUSED = key('home', 'paused');
/** What Slack says of somebody who has no Home. */
const NOBODY: ReadonlySet<string> = new Set(['user_not_found', 'user_disabled', 'user_not_visible', 'not_enabled']);

export interface HomePublisherDeps extends HomeDataDeps {
  readonly homes: Homes;
  readonly speak: Speak;
  /** Rejects 429 at once, does not retry, times out after 10 s. */
  readonly slack: WebClient;
  readonly log: Logger;
}

interface Scripts {
  burstingSpend(window: string, size: number, windowMs: number, reserve: number, member: string): Promise<number>;
}

/** Brings one person's App Home to what is known: safe to call at any time, any number of times, in any process. */
export class HomePublisher {
  readonly #deps: HomePublisherDeps;
  readonly #redis: RedisClient & Scripts;

  constructor(deps: HomePublisherDeps) {
    deps.redis.defineCommand('burstingSpend', { numberOfKeys: 1, lua: SPEND });
    this.#redis = deps.redis as RedisClient & Scripts;
    this.#deps = deps;
  }

  async publish(user: string): Promise<void> {
    const turn = await this.#deps.homes.turn(user);
    if (!turn) return;
    const waitMs = Math.max(turn.waitMs, await this.#redis.pttl(PAUSED));
    if (waitMs > 0) return turn.later(waitMs);
    try {
      await this.#show(user, turn, await gatherHome(this.#deps, user, turn.now));
    } catch (error) {
      await this.#postpone(user, turn, error);
    }
  }

  async #show(user: string, turn: HomeTurn, home: Home): Promise<void> {
    const say = await this.#deps.speak(user);
    const view = this.#render(user, home, say);
    // Of everything but the time of the data.
    const print = printOf(this.#render(user, { ...home, at: 0 }, say));
    if (!turn.asked && print === turn.print) return turn.shown(print, null);
    const { size, windowMs, reserve } = PUBLISHES;
    const spendMs = await this.#redis.burstingSpend(key('home', 'publishes'), size, windowMs, turn.asked ? 0 : reserve, randomUUID());
    if (spendMs > 0) return turn.later(spendMs);
    if (!(await turn.holdForRequest())) return;
    const answer = await this.#deps.slack.views.publish({ user_id: user, view });
    await turn.shown(print, answer.view?.id ?? null);
  }

  /** A view that breaks must not leave somebody with what was true long ago. */
  #render(user: string, home: Home, say: Catalogue): HomeView {
    try {
      return homeView(home, say);
    } catch (error) {
      this.#deps.log.error({ err: error, user }, 'a Home broke');
      return brokenHome(home.at, say);
    }
  }

  async #postpone(user: string, turn: HomeTurn, error: unknown): Promise<void> {
    const code = slackCode(error);
    if (code !== null && NOBODY.has(code)) return turn.forget();
    const trouble = troubleOf(error);
    this.#deps.log.warn({ user, slack: code, detail: error instanceof Error ? error.message.slice(0, 200) : '' }, 'Home not published yet');
    switch (trouble.kind) {
      case 'limited':
        await this.#redis.set(PAUSED, '1', 'PX', trouble.retryAfterMs);
        return turn.later(trouble.retryAfterMs);
      case 'not_authorised':
      case 'bad_blocks':
        return turn.later(HOLD_MS);
      default:
        return turn.later(RETRY_MS);
    }
  }
}

const printOf = ({ blocks }: HomeView): string => createHash('sha256').update(JSON.stringify(blocks)).digest('hex');
