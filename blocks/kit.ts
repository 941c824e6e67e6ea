import { redact } from '../src/core/redact.ts';

/**
 * What messages are made of. Text from outside reaches Slack through `code`, `sentence`, `preformatted` or `plainText` only, so that
 * nothing in it can ping, link, format or reorder what people read, and no secret in it is shown. `esc` is for our own words.
 */

export interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  /** Slack makes no links of bare names and addresses. */
  readonly verbatim: true;
}
export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: boolean;
}
/** What a person is asked once more before a click counts. */
interface Confirm {
  readonly title: PlainText;
  readonly text: Mrkdwn;
  readonly confirm: PlainText;
  readonly deny: PlainText;
  readonly style?: 'primary' | 'danger';
}
export interface Button {
  readonly type: 'button';
  readonly text: PlainText;
  readonly action_id: string;
  readonly value?: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: Confirm;
}
export type Block =
  | { readonly type: 'section'; readonly text: Mrkdwn; readonly expand?: boolean }
  | { readonly type: 'section'; readonly fields: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] }
  | { readonly type: 'divider' }
  | { readonly type: 'actions'; readonly elements: readonly Button[] }
  | { readonly type: 'rich_text'; readonly elements: readonly RichText[] };
interface RichText {
  readonly type: 'rich_text_section' | 'rich_text_preformatted';
  readonly elements: readonly { readonly type: 'text'; readonly text: string }[];
}

/** One emoji per meaning, the same in every message. Never alone: a word beside it says the same. */
export const SIGNS = {
  queued: '⏳',
  running: '🔄',
  waiting: '✋',
  ok: '✅',
  warning: '⚠️',
  problem: '⛔',
  failed: '❌',
  cancelled: '🚫',
  create: '➕',
  update: '✏️',
  untouched: '▫️',
} as const;
export type Sign = keyof typeof SIGNS;

/** Escapes text from outside for a mrkdwn text object or the top-level `text` (Slack: formatting message text). Ampersand first. */
export const esc = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Cuts by code points, with a visible mark. */
export const clip = (text: string, max: number): string => {
  // No text has more code points than code units.
  if (text.length <= max) return text;
  const points = [...text.slice(0, max * 2 + 2)];
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}…`;
};

/** Control and format characters, those that turn the direction of what follows among them. */
const UNSEEN = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
/** Line breaks, tabs, and the joiners of words and emoji. */
const NEEDED = '\n\t\u200c\u200d';
const seen = (text: string): string => text.replace(UNSEEN, (character) => (NEEDED.includes(character) ? character : ''));

/** One line, without secrets and without what is not seen. Before anything is cut, so that no half of a secret is left. */
const oneLine = (text: string): string => seen(redact(text).replace(/\s+/gu, ' ')).trim();

/** Inline code that cannot be broken out of: backticks cannot be escaped in mrkdwn, so they are replaced. */
export const code = (text: string): string => {
  const shown = esc(oneLine(text).replace(/`/g, 'ˋ'));
  return shown ? `\`${shown}\`` : '`-`';
};

/**
 * A plain sentence, values from outside included, for a mrkdwn text object: escaped, and with look-alikes for the characters that
 * would make it bold, italic, struck or code, because those cannot be escaped.
 */
export const sentence = (text: string, max = 1_000): string =>
  esc(
    clip(oneLine(text), max)
      .replace(/\*/g, '∗')
      .replace(/~/g, '∼')
      .replace(/`/g, 'ˋ')
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ'),
  );

/** A person by user id; what is none stays text. For context blocks: elsewhere, and in `text`, it would ping. */
export const mention = (user: string): string => (/^[UW][A-Z0-9]{2,}$/.test(user) ? `<@${user}>` : code(clip(user, 40)));

/** A channel by id; what is none stays text. */
export const channel = (id: string): string => (/^[CG][A-Z0-9]{2,}$/.test(id) ? `<#${id}>` : code(clip(id, 40)));

/** The reader's own time; UTC where a client cannot. `at`: milliseconds since 1970. */
export const slackDate = (at: number): string => {
  const utc = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(at / 1_000)}^{date_short_pretty} {time}|${utc} UTC>`;
};

const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });

/** Longest text of a section, and of one of its fields (Slack: section block). */
const SECTION = 3_000;
const FIELD = 2_000;

/** Cuts our own markup; never inside an entity or a piece of code. */
const clipMarkup = (text: string, max: number): string => {
  if ([...text].length <= max) return text;
  const cut = clip(text, max - 1).replace(/&[a-z]{0,4}…$/, '…');
  return (cut.match(/`/g) ?? []).length % 2 === 1 ? `${cut}\`` : cut;
};

export const section = (text: string): Block => ({ type: 'section', text: mrkdwn(clipMarkup(text, SECTION)) });

/** Facts in two columns, label above value; Slack takes ten of them in one section. */
export const fields = (facts: readonly { readonly label: string; readonly value: string }[]): readonly Block[] => {
  const all = facts.map(({ label, value }) => mrkdwn(clipMarkup(`*${label}*\n${value}`, FIELD)));
  return Array.from({ length: Math.ceil(all.length / 10) }, (_, i) => ({ type: 'section', fields: all.slice(i * 10, i * 10 + 10) }));
};

export const context = (...texts: readonly string[]): Block => ({
  type: 'context',
  elements: [mrkdwn(clipMarkup(texts.join('  ·  '), SECTION))],
});

