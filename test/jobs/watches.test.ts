import { pino } from 'pino';
import { describe, expect, type TestContext, test, vi } from 'vitest';
import { key } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import { startWatchClock } from '../../jobs/watch-clock.ts';
import { Watches } from '../../jobs/watches.ts';
import { WATCHED } from '../../src/actions/watched.ts';
import type { Rules } from '../../src/config/config.ts';
import { configuredWatches, type Watch } from '../../src/runs/watch.ts';
import { startRedis } from '../setup/redis.ts';
import { CHANNEL, CLUSTER_ID, connected, move, NO_HINTS, rulesOf } from './workbench.ts';

const REGION = 'cn-north-4';
const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const watched = (more: Partial<Watch> = {}): Watch => ({
  target: { alias: 'prod', region: REGION, projectId: null, clusterId: CLUSTER_ID },
  group: 'default',
  everyMs: 900_000,
  channel: CHANNEL,
  by: 'U01ALICE',
  ...more,
});
/** So many clusters that the file watches. */
const configured = (count: number, every = '15m'): Rules =>
  rulesOf({
    clusters: Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`c${i}`, { region: REGION, clusterId: idOf(i), watch: { every, channel: CHANNEL } }]),
    ),
  });

async function open({ onTestFinished }: TestContext) {
  const server = await startRedis();
  const redis = await connected(server.url);
  const store = new RedisRunStore({ redis, retention: rulesOf().retention, hints: NO_HINTS, sign: () => '' });
  const watches = new Watches(redis);
  const running: { stop(): void }[] = [];
  const errors: Error[] = [];
  /** A worker's clock, with a connection of its own. */
  const start = async (rules: Rules = rulesOf()): Promise<void> => {
    const own = await connected(server.url);
    onTestFinished(() => own.disconnect());
    const ownStore = new RedisRunStore({ redis: own, retention: rules.retention, hints: NO_HINTS, sign: () => '' });
    const onError = (error: Error): void => void errors.push(error);
    running.push(startWatchClock({ store: ownStore, watches: new Watches(own), rules, log: pino({ level: 'silent' }), onError }));
  };
  onTestFinished(async () => {
    for (const clock of running) clock.stop();
    redis.disconnect();
    await server.stop();
  });
  const runs = () => store.list({ limit: 1_000, visible: () => true });
  /** Its time has come. */
  const due = (clusterId: string = CLUSTER_ID) => redis.zadd(key('watches'), 1, clusterId);
  const dueAt = (clusterId: string = CLUSTER_ID): Promise<string | null> => redis.hget(key('watch', clusterId), 'due');
  return { redis, store, watches, start, errors, runs, due, dueAt };
}
const soon = { timeout: 8_000, interval: 20 };

