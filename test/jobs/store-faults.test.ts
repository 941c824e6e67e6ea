import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { key, type RedisClient } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import { StoreUnavailable } from '../../src/runs/store.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { connected, create, draft, move, NO_HINTS, runOf, stored } from './workbench.ts';

const RETENTION = { runsMs: 60_000, detailsMs: 60_000, auditMs: 60_000 };
const OPTIONS = { withinMs: 1_000, queuedLimit: 20 };

let server: PrivateRedis;
let redis: RedisClient;
let store: RedisRunStore;
let dir: string;

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'bursting-aof-'));
  server = await startRedis(['--dir', dir, '--appendonly', 'yes', '--appendfsync', 'always']);
  redis = await connected(server.url);
  store = new RedisRunStore({ redis, retention: RETENTION, hints: NO_HINTS, sign: () => '' });
});
afterEach(async () => {
  redis.disconnect();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

const pause = (): void => void process.kill(server.pid, 'SIGSTOP');
const resume = (): void => void process.kill(server.pid, 'SIGCONT');
const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it worked',
    (error: unknown) => error,
  );

describe('Redis accepts and does not answer', () => {
  test('a creation that Redis gets to see after its deadline is refused: who was told that nothing ran was told the truth', async () => {
    await create(store); // the clock is known
    await redis.flushall();
    pause();
    try {
      const error = await caught(store.create(draft(), { ...OPTIONS, withinMs: 200, delivery: 'paused' }));
      expect(error).toMatchObject({ name: 'StoreUnavailable', unknown: true });
    } finally {
      resume();
    }
    // The command is in the server's socket; what is asked later is answered after it.
    await vi.waitFor(() => expect(redis.ping()).resolves.toBe('PONG'), { timeout: 5_000, interval: 20 });
    expect(await redis.keys('*')).toEqual([]);
    const again = await store.create(draft(), { ...OPTIONS, delivery: 'paused' });
    expect(again.outcome).toBe('created');
  });

  test('a clock that was first read from a slow Redis refuses early rather than late', async () => {
    pause();
    const begun = performance.now();
    const slow = caught(store.create(draft(), { ...OPTIONS, withinMs: 500, delivery: 'slow' }));
    await vi.waitFor(() => expect(performance.now()).toBeGreaterThan(begun + 700), { timeout: 2_000, interval: 10 });
    resume();
    expect(await slow).toMatchObject({ name: 'StoreUnavailable', unknown: false });
    expect(await redis.keys('*')).toEqual([]);
  });

  test('every question is given up within about a second, and the next one after its return is answered', async () => {
    const run = await create(store);
    pause();
    const asked = performance.now();
    try {
      const all = await Promise.all([
        caught(store.get(run.id)),
        caught(store.move(run, 'cancelled', {})),
        caught(store.begin(run.id, 1, 'running')),
        caught(store.list({ limit: 1, visible: () => true })),
        caught(store.message(run.id)),
        caught(store.take('due', 1_000, 10)),
        caught(store.oldestMs('queued')),
      ]);
      for (const error of all) expect(error).toBeInstanceOf(StoreUnavailable);
      // One after the other would take seven seconds.
      expect(performance.now() - asked).toBeLessThan(4_000);
    } finally {
      resume();
    }
    await vi.waitFor(() => stored(store, run.id), { timeout: 3_000, interval: 20 });
    // Its answer came too late, but it happened: `unknown` had said so.
    expect((await stored(store, run.id)).run.state).toBe('cancelled');
  });
});

describe('Redis is gone', () => {
  test('nothing waits: each question fails at once, and says that nothing happened', async () => {
    const run = await create(store);
    await server.stop();
    await vi.waitFor(() => expect(redis.status).not.toBe('ready'), { interval: 5 });
    const asked = performance.now();
    expect(await caught(store.create(draft(), { ...OPTIONS, delivery: 'gone' }))).toMatchObject({ unknown: false });
    expect(await caught(store.move(run, 'cancelled', {}))).toMatchObject({ unknown: false });
    // A question to a Redis that is silent is given up after a second.
    expect(performance.now() - asked).toBeLessThan(900);
  });

  test('a Redis that is killed while a hundred runs are moved has each move whole or not at all when it is back', async () => {
    const runs = await Promise.all(Array.from({ length: 100 }, () => create(store)));
    const moves = runs.map((run) => caught(store.move(run, 'failed', {})));
    await moves[10];
    await server.stop('SIGKILL');
    const answers = await Promise.all(moves);
    server = await startRedis(['--dir', dir, '--appendonly', 'yes'], server.port);
    await vi.waitFor(() => expect(redis.status).toBe('ready'), { timeout: 3_000, interval: 10 });

    const [due, failed, queued, audit] = await Promise.all([
      redis.zrange(key('due'), '0', '-1'),
      redis.zrange(key('runs', 'state', 'failed'), '0', '-1'),
      redis.zrange(key('runs', 'state', 'queued'), '0', '-1'),
      redis.xrange(key('audit'), '-', '+') as Promise<[string, string[]][]>,
    ]);
    const audited = audit.map(([, fields]) => JSON.parse(fields[fields.indexOf('record') + 1] ?? '{}') as { run: string; to: string });
    for (const [i, before] of runs.entries()) {
      const { run, work, version } = await stored(store, before.id);
      const moved = run.state === 'failed';
      if (typeof answers[i] === 'object' && !(answers[i] instanceof Error)) expect(moved, 'what was acknowledged is kept').toBe(true);
      expect({ rev: run.rev, work, version }).toEqual(moved ? { rev: 2, work: null, version: 2 } : { rev: 1, work: 1, version: 1 });
      expect([due.includes(run.id), failed.includes(run.id), queued.includes(run.id)]).toEqual([!moved, moved, !moved]);
      expect(audited.filter((record) => record.run === run.id).map(({ to }) => to)).toEqual(moved ? ['queued', 'failed'] : ['queued']);
    }
  });
});

describe('Redis is in trouble', () => {
  test('a server that forgot its scripts is told them again', async () => {
    const run = await create(store);
    await redis.script('FLUSH');
    const running = await move(store, run, 'running');
    await redis.script('FLUSH');
    expect(await store.begin(run.id, 1, 'running')).toBe(1);
    await redis.script('FLUSH');
    expect((await stored(store, run.id)).run.state).toBe('running');
    await redis.script('FLUSH');
    expect(await store.take('due', 1_000, 10)).toEqual([run.id]);
    await redis.script('FLUSH');
    expect(runOf(await store.create(draft(), { ...OPTIONS, delivery: 'flushed' })).state).toBe('queued');
    expect(running.rev).toBe(2);
  });

  test('a full Redis refuses, says that nothing happened, changes nothing, and goes on when there is room', async () => {
    const run = await create(store);
    const before = await redis.hgetall(key('run', run.id));
    await redis.config('SET', 'maxmemory', '1');
    for (const attempt of [
      store.create(draft(), { ...OPTIONS, delivery: 'full' }),
      store.move(run, 'failed', { result: { success: false, much: 'x'.repeat(200_000) } }),
    ])
      expect(await caught(attempt)).toMatchObject({ name: 'StoreUnavailable', unknown: false });
    expect(await redis.hgetall(key('run', run.id))).toEqual(before);
    expect((await stored(store, run.id)).run.state).toBe('queued');
    expect(await redis.keys('*delivery*')).toHaveLength(1);

    await redis.config('SET', 'maxmemory', '0');
    expect(await move(store, run, 'cancelled')).toMatchObject({ state: 'cancelled' });
  });

  test('a server that lost its master’s role refuses, and nothing happened', async () => {
    const run = await create(store);
    await redis.call('REPLICAOF', '127.0.0.1', '1');
    expect(await caught(store.move(run, 'cancelled', {}))).toMatchObject({ name: 'StoreUnavailable', unknown: false });
    await redis.call('REPLICAOF', 'NO', 'ONE');
    expect((await stored(store, run.id)).run.state).toBe('queued');
  });
});
