import type { Block, PlainText } from './kit.ts';
import { plainText } from './kit.ts';

/** Asks for text, or for a choice. Slack gives it back under `state.values[block_id][action_id]`. */
export interface Input {
  readonly type: 'input';
  readonly block_id: string;
  readonly label: PlainText;
  readonly hint?: PlainText;
  readonly optional?: boolean;
  /** A choice is told at once, too. */
  readonly dispatch_action?: boolean;
  readonly element: TextInput | Select;
}
interface TextInput {
  readonly type: 'plain_text_input';
  readonly action_id: string;
  readonly multiline: boolean;
  readonly min_length?: number;
  readonly max_length: number;
  readonly placeholder?: PlainText;
  readonly initial_value?: string;
  readonly focus_on_load?: boolean;
}
export interface Option {
  readonly text: PlainText;
  readonly value: string;
}
export interface Select {
  readonly type: 'static_select';
  readonly action_id: string;
  readonly options: Option[];
  readonly initial_option?: Option;
  readonly placeholder: PlainText;
}

/** What `views.open` takes. */
export interface Modal {
  readonly type: 'modal';
  readonly title: PlainText;
  readonly close: PlainText;
  readonly submit?: PlainText;
  readonly callback_id?: string;
  readonly private_metadata?: string;
  readonly blocks: (Block | Input)[];
}

/** A window of its own: words for title and buttons have at most 24 characters (Slack: view), blocks are at most 100. */
export const modal = (
  words: { title: string; close: string; submit?: string },
  blocks: readonly (Block | Input)[],
  more: Pick<Modal, 'callback_id' | 'private_metadata'> = {},
): Modal => ({
  type: 'modal',
  title: plainText(words.title, 24),
  close: plainText(words.close, 24),
  ...(words.submit === undefined ? {} : { submit: plainText(words.submit, 24) }),
  ...more,
  blocks: blocks.slice(0, 100),
});

/** Our own mrkdwn as plain text, where Slack parses none: at the field of a form. */
export const unmarked = (mrkdwn: string): string =>
  mrkdwn
    .replace(/<!date\^[^|<>]*\|([^<>]*)>/g, '$1')
    .replace(/<(?:[@#!][^|<>]*|https?:[^|<>]*)\|([^<>]*)>/g, '$1')
    .replace(/<[@#]([A-Z0-9]+)>/g, '$1')
    .replace(/<!subteam\^([A-Z0-9]+)>/g, '$1')
    .replace(/[`*]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
