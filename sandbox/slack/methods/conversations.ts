import type { Inside } from '../inside.ts';
import { type Message, wire } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { type Args, flag, word } from '../web-arguments.ts';
import { APP, type Channel } from '../workspace.ts';
import type { Method } from './index.ts';

const conversation = (channel: Channel) => ({
  id: channel.id,
  ...(channel.is_im ? { user: channel.members.find((member) => member !== APP.botUser) } : { name: channel.name }),
  is_channel: !channel.is_im,
  is_im: channel.is_im ?? false,
  is_private: channel.is_private ?? false,
  is_archived: channel.is_archived ?? false,
  is_ext_shared: channel.is_ext_shared ?? false,
  is_shared: channel.is_ext_shared ?? false,
  is_member: channel.members.includes(APP.botUser),
  num_members: channel.members.length,
});

const open: Method['run'] = (args, { workspace }) => {
  const users = word(args.users).split(',').filter(Boolean);
  if (users.length !== 1 || !users[0])
    throw new Refusal(users.length === 0 ? 'users_list_not_supplied' : 'method_not_supported_for_channel_type');
  return { channel: { id: workspace.direct(users[0]).id } };
};

/** The channel's messages, if the bot may read it. An ephemeral message is in no history. */
function readable(args: Args, inside: Inside): { channel: string; messages: Message[] } {
  const channel = inside.workspace.channel(word(args.channel));
  if (!channel.members.includes(APP.botUser)) throw new Refusal('not_in_channel');
  return { channel: channel.id, messages: inside.messages.in(channel.id).filter((message) => !message.visibleTo) };
}

/** Metadata is left out unless asked for. */
const shown = (message: Message, args: Args): Record<string, unknown> => {
  const { metadata, ...rest } = wire(message);
  return flag(args.include_all_metadata) && metadata ? { ...rest, metadata } : rest;
};

const within = (args: Args) => (message: Message) =>
  (!args.oldest || Number(message.ts) > Number(args.oldest) || (flag(args.inclusive) && message.ts === args.oldest)) &&
  (!args.latest || Number(message.ts) < Number(args.latest) || (flag(args.inclusive) && message.ts === args.latest));

const history: Method['run'] = (args, inside) => {
  const limit = Number(args.limit ?? 100);
  const messages = readable(args, inside).messages.filter(within(args)).reverse();
  return { messages: messages.slice(0, limit).map((message) => shown(message, args)), has_more: messages.length > limit };
};

const replies: Method['run'] = (args, inside) => {
  const parent = readable(args, inside).messages.find((message) => message.ts === word(args.ts));
  if (!parent) throw new Refusal('thread_not_found');
  return {
    messages: [parent, ...parent.replies.filter((reply) => !reply.visibleTo)].map((message) => shown(message, args)),
    has_more: false,
  };
};

export const CONVERSATIONS: Readonly<Record<string, Method>> = {
  'conversations.open': { token: 'bot', scope: 'im:write', run: open },
  'conversations.info': {
    token: 'bot',
    scope: 'channels:read',
    run: (args, { workspace }) => ({ channel: conversation(workspace.channel(word(args.channel))) }),
  },
  'conversations.history': { token: 'bot', scope: 'channels:history', run: history },
  'conversations.replies': { token: 'bot', scope: 'channels:history', run: replies },
};
