import { describe, expect, test } from 'vitest';
import { renderRun } from '../../blocks/run.ts';
import { renderThread } from '../../blocks/thread.ts';
import { checkMessage } from '../../sandbox/slack/block-check.ts';
import { actionOf } from '../../src/actions/index.ts';
import { RUN_STATES } from '../../src/runs/run.ts';
import { commandNames, picturesOf } from './pictures.ts';
import type { Typed } from './situations.ts';

const READ_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'];
const GUIDED_STATES = ['running', 'succeeded', 'blocked', 'cancelled'];
const expected = (command: string): readonly string[] =>
  ({ read: READ_STATES, guided: GUIDED_STATES, plan: [...RUN_STATES] })[actionOf(command)?.kind ?? 'read'];

/** Each situation has tests of its own: here, a few of each ending. */
const some = (all: readonly Typed[]): readonly Typed[] =>
  all.filter((one) => all.filter(({ ending }) => ending === one.ending).indexOf(one) < 3);

describe.each(commandNames)('the gallery of %s', (command) => {
  test('has every state, and Slack takes all of it', { timeout: 60_000 }, async () => {
    const pictures = await picturesOf(command, some);
    const states = new Set(pictures.map(({ run }) => run.state));
    expect(states, `${command} lacks a scenario (sandbox/scenarios) of some of its ends`).toEqual(new Set(expected(command)));
    for (const { title, run } of pictures) {
      const rendered = renderRun(run);
      const replies = renderThread(run, []).flatMap((part) => (part.kind === 'reply' ? part.message : []));
      for (const message of [rendered, ...replies]) expect(checkMessage(message), title).toEqual([]);
      // A sentence with its outcome, for notifications and screen readers.
      expect(rendered.text, title).toMatch(/^\S.{8,}[.!?…]$/u);
    }
  });
});