export const divider: Block = { type: 'divider' };

/** Our own words, or a name made safe: Slack parses nothing but emoji codes here. */
export const plainText = (text: string, max: number): PlainText => ({
  type: 'plain_text',
  text: clip(seen(redact(text)), max),
  emoji: true,
});

export const button = (label: string, actionId: string, options: Pick<Button, 'value' | 'style' | 'confirm'> = {}): Button => ({
  type: 'button',
  text: plainText(label, 75),
  action_id: actionId,
  ...options,
});

/** The dialog before a click counts (Slack: title 100, text 300, buttons 30). `text` is mrkdwn. */
export const confirmation = (words: { title: string; text: string; confirm: string; deny: string }): Confirm => ({
  title: plainText(words.title, 100),
  text: mrkdwn(clipMarkup(words.text, 300)),
  confirm: plainText(words.confirm, 30),
  deny: plainText(words.deny, 30),
});

export const actions = (...buttons: readonly Button[]): Block => ({ type: 'actions', elements: buttons });

const richText = (type: RichText['type'], text: string): RichText => ({
  type,
  elements: [{ type: 'text', text: clip(seen(redact(text)), SECTION) || ' ' }],
});

/** Logs and names as they are, `title` in a line above them: Slack parses nothing here, so nothing is escaped. */
export const preformatted = (text: string, title = ''): Block => ({
  type: 'rich_text',
  elements: [...(title === '' ? [] : [richText('rich_text_section', title)]), richText('rich_text_preformatted', text)],
});

/** Ids only: every app and member of the workspace can read it. */
export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, string>>;
}

/** What `chat.postMessage` and `chat.update` take. */
export interface SlackMessage {
  /** A full sentence: what notifications and screen readers read. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Metadata;
}

/** Things of which a message shows as many as fit: the rest is counted. */
export interface Listing {
  readonly items: readonly Block[];
  /** Show no more of them, even if they would fit: a phone is small. */
  readonly atMost: number;
  /** The line that stands for `count` items that are not shown, as mrkdwn. */
  readonly more: (count: number) => string;
}
export type Part = Block | Listing;

/** Slack takes 50 blocks, and has been seen to refuse more than about 13,000 bytes of them (slackapi/bolt-js 2509). */
const MESSAGE: Limits = { blocks: 50, bytes: 12_000 };
/** A Home tab takes 100; a view of more than 250 kB is refused. */
export const HOME_LIMITS: Limits = { blocks: 100, bytes: 200_000 };
const TEXT = 200;

const bytes = (block: Block): number => new TextEncoder().encode(JSON.stringify(block)).length + 1;

/** What a surface of Slack takes. */
interface Limits {
  readonly blocks: number;
  readonly bytes: number;
}

/** How much of it is left. */
class Budget {
  #blocks: number;
  #bytes: number;
  constructor({ blocks, bytes }: Limits) {
    this.#blocks = blocks;
    this.#bytes = bytes - 2;
  }
  take(block: Block): boolean {
    const size = bytes(block);
    if (this.#blocks < 1 || this.#bytes < size) return false;
    this.#blocks -= 1;
    this.#bytes -= size;
    return true;
  }
  give(block: Block): void {
    this.#blocks += 1;
    this.#bytes += bytes(block);
  }
}

const isListing = (part: Part): part is Listing => 'items' in part;

/** Whether something of these parts is not among the blocks that were made of them. */
export const leftOut = (parts: readonly Part[], shown: readonly Block[]): boolean =>
  parts.some((part) => (isListing(part) ? part.items : [part]).some((block) => !shown.includes(block)));

/** As many as fit; what the line that counts the rest needs was set aside before. */
const fill = ({ items, atMost, more }: Listing, budget: Budget): readonly Block[] => {
  const reserved = context(more(items.length));
  const shown: Block[] = [];
  for (const [i, item] of items.entries()) {
    if (i >= atMost) break;
    const last = i === items.length - 1;
    if (last) budget.give(reserved);
    if (!budget.take(item)) {
      if (last) budget.take(reserved);
      break;
    }
    shown.push(item);
  }
  return shown.length === items.length ? shown : [...shown, context(more(items.length - shown.length))];
};

/**
 * Blocks within the limits, whatever goes in. Those that stand alone are kept, listings share what room is left in their order, and what
 * does not fit is counted, never dropped in silence.
 */
export function fitted(blocks: readonly Part[], limits: Limits): readonly Block[] {
  const budget = new Budget(limits);
  // Blocks that stand alone have bounded texts, and there are few of them. Should they not fit after all, those in the middle are left
  // out: the verdict is at the top, buttons and the run's id are at the end.
  const [first, ...others] = blocks;
  const byWeight = first ? [first, ...others.reverse()] : [];
  const kept = new Set(byWeight.filter((part) => budget.take(isListing(part) ? context(part.more(part.items.length)) : part)));
  return blocks.filter((part) => kept.has(part)).flatMap((part) => (isListing(part) ? fill(part, budget) : part));
}

/** The one way to make a message, within Slack's limits whatever goes in. `text` is plain: it is escaped here. */
export const message = ({ text, blocks, metadata }: { text: string; blocks: readonly Part[]; metadata: Metadata }): SlackMessage => ({
  text: sentence(text, TEXT),
  blocks: fitted(blocks, MESSAGE),
  metadata,
});
