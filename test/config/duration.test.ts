import { expect, test } from 'vitest';
import { parseDuration } from '../../src/config/duration.ts';

test.each<[string, number | null]>([
  ['0s', 0],
  ['45s', 45_000],
  ['15m', 900_000],
  ['1h', 3_600_000],
  ['30d', 2_592_000_000],
  ['999999d', 999_999 * 86_400_000],
  ['1000000d', null],
  ['', null],
  ['30', null],
  ['m', null],
  ['-5m', null],
  ['1.5h', null],
  ['1h30m', null],
  ['5 m', null],
  [' 5m', null],
  ['5m\n', null],
  ['5M', null],
  ['٥m', null],
  ['5ms', null],
])('a duration %j is %j ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});
