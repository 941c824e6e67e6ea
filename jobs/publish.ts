import type { MessageMetadata, WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { postedThere } from '../blocks/answers.ts';
import type { Catalogue } from '../blocks/catalogue.ts';
import type { SlackMessage } from '../blocks/kit.ts';
import { renderRun, type Where } from '../blocks/run.ts';
import { renderThread, type ThreadPart } from '../blocks/thread.ts';
import { isFinal, isSilent, type Run } from '../src/runs/run.ts';
import { deliver, isDirect } from './delivery.ts';
import { messageLink } from './message-link.ts';
import { Patience } from './patience.ts';
import type { RedisClient } from './redis.ts';
import { runKey } from './run-keys.ts';
import { otherWay, slackCode, TROUBLES, troubleOf, type Way } from './slack-errors.ts';
import type { Hints, RedisRunStore, StoredRun } from './store.ts';
import { type Fetch, findPart, postPart } from './thread-parts.ts';
import { type At, LeaseLost, pausedMsIn, Turn } from './turn.ts';

/** How soon the message of a thread is looked for again. */
const THREAD_RETRY_MS = 500;

export const OUTCOMES = ['shown', ...TROUBLES] as const;
export type PublishOutcome = (typeof OUTCOMES)[number];

export interface PublisherDeps {
  /** What is said in a channel, in its language. */
  readonly say: (channel: string) => Catalogue;
  readonly redis: RedisClient;
  readonly store: RedisRunStore;
  readonly hints: Hints;
  /** Rejects 429 at once, does not retry, times out after 10 s. */
  readonly slack: WebClient;
  /** Rejects while Slack does not say. */
  readonly workspace: () => Promise<{ readonly url: string }>;
  /** What files are uploaded with; by default Node's own. */
  readonly fetch?: Fetch;
  readonly log: Logger;
  /** Told of every attempt, for metrics. */
  readonly onOutcome?: (outcome: PublishOutcome, lagMs: number) => void;
}

/** The run as it is, and for how long Slack wants nothing at all. */
interface Looked {
  readonly found: StoredRun | null;
  readonly pausedMs: number;
}

/**
 * Brings Slack to `renderRun(run)`: posts once, edits ever after, until the version shown is the run's. Safe to call at any time, any
 * number of times, in any process: a lease per run lets one work, and it goes on until nothing newer is left.
 */
export class Publisher {
  readonly #deps: PublisherDeps;
  readonly #redis: RedisClient;
  readonly #patience: Patience;

  constructor(deps: PublisherDeps) {
    this.#deps = deps;
    this.#redis = deps.redis;
    this.#patience = new Patience(deps);
  }

  stop(): void {
    this.#patience.stop();
  }

  async publish(id: string): Promise<void> {
    // On one connection, hence in this order: what is read is read within the turn, if it is ours.
    const taking = Turn.take(this.#redis, id);
    let looking: Promise<Looked> | null = this.#look(id);
    looking.catch(() => {});
    const turn = await taking;
    if (!turn) return;
    try {
      for (;;) {
        const { found, pausedMs } = await (looking ?? this.#look(id));
        looking = null;
        const [part] = found ? this.#missing(found) : [];
        if (!found || isSilent(found.run) || (found.version === found.shown && !part)) {
          if (await this.#bind(turn, found, found?.message ?? NOWHERE, false)) continue;
          return;
        }
        if (found.version === found.shown && part) {
          if (!(await this.#showPart(found, turn, part))) return;
          await turn.goOn();
          continue;
        }
        if (await this.#beforeItsThread(found)) return await this.#patience.postpone(turn, THREAD_RETRY_MS, false);
        const waitMs = await turn.mustWait(found, pausedMs);
        if (waitMs > 0) return await this.#patience.postpone(turn, waitMs, false);
        if (!(await this.#show(found, turn))) return;
        await turn.goOn();
      }
    } catch (error) {
      if (error instanceof LeaseLost) return;
      void this.#patience.letGo(turn);
      throw error;
    }
  }

  async #look(id: string): Promise<Looked> {
    const [found, pausedMs] = await Promise.all([this.#deps.store.get(id), pausedMsIn(this.#redis)]);
    return { found, pausedMs };
  }

  /** Whether it belongs below a message that is still to be posted. One that never will be leaves it to stand alone. */
  async #beforeItsThread({ run, message }: StoredRun): Promise<boolean> {
    if (!run.root || message) return false;
    const root = await this.#deps.store.get(run.root);
    if (root === null || root.message !== null) return false;
    return root.shown !== root.version || (isSilent(root.run) && !isFinal(root.run.state));
  }

  /** Shows one version, the next way whenever Slack rules one out. True if there is already more to show. */
  async #show(found: StoredRun, turn: Turn): Promise<boolean> {
    const { run, message } = found;
    let way: Way = { how: message && !found.repost ? 'edit' : 'post', plain: false };
    let { earlier } = found;
    for (;;) {
      try {
        const link = earlier && (await this.#linkTo(earlier));
        const render = (channel: string): SlackMessage => {
          const rendered = this.#render(run, { astray: isDirect(channel) && !isDirect(run.channel), earlier: link });
          return way.plain ? { ...rendered, blocks: [] } : rendered;
        };
        const { at, edited } = await deliver(this.#deps, found, turn, way, render);
        this.#deps.onOutcome?.('shown', found.now - run.updatedAt);
        const more = await this.#bind(turn, found, at, edited);
        if (message && found.repost && at.channel !== message.channel) await this.#pointTo(at, message);
        return more;
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        const trouble = troubleOf(error);
        this.#deps.onOutcome?.(trouble.kind, 0);
        if (!(trouble.kind === 'again' && trouble.unanswered)) await this.#redis.hdel(runKey(run.id), 'posting');
        const context = { run: run.id, channel: message?.channel ?? run.channel, slack: slackCode(error), trouble: trouble.kind };
        if (trouble.kind === 'bad_blocks')
          this.#deps.log.error({ ...context, problems: trouble.problems }, 'Slack refuses the blocks of a message: sent as plain text');
        if (trouble.kind === 'cannot_edit' && way.how === 'edit' && message) {
          earlier = message;
          await this.#redis.hset(runKey(run.id), 'earlier', `${message.channel}/${message.ts}`);
        }
        const next = otherWay(way, trouble);
        if (!next) {
          if (await this.#patience.putOff(found, turn, trouble, context)) return false;
          // Slack says it never will: the run keeps its result, `show` still has it, and the log says so once.
          this.#deps.log.error(context, 'message cannot be delivered: Slack offers no way to the requester');
          return this.#bind(turn, found, message ?? NOWHERE, false);
        }
        way = next;
      }
    }
  }

  async #linkTo(at: At): Promise<string> {
    return messageLink((await this.#deps.workspace()).url, at);
  }

  /** The direct message that stood in for the one in the channel says where that is; not worth a second try. */
  async #pointTo(at: At, from: At): Promise<void> {
    const link = await this.#linkTo(at).catch(() => '');
    const text = postedThere(link, this.#deps.say(at.channel));
    // It is no run's message any more. An edit that leaves metadata out keeps it; an empty object removes it (Slack, chat.update).
    const metadata = {} as unknown as MessageMetadata;
    await this.#deps.slack.chat.update({ ...from, text, blocks: [], metadata }).catch(() => {});
  }

  /** What belongs below the message and is not there yet. */
  #missing({ run, message, shown, parts, wishes }: StoredRun): readonly ThreadPart[] {
    // Never shown, or nowhere to be shown.
    if (!message && shown > 0) return [];
    try {
      return renderThread(run, wishes, this.#deps.say(message?.channel ?? run.channel)).filter(({ key: of }) => !parts.has(of));
    } catch (error) {
      this.#deps.log.error({ err: error, run: run.id }, 'a view broke: nothing is posted below the run');
      return [];
    }
  }

  /** Posts one part below the message; what Slack never takes is given up. False: later. */
  async #showPart(found: StoredRun, turn: Turn, part: ThreadPart): Promise<boolean> {
    const { run, message } = found;
    if (!message) throw new Error(`${run.id} has no message to post below`);
    const pausedMs = await pausedMsIn(this.#redis);
    if (pausedMs > 0) {
      await this.#patience.postpone(turn, pausedMs, false);
      return false;
    }
    const root = run.root && (await this.#deps.store.message(run.root));
    let thread = root && root.channel === message.channel ? root : message;
    let plain = false;
    for (;;) {
      try {
        const earlier = found.sending === part.key ? await findPart(this.#deps, turn, thread, part) : null;
        if (!earlier) await turn.sending(part.key);
        const as = earlier ?? (await postPart(this.#deps, turn, thread, part, plain));
        await this.#patience.insist(() => turn.posted(part.key, as));
        return true;
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        const trouble = troubleOf(error);
        this.#deps.onOutcome?.(trouble.kind, 0);
        const context = { run: run.id, part: part.key, channel: thread.channel, slack: slackCode(error), trouble: trouble.kind };
        if (!(trouble.kind === 'again' && trouble.unanswered)) await this.#redis.hdel(runKey(run.id), 'sending');
        if (trouble.kind === 'bad_blocks' && !plain) {
          this.#deps.log.error({ ...context, problems: trouble.problems }, 'Slack refuses the blocks of a message: sent as plain text');
          plain = true;
          continue;
        }
        if (trouble.kind === 'no_thread' && thread !== message) {
          thread = message;
          continue;
        }
        if (await this.#patience.putOff(found, turn, trouble, context)) return false;
        this.#deps.log.error(context, 'a part of a thread cannot be delivered');
        await this.#patience.insist(() => turn.posted(part.key, GIVEN_UP));
        return true;
      }
    }
  }

  /** A view that breaks must not leave the person without an answer. */
  #render(run: Run, where: Where): SlackMessage {
    const say = this.#deps.say(run.channel);
    try {
      return renderRun(run, say, where);
    } catch (error) {
      this.#deps.log.error({ err: error, run: run.id }, 'a view broke: the run is shown without its result');
      return renderRun({ ...run, result: null }, say, where);
    }
  }

  /** Slack shows it, at the version that was looked at. True if there is already more to show. */
  #bind(turn: Turn, found: StoredRun | null, at: At, edited: boolean): Promise<boolean> {
    const version = found?.version ?? 0;
    const wishes = found?.wishes.length ?? 0;
    const more = found !== null && at.ts !== '' && this.#missing({ ...found, message: at }).length > 0;
    return this.#patience.insist(() => turn.shown({ version, ...at, edited, more, wishes }));
  }
}

const NOWHERE: At = { channel: '', ts: '' };
/** Stands where the id of a part would, if Slack had taken it. */
const GIVEN_UP = '-';
