import { checkMessage, type Problem } from './block-check.ts';
import type { Files } from './files.ts';
import type { Interactions, ResponsePlace } from './interactions.ts';
import type { Block, Content, Draft, Message, Messages } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { Views } from './views.ts';
import { flag, word } from './web-arguments.ts';
import type { Workspace } from './workspace.ts';

/** A second Slack that shows what this one knows: it is told by Web API calls and answers as the Web API does. */
export type Screen = (method: string, args: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;

/** What the methods work on. */
export interface Inside {
  readonly workspace: Workspace;
  readonly messages: Messages;
  readonly interactions: Interactions;
  readonly views: Views;
  readonly files: Files;
  /** Where the Web API listens, without a slash at the end. */
  readonly baseUrl: string;
  readonly screen: Screen | null;
  /** An address for one Socket Mode connection (`apps.connections.open`). */
  newSocketUrl(): string;
}

export const invalidBlocks = (problems: readonly Problem[]): Refusal =>
  new Refusal(problems.every((problem) => problem.at.startsWith('metadata')) ? 'invalid_metadata_schema' : 'invalid_blocks', {
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem.rule} [at ${problem.at}]`) },
  });

/** Text, blocks and metadata of a call, a `response_url` or an acknowledgement. Refuses what Slack refuses, and what the house does. */
export function contentOf(said: Readonly<Record<string, unknown>>): Content {
  const { text, blocks, metadata } = said;
  if (blocks !== undefined && blocks !== null && !Array.isArray(blocks)) throw new Refusal('invalid_blocks_format');
  if (!word(text) && !(Array.isArray(blocks) && blocks.length > 0)) throw new Refusal('no_text');
  const problems = checkMessage({ text, blocks: blocks ?? [], ...(metadata === undefined ? {} : { metadata }) });
  if (problems.length > 0) throw invalidBlocks(problems);
  return {
    text: word(text),
    blocks: (blocks ?? []) as readonly Block[],
    metadata: (metadata ?? null) as Content['metadata'],
  };
}

/** Puts a message into a channel, for everybody or (`visibleTo`) for one person, and on the screen. */
export async function say(inside: Inside, channel: string, draft: Draft): Promise<Message> {
  const { text, blocks, threadTs, visibleTo } = draft;
  const shown = { channel, text, blocks, ...(threadTs ? { thread_ts: threadTs } : {}), ...(visibleTo ? { user: visibleTo } : {}) };
  const answer = await inside.screen?.(visibleTo ? 'chat.postEphemeral' : 'chat.postMessage', shown);
  const ts = word(answer?.ts ?? answer?.message_ts);
  return inside.messages.add(channel, { ...draft, ...(ts ? { ts } : {}) });
}

export async function edit(inside: Inside, channel: string, ts: string, content: Partial<Content>): Promise<Message | null> {
  const edited = inside.messages.edit(channel, ts, content);
  if (edited) await inside.screen?.('chat.update', { channel, ts, text: edited.text, blocks: edited.blocks });
  return edited;
}

/** What an app said through an acknowledgement or a `response_url`: for the one person unless it says `in_channel`. */
export async function respond(
  inside: Inside,
  place: ResponsePlace,
  said: Readonly<Record<string, unknown>>,
  via: 'ack' | 'response_url',
): Promise<void> {
  if (flag(said.delete_original) && place.original) {
    inside.messages.remove(place.channel, place.original);
    await inside.screen?.('chat.delete', { channel: place.channel, ts: place.original });
    return;
  }
  const content = contentOf(said);
  if (flag(said.replace_original) && place.original) {
    await edit(inside, place.channel, place.original, content);
    return;
  }
  const visibleTo = said.response_type === 'in_channel' ? null : place.user;
  const threadTs = word(said.thread_ts) || place.threadTs;
  await say(inside, place.channel, { ...content, via, visibleTo, threadTs });
}
