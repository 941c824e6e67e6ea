import { describe, expect, it } from 'vitest';
import { backoffMs, retryAfterMs, systemPace } from '../../../src/clients/huawei/pace.ts';

describe('waiting before another attempt', () => {
  it.each([
    [2, null, 0, 0],
    [2, null, 1, 500],
    [3, null, 1, 1000],
    [9, null, 1, 4000],
    [2, 2000, 0, 2000],
    [2, 2000, 1, 2500],
  ])('before attempt %i, asked for %s ms, chance %s: %i ms', (next, asked, chance, ms) => {
    expect(backoffMs(next, asked, () => chance)).toBe(ms);
  });

  it.each([
    [null, null],
    ['', null],
    ['0', 0],
    [' 7 ', 7000],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['99999999999', null],
    ['Mon, 23 Nov 2026 10:00:05 GMT', 5000],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
  ])('reads Retry-After: %s', (header, ms) => {
    expect(retryAfterMs(header, Date.UTC(2026, 10, 23, 10))).toBe(ms);
  });

  it("ends with the signal's own reason", async () => {
    const reason = new Error('cancelled by Bob');
    const controller = new AbortController();
    const waiting = systemPace.sleep(60_000, controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });
});
