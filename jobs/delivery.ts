import type { ChatPostMessageArguments, WebClient } from '@slack/web-api';
import type { SlackMessage } from '../blocks/kit.ts';
import type { Run } from '../src/runs/run.ts';
import type { Way } from './slack-errors.ts';
import type { RedisRunStore, StoredRun } from './store.ts';
import type { At, Turn } from './turn.ts';

/** Between Redis's clock and Slack's. */
const CLOCK_SKEW_MS = 60_000;

export interface DeliveryDeps {
  readonly store: Pick<RedisRunStore, 'message'>;
  readonly slack: WebClient;
}

/** A channel between one person and the bot. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

/** Brings one version of a run to Slack, that way; each request is made within the turn. `render` makes it for the channel it goes to. */
export async function deliver(
  deps: DeliveryDeps,
  found: StoredRun,
  turn: Turn,
  way: Way,
  render: (channel: string) => SlackMessage,
): Promise<{ readonly at: At; readonly edited: boolean }> {
  const { run, message } = found;
  if (way.how === 'edit' && message) return { at: await edit(deps, turn, message, render), edited: true };
  const direct = way.how === 'direct' ? await directChannel(deps, turn, run.requestedBy) : null;
  // It is there already, and was asked for in the channel again.
  if (message && message.channel === direct) return { at: await edit(deps, turn, message, render), edited: true };
  const root = run.root && way.how === 'post' ? await deps.store.message(run.root) : null;
  // What is asked for where it belongs does not follow its thread into a direct message.
  const thread = found.repost && root?.channel !== run.channel ? null : root;
  const channel = direct ?? thread?.channel ?? (found.repost ? run.channel : (message?.channel ?? run.channel));
  // An earlier post was never answered: it may be there. Without the history scope this finds nothing, and the run is posted again.
  const earlier = found.posting ? await findPosted(deps, turn, run, channel, thread) : null;
  if (earlier) return { at: await edit(deps, turn, earlier, render), edited: true };
  return { at: await post(deps, turn, channel, render(channel), thread?.ts), edited: false };
}

/** A reply is in no history: it is looked for in its thread. */
async function findPosted({ slack }: DeliveryDeps, turn: Turn, run: Run, channel: string, thread: At | null): Promise<At | null> {
  await turn.holdForRequest();
  const since = { channel, oldest: String((run.createdAt - CLOCK_SKEW_MS) / 1_000), limit: 100, include_all_metadata: true };
  const looking = thread ? slack.conversations.replies({ ...since, ts: thread.ts }) : slack.conversations.history(since);
  const answer = await looking.catch(() => null);
  const mine = answer?.messages?.find((message) => {
    const payload = message.metadata?.event_payload as { run_id?: unknown } | undefined;
    return message.bot_id !== undefined && payload?.run_id === run.id;
  });
  return mine?.ts ? { channel, ts: mine.ts } : null;
}

/** To the requester, when the channel is closed to the bot. */
async function directChannel({ slack }: DeliveryDeps, turn: Turn, user: string): Promise<string> {
  await turn.holdForRequest();
  const opened = await slack.conversations.open({ users: user });
  return opened.channel?.id ?? user;
}

async function post({ slack }: DeliveryDeps, turn: Turn, channel: string, rendered: SlackMessage, thread?: string): Promise<At> {
  await turn.holdForPost();
  const inThread = thread ? { thread_ts: thread } : {};
  const args = { channel, ...rendered, ...inThread, unfurl_links: false, unfurl_media: false } as ChatPostMessageArguments;
  const answer: { readonly channel?: unknown; readonly ts?: unknown } = await slack.chat.postMessage(args);
  const at = { channel: String(answer.channel ?? channel), ts: String(answer.ts) };
  // A message that is bound to no place would be edited there for ever: it counts as not answered, and is looked for.
  if (!/^[CDG][A-Z0-9]+$/.test(at.channel) || !/^\d+\.\d+$/.test(at.ts)) throw new Error('chat.postMessage names no message');
  return at;
}

async function edit({ slack }: DeliveryDeps, turn: Turn, at: At, render: (channel: string) => SlackMessage): Promise<At> {
  await turn.holdForRequest();
  await slack.chat.update({ ...at, ...render(at.channel) });
  return at;
}