describe.concurrent('a watch', () => {
  test('that is asked for looks at once, and then at its own time', async (context) => {
    const { watches, start, runs, dueAt } = await open(context);
    expect(await watches.set(watched())).toBeNull();
    const first = Number(await dueAt());
    await start();
    await vi.waitFor(async () => expect(await runs()).toHaveLength(1), soon);
    await vi.waitFor(async () => expect(Number(await dueAt())).toBe(first + 900_000), soon);
    expect((await runs())[0]).toMatchObject({
      command: WATCHED,
      requestedBy: 'U01ALICE',
      channel: CHANNEL,
      params: {},
      target: { alias: 'prod', clusterId: CLUSTER_ID },
      watch: { news: null },
    });
  });

  test('makes one run each time, however many workers there are', async (context) => {
    const { watches, store, start, runs, due, errors } = await open(context);
    await watches.set(watched());
    for (let i = 0; i < 5; i++) await start();
    for (let n = 1; n <= 3; n++) {
      await vi.waitFor(async () => expect(await runs()).toHaveLength(n), soon);
      await new Promise((resolve) => setTimeout(resolve, 1_300));
      const [run] = await runs();
      expect(await runs()).toHaveLength(n);
      if (run) await move(store, run, 'cancelled');
      await due();
    }
    expect(errors).toEqual([]);
  });

  test('whose worker dies after it made the run, and before it said so, makes no second one', async (context) => {
    const { redis, watches, store, start, runs, due, dueAt } = await open(context);
    await watches.set(watched());
    const at = await dueAt();
    // What the worker did that died.
    const [taken] = await watches.take(60_000, 10);
    expect(taken?.due).toBe(at);
    const { target, group } = watched();
    const draft = {
      command: WATCHED,
      action: WATCHED,
      target,
      group,
      requestedBy: 'U01ALICE',
      channel: CHANNEL,
      params: {},
      watch: { news: null },
    };
    const made = await store.create(draft, { delivery: `watch-${CLUSTER_ID}-${at}`, withinMs: 1_000, queuedLimit: 9 });
    expect(made.outcome).toBe('created');

    await due();
    await start();
    await vi.waitFor(async () => expect(await dueAt()).not.toBe(at), soon);
    expect(await runs()).toHaveLength(1);
    expect(await redis.hget(key('watch', CLUSTER_ID), 'run')).toBe((await runs())[0]?.id);
  });

  test('whose worker dies before it made the run is looked after by another', async (context) => {
    const { watches, start, runs, due } = await open(context);
    await watches.set(watched());
    await watches.take(60_000, 10);
    await start();
    await due();
    await vi.waitFor(async () => expect(await runs()).toHaveLength(1), soon);
  });

  test('waits while its last run is still under way, and makes up for nothing', async (context) => {
    const { redis, watches, store, start, runs, due, dueAt } = await open(context);
    await watches.set(watched());
    await start();
    await vi.waitFor(async () => expect(await runs()).toHaveLength(1), soon);
    const before = Number(await dueAt());
    // Due long ago, many times over.
    await redis.hset(key('watch', CLUSTER_ID), 'due', before - 10 * 900_000);
    await due();
    await vi.waitFor(async () => expect(Number(await dueAt())).toBe(before), soon);
    expect(await runs()).toHaveLength(1);
    const [run] = await runs();
    if (run) await move(store, run, 'cancelled');
    await due();
    await vi.waitFor(async () => expect(await runs()).toHaveLength(2), soon);
  });

  test('ends', async (context) => {
    const { redis, watches, start, runs } = await open(context);
    await watches.set(watched());
    expect(await watches.remove(CLUSTER_ID)).toMatchObject({ channel: CHANNEL, by: 'U01ALICE' });
    expect(await watches.remove(CLUSTER_ID)).toBeNull();
    await start();
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(await runs()).toEqual([]);
    // What a run that was under way saw begins no watch anew.
    expect(await watches.know(CLUSTER_ID, { run: 'run_1', ready: false, passing: false, at: 1 })).toBeNull();
    expect(await redis.exists(key('watch', CLUSTER_ID))).toBe(0);
  });

  test('of which Redis keeps rubbish is dropped, and the others go on', async (context) => {
    const { redis, watches, start, runs, due } = await open(context);
    await watches.set(watched());
    await redis.hset(key('watch', idOf(7)), 'watch', '{"target": 1}', 'due', '1');
    await due(idOf(7));
    await start();
    await vi.waitFor(async () => expect(await runs()).toHaveLength(1), soon);
    expect(await redis.zscore(key('watches'), idOf(7))).toBeNull();
  });

  test('keeps what it knows when it is changed', async (context) => {
    const { watches } = await open(context);
    await watches.set(watched());
    expect(await watches.know(CLUSTER_ID, { run: 'run_1', ready: false, passing: false, at: 1 })).toEqual({ ready: false, since: null });
    expect(await watches.set(watched({ everyMs: 600_000 }))).toMatchObject({ everyMs: 900_000 });
    expect(await watches.know(CLUSTER_ID, { run: 'run_2', ready: false, passing: false, at: 2 })).toBeNull();
  });
});

describe.concurrent('watches of the file', () => {
  test('are spread over their period, and stay where they are through a restart', async (context) => {
    const { redis, watches } = await open(context);
    await watches.configure(configured(100));
    const [seconds, fraction] = await redis.time();
    const now = Number(seconds) * 1_000 + Number(fraction) / 1_000;
    const times = (await redis.zrange(key('watches'), '0', '-1', 'WITHSCORES')).filter((_, i) => i % 2 === 1).map(Number);
    expect(times).toHaveLength(100);
    const minutes = Map.groupBy(times, (at) => Math.floor((at - now) / 60_000));
    expect(Math.max(...times) - now).toBeLessThanOrEqual(900_000);
    // Fifteen minutes, a hundred clusters: no minute has many.
    expect(minutes.size).toBeGreaterThanOrEqual(14);
    expect(Math.max(...[...minutes.values()].map(({ length }) => length))).toBeLessThanOrEqual(8);

    await watches.configure(configured(100));
    expect((await redis.zrange(key('watches'), '0', '-1', 'WITHSCORES')).filter((_, i) => i % 2 === 1).map(Number)).toEqual(times);
  });

  test('follow the file: changed, gone, and in the place of one that was asked for', async (context) => {
    const { watches } = await open(context);
    const asked = watched({ target: { alias: null, region: REGION, projectId: null, clusterId: idOf(50) } });
    await watches.set(asked);
    await watches.set(watched({ target: { ...asked.target, clusterId: idOf(0) } }));
    await watches.configure(configured(3));
    expect((await watches.all()).toSorted((a, b) => (a.target.clusterId < b.target.clusterId ? -1 : 1))).toEqual([
      ...configuredWatches(configured(3)),
      asked,
    ]);
    await watches.configure(configured(1, '1h'));
    expect(await watches.all()).toEqual(expect.arrayContaining([...configuredWatches(configured(1, '1h')), asked]));
    expect(await watches.all()).toHaveLength(2);
  });

  test('run for nobody in person', async (context) => {
    const { start, runs, due } = await open(context);
    await start(configured(1));
    await vi.waitFor(async () => expect(await due(idOf(0))).toBe(0), soon);
    await vi.waitFor(async () => expect(await runs()).toMatchObject([{ requestedBy: 'watch', watch: { news: null } }]), soon);
  });
});
