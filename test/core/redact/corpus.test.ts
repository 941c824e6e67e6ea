import { describe, expect, test } from 'vitest';
import { redact } from '../../../src/core/redact.ts';
import { corpus, harmless, isIn, randomFrom } from './corpus.ts';

const SEED = 20_261_122;

describe('thousands of texts with secrets', () => {
  const samples = [...corpus(SEED, 8_000)];

  test('the check sees every secret before, so that it can fail', () => {
    const unseen = samples.filter(({ text, secrets }) => !secrets.every((secret) => isIn(secret, text)));
    expect(unseen.map(({ what }) => what)).toEqual([]);
  });

  test('none is left', () => {
    const left = samples.flatMap(({ text, secrets, what }) => {
      const clean = redact(text);
      return secrets.some((secret) => isIn(secret, clean)) ? [`${what}\n${text}\n${clean}`] : [];
    });
    expect(left).toEqual([]);
  });

  test('what stands beside them stays readable', () => {
    const torn = samples.flatMap(({ text, keeps, what }) => {
      const clean = redact(text);
      return keeps.some((word) => !isIn(word, clean)) ? [`${what}\n${text}\n${clean}`] : [];
    });
    expect(torn).toEqual([]);
  });

  test('doing it twice changes nothing more', () => {
    const changed = samples.flatMap(({ text, what }) => {
      const clean = redact(text);
      return redact(clean) === clean ? [] : [`${what}\n${clean}\n${redact(clean)}`];
    });
    expect(changed).toEqual([]);
  });
});

test('nothing is hidden in thousands of ids and digests', () => {
  const random = randomFrom(SEED);
  const texts = Array.from({ length: 20_000 }, () => harmless(random));
  expect(texts.filter((text) => redact(text) !== text)).toEqual([]);
});
