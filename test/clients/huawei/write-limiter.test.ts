import { beforeEach, describe, expect, it } from 'vitest';
import { WriteLimiter, writeLimiterFor } from '../../../src/clients/huawei/write-limiter.ts';
import { impatient, never } from './signed-server.ts';

/** Longer than any pause. */
const PATIENCE = 1_000_000;
let clock = 0;
const pace = impatient({
  now: () => clock,
  sleep: async (ms, signal) => {
    signal.throwIfAborted();
    clock += ms;
  },
});
let limiter: WriteLimiter;
const write = async (times: number): Promise<number> => {
  for (let i = 0; i < times; i += 1) if (!(await limiter.enter(PATIENCE, never()))) throw new Error('refused');
  return clock;
};

beforeEach(() => {
  clock = 0;
  limiter = new WriteLimiter(pace);
});

describe('writes of one user', () => {
  it('go out at once, ten of them', async () => {
    expect(await write(10)).toBe(0);
  });

  it('are never more than ten in any minute', async () => {
    const sent: number[] = [];
    for (let i = 0; i < 45; i += 1) {
      sent.push(await write(1));
      clock += (i * 7_919) % 5_000;
    }
    for (const [i, at] of sent.entries()) expect(sent.slice(i).filter((other) => other < at + 60_000).length).toBeLessThanOrEqual(10);
  });

  it('wait for the oldest of the ten, not for all of them', async () => {
    await write(1);
    clock = 40_000;
    await write(9);
    expect(await write(1)).toBe(61_000);
    expect(await write(8)).toBe(101_000);
  });

  it.each([
    ['without a Retry-After', null, 67_500],
    ['with a short one', 5_000, 67_500],
    ['with a longer one', 90_000, 97_500],
    ['with one that is no honest pause', 86_400_000, 607_500],
  ])('pause for a minute and some jitter after a 429 %s', async (_, retryAfterMs, expected) => {
    await write(1);
    limiter.pause(retryAfterMs);
    expect(await write(1)).toBe(expected);
  });

  it('keep the longer one of two pauses', async () => {
    limiter.pause(90_000);
    limiter.pause(null);
    expect(await write(1)).toBe(97_500);
  });

  it('are refused at once, and not counted, where the wait is longer than anybody would wait', async () => {
    await write(10);
    clock = 60_000;
    expect(await limiter.enter(999, never())).toBe(false);
    expect(clock).toBe(60_000);
    expect(await limiter.enter(1_000, never())).toBe(true);
    limiter.pause(null);
    expect(await limiter.enter(67_499, never())).toBe(false);
    expect(await limiter.enter(67_500, never())).toBe(true);
  });

  it('are refused when a pause begins while they wait', async () => {
    const waiting: WriteLimiter = new WriteLimiter({
      ...pace,
      sleep: async (ms) => {
        clock += ms;
        if (clock < 70_000) waiting.pause(null);
      },
    });
    waiting.pause(null);
    expect(await waiting.enter(70_000, never())).toBe(false);
  });

  it("stop waiting with the signal's reason, and nobody loses a place by it", async () => {
    await write(9);
    const reason = new Error('cancelled by Bob');
    await expect(limiter.enter(PATIENCE, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(await write(1)).toBe(0);
    const controller = new AbortController();
    const asleep = new WriteLimiter({
      ...pace,
      sleep: async (_ms, signal) => {
        controller.abort(reason);
        signal.throwIfAborted();
      },
    });
    asleep.pause(null);
    await expect(asleep.enter(PATIENCE, controller.signal)).rejects.toBe(reason);
  });

  it('are counted together for one key', () => {
    expect(writeLimiterFor('a cn-north-4', pace)).toBe(writeLimiterFor('a cn-north-4', pace));
    expect(writeLimiterFor('a cn-north-4', pace)).not.toBe(writeLimiterFor('a cn-east-3', pace));
  });
});
