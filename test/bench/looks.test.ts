import { expect, test } from 'vitest';
import { kept } from '../../bench/looks.ts';

const EVERY = 1_000;

test.each([
  ['each time once', { due: 5_000, created: [5_010, 6_020, 7_000] }, { looks: 3, twice: 0, leftOut: 0, lateMs: [10, 20, 0] }],
  ['two for one time', { due: 5_000, created: [5_010, 5_990, 6_020, 7_000] }, { looks: 4, twice: 1, leftOut: 0, lateMs: [10, 20, 0] }],
  [
    'one before the first time',
    { due: 5_000, created: [4_900, 5_010, 6_020, 7_000] },
    { looks: 4, twice: 1, leftOut: 0, lateMs: [10, 20, 0] },
  ],
  ['one time without', { due: 5_000, created: [5_010, 7_000] }, { looks: 2, twice: 0, leftOut: 1, lateMs: [10, 0] }],
  [
    'a late one is not the next one twice',
    { due: 5_000, created: [5_999, 6_000, 7_001] },
    { looks: 3, twice: 0, leftOut: 0, lateMs: [999, 0, 1] },
  ],
  ['overdue at the beginning', { due: 4_400, created: [4_600, 5_430, 6_400] }, { looks: 3, twice: 0, leftOut: 1, lateMs: [100, 30, 0] }],
  ['not due yet', { due: 7_600, created: [] }, { looks: 0, twice: 0, leftOut: 0, lateMs: [] }],
  ['what came before or after is not asked', { due: 5_000, created: [3_000, 3_001, 5_010, 6_000, 7_000, 7_501] }, { looks: 3, leftOut: 0 }],
])('looks of a watch are told apart: %s', (_, watch, expected) => {
  expect(kept([watch], EVERY, 4_500, 7_500)).toMatchObject(expected);
});

test('watches are counted together', () => {
  const watches = [
    { due: 5_000, created: [5_000, 5_001] },
    { due: 5_200, created: [] },
  ];
  expect(kept(watches, EVERY, 5_000, 5_500)).toEqual({ looks: 2, twice: 1, leftOut: 1, lateMs: [0] });
});
