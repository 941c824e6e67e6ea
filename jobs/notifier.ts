import { randomUUID } from 'node:crypto';
import { WebAPIHTTPError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Catalogue } from '../blocks/catalogue.ts';
import { noticeText, type People } from '../blocks/notices.ts';
import { clusterWithId, type Rules } from '../src/config/config.ts';
import { type Audience, type Notice, noticeFor } from '../src/runs/notices.ts';
import type { Run } from '../src/runs/run.ts';
import { CONFIGURED } from '../src/runs/watch.ts';
import { key, type RedisClient } from './redis.ts';
import { slackCode, troubleOf } from './slack-errors.ts';
import { type Speak, sayIn } from './speak.ts';
import type { RedisRunStore, StoredRun } from './store.ts';

const EVERY_MS = 500;
/** How soon a notice comes back that was not told: a process that died. */
const AGAIN_MS = 15_000;
/** Around a request to Slack, which may take 10 s. */
const LEASE_MS = 15_000;
const BATCH = 20;
/** How soon the run's message is looked for again. */
const MESSAGE_RETRY_MS = 500;
const RETRY_MS = 5_000;
const HOLD_MS = 60_000;
/** What is remembered of an attempt. */
const KEPT_MS = 86_400_000;
const NOTICES = key('notices');

export interface NotifierDeps {
  readonly redis: RedisClient;
  readonly store: RedisRunStore;
  readonly rules: Rules;
  readonly speak: Speak;
  /** Rejects 429 at once, does not retry, times out after 10 s. */
  readonly slack: WebClient;
  readonly log: Logger;
}

/** Gives a lease back if it is still one's own, and the notice for later (score) or for good. KEYS lease, notices, notice. ARGV token, member, delayMs (-1: told). */
const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[3] == '-1' then
  redis.call('ZREM', KEYS[2], ARGV[2])
  redis.call('DEL', KEYS[3])
