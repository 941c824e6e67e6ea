import { describe, expect, type TestContext, test } from 'vitest';
import { Homes } from '../../jobs/homes.ts';
import { key } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import { startRedis } from '../setup/redis.ts';
import { connected, create, NO_HINTS, rulesOf } from './workbench.ts';

const [BOB, CAROL] = ['U02BOB', 'U03CAROL'] as const;
const AGAIN_MS = 2_000;

async function open({ onTestFinished }: TestContext) {
  const server = await startRedis();
  const redis = await connected(server.url);
  const store = new RedisRunStore({ redis, retention: rulesOf().retention, hints: NO_HINTS, sign: () => '' });
  const hinted: string[] = [];
  const homes = new Homes(redis, (user) => void hinted.push(user));
  onTestFinished(async () => {
    redis.disconnect();
    await server.stop();
  });
  const turnOf = async (user: string) => {
    const turn = await homes.turn(user);
    if (!turn) throw new Error(`somebody else has the turn of ${user}`);
    return turn;
  };
  const published = async (user: string, print = 'print', view = `V-${user}`): Promise<void> => (await turnOf(user)).shown(print, view);
  /** As if so long had passed since the Home was published. */
  const passed = async (user: string): Promise<void> => {
    await redis.hset(key('home', user), 'at', 1);
    if (await redis.zscore(key('home', 'dirty'), user)) await redis.zadd(key('home', 'dirty'), 1, user);
  };
  return { redis, store, homes, hinted, turnOf, published, passed };
}

describe.concurrent('Homes', () => {
  test('one that is opened is published at once, and not again before something is new', async (context) => {
    const { homes, hinted, turnOf } = await open(context);
    await homes.opened(BOB);
    expect(hinted).toEqual([BOB]);
    expect(await homes.take(AGAIN_MS, 10)).toEqual([BOB]);
    expect(await homes.take(AGAIN_MS, 10)).toEqual([]);
    expect(await turnOf(BOB)).toMatchObject({ asked: true, waitMs: 0, print: '' });
    expect(await homes.turn(BOB)).toBeNull();
  });

  test('whoever dies with the turn is replaced, and what it had in mind is published', async (context) => {
    const { redis, homes, published } = await open(context);
    await homes.opened(BOB);
    await homes.turn(BOB);
    await homes.take(AGAIN_MS, 10);
    await redis.del(key('home', BOB, 'publisher'));
    await redis.zadd(key('home', 'dirty'), 1, BOB);
    expect(await homes.take(AGAIN_MS, 10)).toEqual([BOB]);
    await published(BOB);
    await redis.zadd(key('home', 'dirty'), 'XX', 1, BOB);
    expect(await homes.take(AGAIN_MS, 10)).toEqual([]);
  });

  test('a move anywhere marks everybody who looks, once, and nobody who does not', async (context) => {
    const { redis, store, homes, published, passed, turnOf } = await open(context);
    await homes.opened(BOB);
    await homes.opened(CAROL);
    for (const user of [BOB, CAROL]) await published(user);
    expect(await homes.take(AGAIN_MS, 10)).toEqual([]);

    const run = await create(store);
    expect(await homes.take(AGAIN_MS, 10)).toEqual([]);
    await redis.zadd(key('home', 'people'), 1, CAROL);
    await store.move(run, 'running', {});
    // Published a moment ago: not yet.
    expect(await homes.take(AGAIN_MS, 10)).toEqual([]);
    await passed(BOB);
    expect(await homes.take(AGAIN_MS, 10)).toEqual([BOB]);
    expect(await turnOf(BOB)).toMatchObject({ asked: false, waitMs: 0, print: 'print' });
    expect(await redis.zscore(key('home', 'dirty'), CAROL)).toBeNull();
  });

  test('what moves while one is published is published after it', async (context) => {
    const { redis, store, homes, turnOf, passed } = await open(context);
    await homes.opened(BOB);
    const turn = await turnOf(BOB);
    const run = await create(store);
    await store.move(run, 'running', {});
    await homes.take(AGAIN_MS, 10);
    await turn.shown('old', 'V1');
    expect(await redis.zscore(key('home', 'dirty'), BOB)).not.toBeNull();
    await passed(BOB);
    expect(await homes.take(AGAIN_MS, 10)).toEqual([BOB]);
  });

  test('a person who asks waits a second since the last time, a change three', async (context) => {
    const { homes, published, turnOf } = await open(context);
    await homes.opened(BOB);
    await published(BOB);
    await homes.changed();
    await homes.take(AGAIN_MS, 10);
    const change = await turnOf(BOB);
    expect(change.waitMs).toBeGreaterThan(1_500);
    await change.later(change.waitMs);
    await homes.opened(BOB);
    const asked = await turnOf(BOB);
    expect(asked.asked).toBe(true);
    expect(asked.waitMs).toBeLessThanOrEqual(1_000);
  });

  test('nothing may be sent, or written down, by a publisher that was taken over from', async (context) => {
    const { redis, homes, turnOf } = await open(context);
    await homes.opened(BOB);
    const late = await turnOf(BOB);
    await redis.del(key('home', BOB, 'publisher'));
    const now = await turnOf(BOB);
    expect(await late.holdForRequest()).toBe(false);
    await late.shown('late', 'V-LATE');
    await late.forget();
    expect(await homes.isOwn(BOB, 'V-LATE')).toBe(false);
    expect(await now.holdForRequest()).toBe(true);
    await now.shown('now', 'V-NOW');
    expect(await homes.isOwn(BOB, 'V-NOW')).toBe(true);
  });

  test('a view is the Home of the person it was published for, for a few publications', async (context) => {
    const { homes, published } = await open(context);
    await homes.opened(BOB);
    for (let i = 0; i < 7; i++) await published(BOB, 'print', `V${i}`);
    const own = await Promise.all(Array.from({ length: 7 }, (_, i) => homes.isOwn(BOB, `V${i}`)));
    expect(own).toEqual([false, false, true, true, true, true, true]);
    expect(await homes.isOwn(CAROL, 'V6')).toBe(false);
    expect(await homes.isOwn(BOB, '')).toBe(false);
  });

  test('of somebody who has no Home any more nothing is left to do', async (context) => {
    const { redis, homes, turnOf } = await open(context);
    await homes.opened(BOB);
    await (await turnOf(BOB)).forget();
    await homes.changed();
    expect(await homes.take(AGAIN_MS, 10)).toEqual([]);
    expect(await redis.zcard(key('home', 'people'))).toBe(0);
  });
});
