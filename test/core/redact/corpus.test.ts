import { describe, expect, test } from 'vitest';
import { redact } from '../../../src/core/redact.ts';
import { corpus, harmless, isIn, randomFrom } from './corpus.ts';

const SEED = 20_261_122;

describe('thousands of texts with secrets', () => {
  const samples = [...corpus(SEED, 4_000)].map((sample) => ({ ...sample, clean: redact(sample.text) }));
  type Cleaned = (typeof samples)[number];
  const those = (are: (sample: Cleaned) => boolean): readonly string[] =>
    samples.filter(are).map(({ what, text, clean }) => `${what}\n${text}\n${clean}`);

  test('hold what the check looks for, so that it can fail', () => {
    expect(those(({ text, secrets }) => !secrets.every((secret) => isIn(secret, text)))).toEqual([]);
  });

  test('none is left', () => {
    expect(those(({ clean, secrets }) => secrets.some((secret) => isIn(secret, clean)))).toEqual([]);
  });

  test('what stands beside them stays readable', () => {
    expect(those(({ clean, keeps }) => keeps.some((word) => !isIn(word, clean)))).toEqual([]);
  });

  test('doing it twice changes nothing more', () => {
    expect(those(({ clean }) => redact(clean) !== clean)).toEqual([]);
  });
});

test('nothing is hidden in thousands of ids and digests', () => {
  const random = randomFrom(SEED);
  const texts = Array.from({ length: 20_000 }, () => harmless(random));
  expect(texts.filter((text) => redact(text) !== text)).toEqual([]);
});
