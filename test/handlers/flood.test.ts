import { expect, test } from 'vitest';
import { FloodGuard } from '../../handlers/flood.ts';

test('lets as many through in a minute as it says, and names the seconds until the next', () => {
  const guard = new FloodGuard(2);
  expect([guard.admit('U1', 0), guard.admit('U1', 10_000), guard.admit('U1', 20_000)]).toEqual([0, 0, 40]);
  expect(guard.admit('U1', 59_999)).toBe(1);
  expect(guard.admit('U1', 60_000)).toBe(0);
  expect(guard.admit('U1', 60_000)).toBe(10);
});

test('what was refused does not count, so that trying on does not prolong the wait', () => {
  const guard = new FloodGuard(1);
  expect(guard.admit('U1', 0)).toBe(0);
  for (let at = 1_000; at < 60_000; at += 1_000) expect(guard.admit('U1', at)).toBe(60 - at / 1_000);
  expect(guard.admit('U1', 60_000)).toBe(0);
});

test('one person does not use up what another may', () => {
  const guard = new FloodGuard(1);
  expect([guard.admit('U1', 0), guard.admit('U2', 0), guard.admit('U1', 0)]).toEqual([0, 0, 60]);
});

test('people who are quiet again are forgotten, those who are not are not', () => {
  const guard = new FloodGuard(1);
  guard.admit('U-busy', 30_000);
  for (let i = 0; i < 10_001; i++) guard.admit(`U${i}`, 0);
  guard.admit('U-last', 60_000);
  expect(guard.admit('U-busy', 61_000)).toBe(29);
  expect(guard.admit('U1', 61_000)).toBe(0);
});
