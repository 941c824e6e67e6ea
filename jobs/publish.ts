import { randomUUID } from 'node:crypto';
import type { ChatPostMessageArguments, WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackMessage } from '../blocks/kit.ts';
import { renderRun } from '../blocks/run.ts';
import { isFinal, type Run } from '../src/runs/run.ts';
import { key, type RedisClient } from './redis.ts';
import { POSTPONE, SHOWN, SPEND } from './scripts.ts';
import { slackCode, troubleOf } from './slack-errors.ts';
import { type Hints, type RedisRunStore, runKey, type StoredRun } from './store.ts';

/** Before and between requests to Slack: a publisher that died there held up nothing. */
const LEASE_MS = 3_000;
/** Around a request, which may take 10 s: who takes over after it knows that the old request is over. */
const REQUEST_LEASE_MS = 15_000;
/** Slack: no message is edited more than once a second. */
const EDIT_GAP_MS = 1_000;
/** Slack: chat.update is Tier 3, 50 a minute and workspace. What is not urgent leaves a reserve to what is. */
const EDITS = { size: 50, refillPerMs: 50 / 60_000, reserve: 15 } as const;
const RETRY_CAP_MS = 15_000;
const BIND_RETRY_MS = 250;
const BIND_PATIENCE_MS = 60_000;
/** Nothing will arrive before a person mends the token: look again now and then. */
const HOLD_MS = 60_000;

interface Scripts {
  burstingShown(run: string, dirty: string, lease: string, ...args: (string | number)[]): Promise<number>;
  burstingPostpone(run: string, dirty: string, lease: string, ...args: (string | number)[]): Promise<number>;
  burstingSpend(bucket: string, ...args: number[]): Promise<number>;
}

export interface PublisherDeps {
  readonly redis: RedisClient;
  readonly store: RedisRunStore;
  readonly hints: Hints;
  /** Rejects 429 at once, does not retry, times out after 10 s. */
  readonly slack: WebClient;
  readonly log: Logger;
  /** Counts outcomes by kind, for metrics. */
  readonly onOutcome?: (kind: string, lagMs: number) => void;
}

/**
 * Brings Slack to `renderRun(run)`: posts once, edits ever after, until the version shown is the run's. Safe to call at any time, any
 * number of times, in any process: a lease per run lets one work, and it goes on until nothing newer is left.
 */
