import { describe, expect, test } from 'vitest';
import { evidenceLines } from '../../../blocks/catalogue.ts';
import { en } from '../../../blocks/en/index.ts';
import type { SlackMessage } from '../../../blocks/kit.ts';
import { renderRun } from '../../../blocks/run.ts';
import { renderThread } from '../../../blocks/thread.ts';
import { zh } from '../../../blocks/zh/index.ts';
import { checkMessage } from '../../../sandbox/slack/block-check.ts';
import type { Diagnosis } from '../../../src/core/diagnosis.ts';
import type { Run } from '../../../src/runs/run.ts';
import { commandNames, picturesOf } from '../../gallery/pictures.ts';
import { buttonsOf, read } from '../reading.ts';
import { gluedCode, readIn, strayWords, textsIn, wordsIn } from './stray.ts';

/** A value in code with a word of ours before it: of it the value alone counts. */
const CAPTIONED = /^`(request id|plan) /;

/** Values that a reader takes from a message: in code, as live markup, and what has a digit and the length of an id. */
const valuesOf = (text: string): ReadonlySet<string> =>
  new Set([
    ...(text.match(/`[^`]+`/g) ?? []).filter((value) => !CAPTIONED.test(value)),
    ...(text.match(/<[@#!][^>]+>/g) ?? []),
    ...(text.replaceAll(/<[^>]*>/g, '').match(/[\w./-]*\d[\w./-]*\w/g) ?? []).filter((word) => word.length > 5),
  ]);

type Said = Omit<SlackMessage, 'metadata'>;

/** What a run holds of values: what it is made of itself is never read. */
const given = ({ target, params, result, plan, error, steps, waiting, approvals }: Run): ReadonlySet<string> =>
  wordsIn({ target, params, result, plan, error, steps, waiting, approvals });

function expectChinese(chinese: Said, english: Said, title: string, words: ReadonlySet<string>): void {
  const said = read(chinese);
  expect(checkMessage(chinese), title).toEqual([]);
  expect(said, title).toMatch(/\p{Script=Han}/u);
  expect(said, title).not.toMatch(/undefined|null|NaN|\[object|。。|：。|[，。：]{2}/);
  expect(
    [...valuesOf(`${english.text}\n${read(english)}`)].filter((value) => !said.includes(value)),
    title,
  ).toEqual([]);
  expect(gluedCode(said), title).toEqual([]);
  expect(strayWords(readIn(chinese), words), title).toEqual([]);
}

/** Everything that the findings of a diagnosis were seen by. */
const seenIn = ({ result }: Run): Diagnosis['evidence'] =>
  result && 'findings' in result ? (result.findings as readonly Diagnosis[]).flatMap(({ evidence }) => evidence) : [];

const repliesOf = (run: Run, say: typeof en): readonly Said[] =>
  renderThread(run, [], say).flatMap((part) => (part.kind === 'reply' ? part.message : []));

describe.each(commandNames)('%s in Chinese', (command) => {
  test('says in each state what English says, with every id', { timeout: 60_000 }, async () => {
    for (const { title, run } of await picturesOf(command)) {
      const [chinese, english] = [renderRun(run, zh), renderRun(run, en)];
      const words = given(run);
      expectChinese(chinese, english, title, words);
      expect(chinese.text, title).toMatch(/\p{Script=Han}.*[。…]$/u);
      expect(buttonsOf(chinese).map(({ action_id: id, value }) => [id, value])).toEqual(
        buttonsOf(english).map(({ action_id: id, value }) => [id, value]),
      );
      for (const seen of seenIn(run)) {
        const quoted = textsIn({ ...seen, kind: null, problem: null });
        for (const { source, line } of evidenceLines([seen], zh)) {
          // Whole quotes: a word of one is no excuse for the same word of ours.
          const own = quoted
            .toSorted((a, b) => b.length - a.length)
            .reduce((rest, quote) => rest.replaceAll(quote || '\0', ' '), `${source}\n${line}`);
          expect(strayWords(own), title).toEqual([]);
        }
      }
      const replies = repliesOf(run, en);
      for (const [i, reply] of repliesOf(run, zh).entries()) expectChinese(reply, replies[i] ?? reply, `${title}, in its thread`, words);
    }
  });
});