else
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZADD', KEYS[2], 'XX', string.format('%.0f', now + tonumber(ARGV[3])), ARGV[2])
end
return redis.call('DEL', KEYS[1])
`;

interface Scripts {
  burstingNoticeRelease(lease: string, notices: string, notice: string, ...args: (string | number)[]): Promise<number>;
}

interface Place {
  readonly channel: string;
  readonly thread: string | null;
}

/**
 * Tells people what moves made for them to hear (`src/runs/notices.ts`), each thing once: in the thread of the run's message, and where
 * there is none, to the requester directly. A mention rings once: if Slack's answer to a post was lost and it cannot be looked for, the
 * words are posted again with names that do not ring.
 */
export function startNotifier(deps: NotifierDeps): { stop(): void } {
  deps.redis.defineCommand('burstingNoticeRelease', { numberOfKeys: 3, lua: RELEASE });
  const redis = deps.redis as RedisClient & Scripts;
  let busy = false;
  const pass = async (): Promise<void> => {
    if (busy || redis.status !== 'ready') return;
    busy = true;
    try {
      if ((await redis.pttl(key('slack-paused'))) > 0) return;
      for (const member of await deps.store.take('notices', AGAIN_MS, BATCH)) await tell(deps, redis, member);
    } catch (error) {
      deps.log.warn({ detail: error instanceof Error ? error.message.slice(0, 200) : '' }, 'notices not told yet');
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void pass(), EVERY_MS);
  return { stop: () => clearInterval(timer) };
}

async function tell(deps: NotifierDeps, redis: RedisClient & Scripts, member: string): Promise<void> {
  const [id = '', what = ''] = member.split('/');
  const lease = key('notice', member, 'lease');
  const kept = key('notice', member);
  const token = randomUUID();
  if ((await redis.set(lease, token, 'PX', LEASE_MS, 'NX')) !== 'OK') return;
  const release = async (delayMs: number): Promise<void> => {
    await redis.burstingNoticeRelease(lease, NOTICES, kept, token, member, Math.ceil(delayMs));
  };
  const found = await deps.store.get(id);
  const notice = found && noticeFor(found.run, what);
  if (!found || !notice) return release(-1);
  const tried = await redis.hgetall(kept);
  const place = await placeOf(deps, found, tried);
  if (place === 'not yet') return release(MESSAGE_RETRY_MS);
  // A plan is never approved in a direct message: nobody else would see it.
  if (notice.to.includes('approvers') && (place.thread === null || place.channel.startsWith('D'))) return release(-1);
  const ping = tried.posting !== '1';
  const say = place.thread === null ? await deps.speak(found.run.requestedBy) : sayIn(deps.rules, place.channel);
  const text = noticeText(found.run, notice, peopleOf(deps.rules, found.run, notice.to), { ping, say });
  if (text === null) return release(-1);
  if (!ping && (await isThere(deps, place, found.run, notice, say))) return release(-1);

  await redis.multi().hset(kept, 'posting', '1').pexpire(kept, KEPT_MS).exec();
  try {
    const thread = place.thread ? { thread_ts: place.thread } : {};
    await deps.slack.chat.postMessage({ channel: place.channel, text, ...thread, unfurl_links: false, unfurl_media: false });
    await release(-1);
  } catch (error) {
    if (!mayHaveHappened(error)) await redis.hdel(kept, 'posting');
    await release(await delayAfter(deps, redis, error, { member, kept, direct: place.thread === null, alone: tried.alone === '1' }));
  }
}

/** How long to wait after a failure; -1: Slack says that it never will. */
async function delayAfter(
  { log }: NotifierDeps,
  redis: RedisClient,
  error: unknown,
  { member, kept, direct, alone }: { member: string; kept: string; direct: boolean; alone: boolean },
): Promise<number> {
  const trouble = troubleOf(error);
  const code = slackCode(error);
  log.warn({ notice: member, slack: code, trouble: trouble.kind }, 'notice not told yet');
  switch (trouble.kind) {
    case 'limited':
      await redis.set(key('slack-paused'), '1', 'PX', trouble.retryAfterMs);
      return trouble.retryAfterMs;
    case 'again':
      return RETRY_MS;
    case 'no_thread':
      // The message of the thread is gone: below the run's own, which may be another, and where that is gone, too, directly.
      await redis.hset(kept, alone ? 'direct' : 'alone', '1');
      return 0;
    case 'not_authorised':
      return HOLD_MS;
    case 'message_gone':
    case 'no_channel':
      if (direct) return -1;
      break;
    default:
      return -1;
  }
  await redis.hset(kept, 'direct', '1');
  return 0;
}

/** The thread of the run's message, or of the message whose thread that is in; to the requester where there is none and will be none. */
async function placeOf(
  { store }: NotifierDeps,
  { run, message, version, shown }: StoredRun,
  tried: Readonly<Record<string, string>>,
): Promise<Place | 'not yet'> {
  const direct = tried.direct === '1';
  if (!direct && message) {
    const root = run.root && tried.alone !== '1' ? await store.message(run.root) : null;
    return { channel: message.channel, thread: root?.channel === message.channel ? root.ts : message.ts };
  }
  if (!direct && version !== shown) return 'not yet';
  return { channel: run.requestedBy, thread: null };
}

/** Nobody is asked to approve what they asked for themselves, unless that is allowed. A watch of the file is nobody in person. */
function peopleOf(rules: Rules, { target, requestedBy }: Run, to: readonly Audience[]): People {
  const { approvers, selfApproval } = clusterWithId(rules, target.clusterId)?.approvals ?? rules.approvals;
  const asked = to.includes('approvers') ? approvers : { users: [], groups: [] };
  return {
    users: [
      ...(to.includes('requester') && requestedBy !== CONFIGURED ? [requestedBy] : []),
      ...asked.users.filter((user) => selfApproval || user !== requestedBy),
    ],
    groups: [...asked.groups, ...(to.includes('on_call') && rules.onCallGroup ? [rules.onCallGroup] : [])],
  };
}

/** Whether the post that was never answered is in the thread after all. Where that cannot be seen, it is not known to be. */
async function isThere(deps: NotifierDeps, { channel, thread }: Place, run: Run, notice: Notice, say: Catalogue): Promise<boolean> {
  if (thread === null) return false;
  const text = noticeText(run, notice, peopleOf(deps.rules, run, notice.to), { ping: true, say });
  const answer = await deps.slack.conversations.replies({ channel, ts: thread, limit: 200 }).catch(() => null);
  return answer?.messages?.some((message) => message.bot_id !== undefined && message.text === text) ?? false;
}

const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
const NOT_TAKEN: ReadonlySet<number> = new Set([502, 503]);

/** Whether Slack may have done what it did not answer. A refusal, a connection that was never made and a server that is down did nothing. */
function mayHaveHappened(error: unknown): boolean {
  if (error instanceof WebAPIHTTPError) return !NOT_TAKEN.has(error.statusCode);
  if (error instanceof WebAPIRequestError) return !NEVER_SENT.has(causeOf(error.original));
  const trouble = troubleOf(error);
  return trouble.kind === 'again' && trouble.unanswered;
}

const causeOf = (error: Error): string => {
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
};
