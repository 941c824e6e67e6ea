import { expect, test } from 'vitest';
import { within } from '../../handlers/within.ts';

const never = new Promise<string>(() => {});

test('what comes in time is the answer, a failure too; else it is the other one', async () => {
  expect(await within(1_000, Promise.resolve('in time'), () => 'late')).toBe('in time');
  await expect(within(1_000, Promise.reject(new Error('no')), () => 'late')).rejects.toThrow('no');
  expect(await within(1, never, () => 'late')).toBe('late');
});
