import { afterAll, beforeAll, expect, test } from 'vitest';
import { key, type RedisClient } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import type { Run } from '../../src/runs/run.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { ALICE, CLUSTER_ID, connected, create, draft, move, NO_HINTS } from './workbench.ts';

const OTHER_CLUSTER = '7a3c9a52-7d18-11f0-9b2e-0255ac100a02';
const all = (): boolean => true;
const idsOf = (runs: readonly Run[]): string[] => runs.map(({ id }) => id);

let server: PrivateRedis;
let redis: RedisClient;
let store: RedisRunStore;
/** Oldest first; every third is of the other cluster, every fourth was cancelled. */
const made: { run: Run; other: boolean; cancelled: boolean }[] = [];

beforeAll(async () => {
  server = await startRedis();
  redis = await connected(server.url);
  store = new RedisRunStore({ redis, retention: { runsMs: 60_000, detailsMs: 60_000, auditMs: 60_000 }, hints: NO_HINTS, sign: () => '' });
  let before = 0;
  for (let i = 0; i < 130; i += 1) {
    const other = i % 3 === 0;
    const target = { ...draft().target, ...(other ? { alias: 'lab', clusterId: OTHER_CLUSTER } : {}) };
    const run = await create(store, { target });
    const cancelled = i % 4 === 0;
    if (cancelled) await move(store, run, 'cancelled', { by: ALICE });
    // Runs of one millisecond have no order; a list is tested that has one.
    before = Math.max(before + 1, run.createdAt);
    for (const index of [key('runs'), key('runs', 'cluster', target.clusterId), key('runs', 'state', cancelled ? 'cancelled' : 'queued')])
      await redis.zadd(index, before, run.id);
    made.push({ run, other, cancelled });
  }
  made.reverse();
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

test.each([0, 1, 10, 50, 51, 130, 1_000])('the newest %i runs are listed, newest first, over all pages', async (limit) => {
  expect(idsOf(await store.list({ limit, visible: all }))).toEqual(made.slice(0, limit).map(({ run }) => run.id));
});

test('a list by cluster, by state, and by both', async () => {
  const ids = (wanted: (each: (typeof made)[number]) => boolean): string[] => made.filter(wanted).map(({ run }) => run.id);
  expect(idsOf(await store.list({ limit: 200, cluster: OTHER_CLUSTER, visible: all }))).toEqual(ids(({ other }) => other));
  expect(idsOf(await store.list({ limit: 200, state: 'cancelled', visible: all }))).toEqual(ids(({ cancelled }) => cancelled));
  expect(idsOf(await store.list({ limit: 7, cluster: CLUSTER_ID, state: 'cancelled', visible: all }))).toEqual(
    ids(({ other, cancelled }) => !other && cancelled).slice(0, 7),
  );
  expect(await store.list({ limit: 10, state: 'applying', visible: all })).toEqual([]);
  expect(await store.list({ limit: 10, cluster: '00000000-0000-0000-0000-000000000000', visible: all })).toEqual([]);
});

test('what the reader may not see does not count', async () => {
  const visible = (run: Run): boolean => run.target.alias === 'lab';
  const lab = made.filter(({ other }) => other).slice(0, 20);
  expect(idsOf(await store.list({ limit: 20, visible }))).toEqual(lab.map(({ run }) => run.id));
  expect(await store.list({ limit: 20, visible: () => false })).toEqual([]);
});

test('a listed run says what it is, but carries no result', async () => {
  const [first] = await store.list({ limit: 1, cluster: OTHER_CLUSTER, visible: all });
  expect(first).toMatchObject({ requestedBy: ALICE, result: null, target: { alias: 'lab' } });
});

test('the oldest waiting run tells how long the queue waits', async () => {
  const ids = await redis.zrange(key('runs', 'state', 'queued'), '0', '-1');
  const [seconds] = (await redis.time()) as unknown as [string, string];
  await redis.zadd(key('runs', 'state', 'queued'), Number(seconds) * 1_000 - 90_000, ids[0] ?? '');
  const age = await store.oldestMs('queued');
  expect(age).toBeGreaterThanOrEqual(89_000);
  expect(age).toBeLessThan(100_000);
  await redis.del(key('runs', 'state', 'queued'));
  expect(await store.oldestMs('queued')).toBe(0);
});
