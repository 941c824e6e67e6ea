import { beforeEach, describe, expect, it } from 'vitest';
import { Limiter, limiterFor, type Place } from '../../../src/clients/huawei/limiter.ts';
import { impatient, never } from './signed-server.ts';

const PATIENCE = 8_000;
let clock = 0;
const pace = impatient({
  now: () => clock,
  sleep: async (ms) => {
    clock += ms;
  },
});
let limiter: Limiter;

/** Enters until nobody more gets in. */
async function fill(): Promise<Place[]> {
  const places: Place[] = [];
  for (;;) {
    const controller = new AbortController();
    const entered = limiter.enter(PATIENCE, controller.signal);
    const place = await Promise.race([entered, new Promise<null>((resolve) => setImmediate(resolve, null))]);
    if (place === null) {
      controller.abort();
      await entered.catch(() => {});
      return places;
    }
    places.push(place);
  }
}
const leaveAll = (places: Place[], verdict: 'served' | 'throttled' | 'failed' = 'failed'): void => {
  for (const place of places) place.leave(verdict);
};

beforeEach(() => {
  clock = 0;
  limiter = new Limiter(pace);
});

describe('calls to one service', () => {
  it('are bounded, and go on in the order they came', async () => {
    const places = await fill();
    expect(places.length).toBe(14);
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (number) => {
      const place = await limiter.enter(PATIENCE, never());
      order.push(number);
      place?.leave('served');
    });
    leaveAll(places);
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
  });

  it('are halved by a 429, once for all that were under way with it, down to one', async () => {
    for (const expected of [7, 3, 1, 1]) {
      leaveAll(await fill(), 'throttled');
      const places = await fill();
      expect(places.length).toBe(expected);
      leaveAll(places);
    }
  });

  it('recover with every answer, up to where they began', async () => {
    leaveAll(await fill(), 'throttled');
    for (let round = 0; round < 30; round += 1) leaveAll(await fill(), 'served');
    const places = await fill();
    expect(places.length).toBe(14);
  });

  it('start only after the pause that the service asked for', async () => {
    const place = await limiter.enter(PATIENCE, never());
    place?.leave('throttled', 3_000);
    const later = await limiter.enter(PATIENCE, never());
    expect(clock).toBe(3_000);
    expect(later?.pausedMs).toBe(3_000);
  });

  it('are refused where the pause is longer than anybody would wait, and a pause never lasts longer than a minute', async () => {
    (await limiter.enter(PATIENCE, never()))?.leave('throttled', 86_400_000);
    expect(await limiter.enter(PATIENCE, never())).toBeNull();
    clock += 60_000;
    expect(await limiter.enter(PATIENCE, never())).not.toBeNull();
    expect((await fill()).length).toBe(6);
  });

  it("leave the queue with the signal's reason, and nobody loses a place by it", async () => {
    const places = await fill();
    const controller = new AbortController();
    const waiting = limiter.enter(PATIENCE, controller.signal);
    controller.abort(new Error('shutdown'));
    await expect(waiting).rejects.toThrow('shutdown');
    await expect(limiter.enter(PATIENCE, controller.signal)).rejects.toThrow('shutdown');
    leaveAll(places);
    expect((await fill()).length).toBe(14);
  });

  it('give their place back when the signal aborts during a pause', async () => {
    const reason = new Error('shutdown');
    const asleep = new Limiter({ ...pace, sleep: () => Promise.reject(reason) });
    (await asleep.enter(PATIENCE, never()))?.leave('failed', 1_000);
    for (let i = 0; i < 30; i += 1) await expect(asleep.enter(PATIENCE, never())).rejects.toBe(reason);
  });

  it('are counted together for one key', () => {
    expect(limiterFor('a CCE cn-north-4', pace)).toBe(limiterFor('a CCE cn-north-4', pace));
    expect(limiterFor('a CCE cn-north-4', pace)).not.toBe(limiterFor('b CCE cn-north-4', pace));
  });
});
