import { Watch } from './watch.ts';
import { APP } from './workspace.ts';

export type Block = Readonly<Record<string, unknown>>;

/** A file that a message shares. */
interface Shared {
  readonly id: string;
  readonly name: string;
}

/** What a message says at one moment. */
export interface Content {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

/** A message as it stands now, with what it was before. */
export interface Message extends Content {
  readonly channel: string;
  readonly ts: string;
  /** Who wrote it. */
  readonly user: string;
  /** The message whose thread it is in. */
  readonly threadTs: string | null;
  /** The one person who sees it (ephemeral), or null for everybody. */
  readonly visibleTo: string | null;
  /** Which door it came through. */
  readonly via: 'api' | 'ack' | 'response_url';
  readonly files: readonly Shared[];
  /** What it said before each edit, oldest first, and when the edit came (ms since 1970). */
  readonly edits: readonly (Content & { readonly until: number })[];
  readonly replies: readonly Message[];
}

interface Stored extends Content {
  channel: string;
  ts: string;
  user: string;
  threadTs: string | null;
  visibleTo: string | null;
  via: Message['via'];
  files: Shared[];
  edits: (Content & { until: number })[];
}

export type Draft = Partial<Content> & Partial<Pick<Message, 'ts' | 'user' | 'threadTs' | 'visibleTo' | 'via' | 'files'>>;

/** Every message of the workspace, and who waits for one. */
export class Messages {
  readonly #stored: Stored[] = [];
  readonly #watch = new Watch();
  readonly #now: () => number;
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Unique per channel, here everywhere; a string with six decimals, as Slack's. */
  nextTs(): string {
    this.#count += 1;
    return `${Math.floor(this.#now() / 1000)}.${String(this.#count).padStart(6, '0')}`;
  }

  add(channel: string, draft: Draft): Message {
    const stored: Stored = {
      channel,
      ts: draft.ts ?? this.nextTs(),
      user: draft.user ?? APP.botUser,
      text: draft.text ?? '',
      blocks: draft.blocks ?? [],
      metadata: draft.metadata ?? null,
      threadTs: draft.threadTs ?? null,
      visibleTo: draft.visibleTo ?? null,
      via: draft.via ?? 'api',
      files: [...(draft.files ?? [])],
      edits: [],
    };
    this.#stored.push(stored);
    this.#watch.changed();
    return this.#shown(stored);
  }

  /** Replaces text and blocks: what the edit leaves out is gone. Metadata stays unless new metadata is given; an empty object removes it. Null: no such message. */
  edit(channel: string, ts: string, content: Partial<Content>): Message | null {
    const stored = this.#stored.find((message) => message.channel === channel && message.ts === ts);
    if (!stored) return null;
    const { text, blocks, metadata } = stored;
    stored.edits.push({ text, blocks, metadata, until: this.#now() });
    const kept = content.metadata ?? metadata;
    const isEmpty = kept !== null && Object.keys(kept).length === 0;
    Object.assign(stored, { text: content.text ?? '', blocks: content.blocks ?? [], metadata: isEmpty ? null : kept });
    this.#watch.changed();
    return this.#shown(stored);
  }

  remove(channel: string, ts: string): void {
    const at = this.#stored.findIndex((message) => message.channel === channel && message.ts === ts);
    if (at >= 0) this.#stored.splice(at, 1);
    this.#watch.changed();
  }

  find(channel: string, ts: string): Message | null {
    const stored = this.#stored.find((message) => message.channel === channel && message.ts === ts);
    return stored ? this.#shown(stored) : null;
  }

  /** What stands in a channel, oldest first; thread replies are inside their messages. */
  in(channel: string): Message[] {
    return this.#stored.filter((message) => message.channel === channel && !message.threadTs).map((message) => this.#shown(message));
  }

  /** Resolves with the first message, now or later, that the predicate accepts; looked at again whenever anything changes. */
  wait(predicate: (message: Message) => boolean, timeoutMs = 10_000): Promise<Message> {
    const look = (): Message | undefined => this.#stored.map((message) => this.#shown(message)).find(predicate);
    return this.#watch.until(look, timeoutMs, () => `no such message (${this.#summary()})`);
  }

  #shown(stored: Stored): Message {
    const replies = this.#stored.filter((message) => message.channel === stored.channel && message.threadTs === stored.ts);
    return structuredClone({ ...stored, replies: replies.map((reply) => this.#shown(reply)) });
  }

  #summary(): string {
    const lines = this.#stored.slice(-5).map((message) => `${message.channel} ${message.text.slice(0, 80)}`);
    return lines.length > 0 ? `the last ones say ${JSON.stringify(lines)}` : 'there is none';
  }
}

/** A message as `conversations.history` and a click's payload show it. Blocks without an id get one, always the same. */
export function wire(message: Message): Record<string, unknown> {
  const written = message.user === APP.botUser ? { bot_id: APP.botId, app_id: APP.id } : {};
  return {
    type: 'message',
    ts: message.ts,
    user: message.user,
    ...written,
    text: message.text,
    ...(message.blocks.length > 0 ? { blocks: message.blocks.map((block, i) => ({ block_id: `b${i}`, ...block })) } : {}),
    ...(message.metadata ? { metadata: message.metadata } : {}),
    ...(message.files.length > 0 ? { files: message.files } : {}),
    ...(message.threadTs || message.replies.length > 0 ? { thread_ts: message.threadTs ?? message.ts } : {}),
    ...(message.replies.length > 0 ? { reply_count: message.replies.length } : {}),
    ...(message.edits.length > 0 ? { edited: { user: message.user, ts: message.ts } } : {}),
  };
}
