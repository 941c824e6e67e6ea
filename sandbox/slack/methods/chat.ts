import { LIMITS } from '../block-limits.ts';
import { isObj, lengthOf } from '../block-problem.ts';
import { contentOf, edit, type Inside, say } from '../inside.ts';
import { wire } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { type Args, word } from '../web-arguments.ts';
import { APP } from '../workspace.ts';
import type { Method } from './index.ts';

/** The message whose thread this goes to: a reply's `thread_ts` means its parent. */
function threadOf(inside: Inside, channel: string, args: Args): string | null {
  const ts = word(args.thread_ts);
  if (!ts) return null;
  const parent = inside.messages.find(channel, ts);
  if (!parent) throw new Refusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

const postMessage: Method['run'] = async (args, inside) => {
  const channel = inside.workspace.writable(word(args.channel)).id;
  const message = await say(inside, channel, { ...contentOf(args), threadTs: threadOf(inside, channel, args) });
  return { channel, ts: message.ts, message: wire(message) };
};

/** Only a member of the channel sees it, and nobody can edit it afterwards. */
const postEphemeral: Method['run'] = async (args, inside) => {
  const channel = inside.workspace.writable(word(args.channel));
  const user = word(args.user);
  if (!channel.members.includes(user)) throw new Refusal('user_not_in_channel');
  const threadTs = threadOf(inside, channel.id, args);
  const message = await say(inside, channel.id, { ...contentOf(args), visibleTo: user, threadTs });
  return { message_ts: message.ts };
};

/** Own messages only. With text and without blocks, the blocks are gone; metadata stays unless it is given, and an empty object removes it. */
const update: Method['run'] = async (args, inside) => {
  const channel = inside.workspace.channel(word(args.channel));
  if (channel.is_archived) throw new Refusal('is_archived');
  const ts = word(args.ts);
  const message = inside.messages.find(channel.id, ts);
  if (!message || message.visibleTo) throw new Refusal('message_not_found');
  if (message.user !== APP.botUser) throw new Refusal('cant_update_message');
  if (lengthOf(args.text) > LIMITS.text) throw new Refusal('msg_too_long');
  const removes = isObj(args.metadata) && Object.keys(args.metadata).length === 0;
  const { metadata, ...content } = contentOf(removes ? { ...args, metadata: undefined } : args);
  const edited = await edit(inside, channel.id, ts, { ...content, ...(removes ? { metadata: {} } : metadata ? { metadata } : {}) });
  return { channel: channel.id, ts, text: content.text, ...(edited ? { message: wire(edited) } : {}) };
};

const getPermalink: Method['run'] = async (args, inside) => {
  const channel = inside.workspace.channel(word(args.channel)).id;
  const ts = word(args.message_ts);
  if (!inside.messages.find(channel, ts)) throw new Refusal('message_not_found');
  const shown = await inside.screen?.('chat.getPermalink', { channel, message_ts: ts });
  return {
    channel,
    permalink: shown?.permalink ?? `https://${inside.workspace.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
  };
};

export const CHAT: Readonly<Record<string, Method>> = {
  'chat.postMessage': { token: 'bot', scope: 'chat:write', run: postMessage },
  'chat.postEphemeral': { token: 'bot', scope: 'chat:write', run: postEphemeral },
  'chat.update': { token: 'bot', scope: 'chat:write', run: update },
  'chat.getPermalink': { token: 'bot', run: getPermalink },
};
