import { Refusal } from './refusal.ts';

/** A member, or a stranger from a shared channel. Fields are named as in `users.info`; what is left out is false, or ours. */
export interface Person {
  id: string;
  name: string;
  real_name?: string;
  locale?: string;
  /** Another workspace's id: somebody from a shared channel, or of another workspace of the organisation. */
  team_id?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
}

/** A user group (`usergroups.list`). Disabled while `date_delete` is not 0. */
export interface Group {
  id: string;
  handle: string;
  users: string[];
  date_delete?: number;
}

/** A channel or a direct message. The bot can post where its user id is a member. */
export interface Channel {
  id: string;
  name: string;
  members: string[];
  is_private?: boolean;
  is_archived?: boolean;
  is_ext_shared?: boolean;
  is_im?: boolean;
}

export interface WorkspaceOptions {
  readonly teamId?: string;
  readonly domain?: string;
  readonly people?: readonly Person[];
  readonly groups?: readonly Group[];
  readonly channels?: readonly Channel[];
}

/** The app as Slack knows it. */
export const APP = { id: 'A01BURST', name: 'bursting', botUser: 'U0BOT', botId: 'B0BOT' } as const;

/** Who and what there is. The maps may be changed at any time: somebody leaves the group, the bot is thrown out of a channel. */
export class Workspace {
  readonly teamId: string;
  readonly domain: string;
  readonly people: Map<string, Person>;
  readonly groups: Map<string, Group>;
  readonly channels: Map<string, Channel>;

  constructor(options: WorkspaceOptions = {}) {
    this.teamId = options.teamId ?? 'T01LAB';
    this.domain = options.domain ?? 'lab';
    const bot: Person = { id: APP.botUser, name: APP.name, is_bot: true };
    this.people = new Map([bot, ...(options.people ?? [])].map((person) => [person.id, { ...person }]));
    this.groups = new Map((options.groups ?? []).map((group) => [group.id, { ...group, users: [...group.users] }]));
    this.channels = new Map((options.channels ?? []).map((channel) => [channel.id, { ...channel, members: [...channel.members] }]));
  }

  person(id: string): Person {
    const person = this.people.get(id);
    if (!person) throw new Refusal('user_not_found');
    return person;
  }

  /** Throws `channel_not_found` for what the bot cannot even see: unknown, or private and not a member. */
  channel(id: string): Channel {
    const channel = this.channels.get(id);
    const hidden = channel && (channel.is_private || channel.is_im) && !channel.members.includes(APP.botUser);
    if (!channel || hidden) throw new Refusal('channel_not_found');
    return channel;
  }

  /** The channel a message may go to; a user id means the direct message with that person. */
  writable(id: string): Channel {
    const channel = this.people.has(id) && id !== APP.botUser ? this.direct(id) : this.channel(id);
    if (channel.is_archived) throw new Refusal('is_archived');
    if (!channel.members.includes(APP.botUser)) throw new Refusal('not_in_channel');
    return channel;
  }

  /** The direct message between the bot and a person; opened when it is not there yet. */
  direct(user: string): Channel {
    this.person(user);
    const id = `D${user.slice(1)}`;
    const channel = this.channels.get(id) ?? { id, name: 'directmessage', members: [user, APP.botUser], is_im: true };
    this.channels.set(id, channel);
    return channel;
  }
}
