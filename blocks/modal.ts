import type { Block, PlainText } from './kit.ts';
import { plainText } from './kit.ts';

/** Asks for text. Slack gives it back under `state.values[block_id][action_id].value`. */
export interface Input {
  readonly type: 'input';
  readonly block_id: string;
  readonly label: PlainText;
  readonly hint?: PlainText;
  readonly element: {
    readonly type: 'plain_text_input';
    readonly action_id: string;
    readonly multiline: boolean;
    readonly min_length: number;
    readonly max_length: number;
    readonly placeholder?: PlainText;
    readonly focus_on_load?: boolean;
  };
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