export class Publisher {
  readonly #deps: PublisherDeps;
  readonly #redis: RedisClient & Scripts;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(deps: PublisherDeps) {
    this.#deps = deps;
    deps.redis.defineCommand('burstingShown', { numberOfKeys: 3, lua: SHOWN });
    deps.redis.defineCommand('burstingPostpone', { numberOfKeys: 3, lua: POSTPONE });
    deps.redis.defineCommand('burstingSpend', { numberOfKeys: 1, lua: SPEND });
    this.#redis = deps.redis as RedisClient & Scripts;
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  async publish(id: string): Promise<void> {
    const token = randomUUID();
    const lease = key('run', id, 'publisher');
    if ((await this.#redis.set(lease, token, 'PX', LEASE_MS, 'NX')) !== 'OK') return;
    for (;;) {
      const found = await this.#deps.store.get(id);
      if (!found || found.version === found.shown) {
        const more = await this.#bind(id, lease, token, found?.shown ?? 0, found?.message ?? NOWHERE, false);
        if (more === 1) continue;
        return;
      }
      const waitMs = await this.#mustWait(found);
      if (waitMs > 0) return this.#postpone(id, lease, token, waitMs, false);
      await this.#redis.pexpire(lease, REQUEST_LEASE_MS);
      const more = await this.#show(found, lease, token);
      if (!more) return;
      await this.#redis.pexpire(lease, LEASE_MS);
    }
  }

  /** Milliseconds until this run may be shown: limits of Slack that are not worth running into. */
  async #mustWait(found: StoredRun): Promise<number> {
    const paused = await this.#redis.pttl(key('slack-paused'));
    if (paused > 0) return paused;
    if (!found.message) return 0;
    const gap = found.editedAt + EDIT_GAP_MS - found.now;
    if (gap > 0) return gap;
    return this.#redis.burstingSpend(key('edits'), EDITS.size, EDITS.refillPerMs, isFinal(found.run.state) ? 0 : EDITS.reserve);
  }

  /** One call to Slack and what follows from its answer. True if there is already more to show. */
  async #show(found: StoredRun, lease: string, token: string): Promise<boolean> {
    const { run } = found;
    const { log } = this.#deps;
    const rendered = this.#render(run);
    try {
      const at = found.message ? await this.#edit(found.message, rendered) : await this.#post(found, rendered);
      this.#deps.onOutcome?.('shown', found.now - run.updatedAt);
      return (await this.#bind(run.id, lease, token, found.version, at, found.message !== null)) === 1;
    } catch (error) {
      const trouble = troubleOf(error);
      this.#deps.onOutcome?.(trouble.kind, 0);
      if (!(trouble.kind === 'again' && trouble.unanswered)) await this.#redis.hdel(runKey(run.id), 'posting');
      const context = { run: run.id, channel: found.message?.channel ?? run.channel, slack: slackCode(error), trouble: trouble.kind };
      switch (trouble.kind) {
        case 'limited':
          await this.#redis.set(key('slack-paused'), '1', 'PX', trouble.retryAfterMs);
          await this.#postpone(run.id, lease, token, trouble.retryAfterMs, false);
          return false;
        case 'again':
          log.warn(context, 'message not delivered yet');
          await this.#postpone(run.id, lease, token, Math.min(RETRY_CAP_MS, 500 * 2 ** Math.min(found.fails, 6)), true);
          return false;
        case 'not_authorised':
          log.error(context, 'Slack refuses the bot token: messages are held until it is mended');
          await this.#postpone(run.id, lease, token, HOLD_MS, false);
          return false;
        case 'message_gone':
        case 'cannot_edit':
          return this.#settle(found, lease, token, context, () => this.#send(run.channel, rendered));
        case 'bad_blocks':
          log.error({ ...context, problems: trouble.problems }, 'Slack refuses the blocks of a message: sent as plain text');
          return this.#settle(found, lease, token, context, () => {
            const plain = { ...rendered, blocks: [] };
            return found.message ? this.#edit(found.message, plain) : this.#send(run.channel, plain);
          });
        case 'no_channel':
          return this.#settle(found, lease, token, context, () => this.#direct(run, rendered));
        case 'never':
          return this.#giveUp(found, lease, token, context);
      }
    }
  }

  /** The second way of showing it, when Slack has ruled out the first. */
  async #settle(found: StoredRun, lease: string, token: string, context: object, way: () => Promise<At>): Promise<boolean> {
    try {
      return (await this.#bind(found.run.id, lease, token, found.version, await way(), true)) === 1;
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === 'limited' || trouble.kind === 'again') {
        await this.#postpone(found.run.id, lease, token, trouble.kind === 'limited' ? trouble.retryAfterMs : RETRY_CAP_MS, true);
        return false;
      }
      return this.#giveUp(found, lease, token, { ...context, afterwards: slackCode(error) });
    }
  }

  /** Slack says it never will: the run keeps its result, `show` still has it, and the log says so once. */
  async #giveUp(found: StoredRun, lease: string, token: string, context: object): Promise<boolean> {
    this.#deps.log.error(context, 'message cannot be delivered: Slack offers no way to the requester');
    const at = found.message ?? NOWHERE;
    return (await this.#bind(found.run.id, lease, token, found.version, at, false)) === 1;
  }

  /** A view that breaks must not leave the person without an answer. */
  #render(run: Run): SlackMessage {
    try {
      return renderRun(run);
    } catch (error) {
      this.#deps.log.error({ err: error, run: run.id }, 'a view broke: the run is shown without its result');
      return renderRun({ ...run, result: null });
    }
  }

  async #post(found: StoredRun, rendered: SlackMessage): Promise<At> {
    const { run } = found;
    if (found.posting) {
      // An earlier post was never answered: it may be there. Without the history scope this finds nothing, and the run is posted again.
      const earlier = await this.#findPosted(run);
      if (earlier) return this.#edit(earlier, rendered);
    }
    await this.#redis.hset(runKey(run.id), 'posting', '1');
    return this.#send(run.channel, rendered);
  }

  async #findPosted(run: Run): Promise<At | null> {
    const answer = await this.#deps.slack.conversations
      .history({ channel: run.channel, oldest: String(run.createdAt / 1_000 - 1), limit: 100, include_all_metadata: true })
      .catch(() => null);
    const mine = answer?.messages?.find((message) => {
      const payload = message.metadata?.event_payload as { run_id?: unknown } | undefined;
      return message.bot_id !== undefined && payload?.run_id === run.id;
    });
    return mine?.ts ? { channel: run.channel, ts: mine.ts } : null;
  }

  /** To the requester, when the channel is closed to the bot. */
  async #direct(run: Run, rendered: SlackMessage): Promise<At> {
    const opened = await this.#deps.slack.conversations.open({ users: run.requestedBy });
    return this.#send(opened.channel?.id ?? run.requestedBy, rendered);
  }

  async #send(channel: string, rendered: SlackMessage): Promise<At> {
    const args = { channel, ...rendered, unfurl_links: false, unfurl_media: false } as ChatPostMessageArguments;
    const answer = await this.#deps.slack.chat.postMessage(args);
    return { channel: answer.channel ?? channel, ts: answer.ts ?? '' };
  }

  async #edit(at: At, rendered: SlackMessage): Promise<At> {
    await this.#deps.slack.chat.update({ ...at, ...rendered });
    return at;
  }

  /** Slack shows it: that must be written down, also when Redis has just gone, or it would be posted a second time. */
  async #bind(id: string, lease: string, token: string, version: number, at: At, edited: boolean): Promise<number> {
    for (let waitedMs = 0; ; waitedMs += BIND_RETRY_MS) {
      try {
        return await this.#redis.burstingShown(runKey(id), key('dirty'), lease, id, token, version, at.channel, at.ts, edited ? 1 : 0);
      } catch (error) {
        if (waitedMs >= BIND_PATIENCE_MS) throw error;
        await new Promise((resolve) => setTimeout(resolve, BIND_RETRY_MS));
      }
    }
  }

  async #postpone(id: string, lease: string, token: string, delayMs: number, failed: boolean): Promise<void> {
    await this.#redis.burstingPostpone(runKey(id), key('dirty'), lease, id, token, Math.ceil(delayMs), failed ? 1 : 0);
    // Sooner than the reconciler's second; if this process dies, the reconciler is there.
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#deps.hints.show(id, Date.now());
    }, delayMs);
    timer.unref();
    this.#timers.add(timer);
  }
}

interface At {
  readonly channel: string;
  readonly ts: string;
}
const NOWHERE: At = { channel: '', ts: '' };
