import { expect } from 'vitest';
import type { Block, SlackMessage } from '../../blocks/kit.ts';
import type { Input, Modal } from '../../blocks/modal.ts';
import { checkMessage, checkView } from '../../sandbox/slack/block-check.ts';

const textOf = (blocks: readonly (Block | Input)[]): string =>
  blocks
    .flatMap((block) => [
      ...('text' in block ? [block.text.text] : []),
      ...('fields' in block ? block.fields.map(({ text }) => text) : []),
      ...(block.type === 'context' ? block.elements.map(({ text }) => text) : []),
    ])
    .join('\n');

/** All that people read of a message or a window, in order; not its buttons. */
export const read = ({ blocks }: { readonly blocks: readonly (Block | Input)[] }): string => textOf(blocks);

/** The buttons of a message. */
export const buttonsOf = ({ blocks }: SlackMessage) => blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));

/** Markup that only we may write: dates, and people. */
const OURS = /<!date\^\d+\^\{date_short_pretty\} \{time\}\|[^|<>]*>|<@[UW][A-Z0-9]+>/g;
const expectNoMarkup = (blocks: readonly (Block | Input)[]): void => expect(textOf(blocks).replace(OURS, '')).not.toMatch(/[<>]/);

/** It can be sent, pings nobody, and nothing from outside became markup. */
export const expectSafe = (message: SlackMessage): void => {
  expect(checkMessage(message)).toEqual([]);
  expect(message.text).not.toMatch(/[<>]/);
  expect([...message.text].length).toBeLessThan(1_000);
  expectNoMarkup(message.blocks);
};

export const expectSafeView = (view: Modal): void => {
  expect(checkView(view)).toEqual([]);
  expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
  expectNoMarkup(view.blocks);
};
