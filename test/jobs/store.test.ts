import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { key, type RedisClient } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import { RUN_STATES } from '../../src/runs/run.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { ALICE, CHANNEL, CLUSTER_ID, connected, create, draft, move, movedRun, NO_HINTS, PROJECT_ID, runOf, stored } from './workbench.ts';

const RETENTION = { runsMs: 60_000, detailsMs: 30_000, auditMs: 90_000 };
const CHANGED = { moved: false, why: 'changed' };
const OPTIONS = { withinMs: 1_000, queuedLimit: 20 };

let server: PrivateRedis;
let redis: RedisClient;
let other: RedisClient;
let store: RedisRunStore;
let second: RedisRunStore;

beforeAll(async () => {
  server = await startRedis();
  redis = await connected(server.url);
  other = await connected(server.url);
  store = new RedisRunStore({ redis, retention: RETENTION, hints: NO_HINTS, sign: () => '' });
  second = new RedisRunStore({ redis: other, retention: RETENTION, hints: NO_HINTS, sign: () => '' });
});
beforeEach(async () => {
  await redis.flushall();
});
afterAll(async () => {
  redis.disconnect();
  other.disconnect();
  await server.stop();
});

const auditRecords = async (): Promise<Record<string, unknown>[]> => {
  const entries = (await redis.xrange(key('audit'), '-', '+')) as [string, string[]][];
  return entries.map(([, fields]) => JSON.parse(fields[fields.indexOf('record') + 1] ?? '{}') as Record<string, unknown>);
};

describe('create', () => {
  test('a run is created whole: record, indexes, work, message and audit', async () => {
    const run = await create(store);
    expect(run).toMatchObject({
      v: 1,
      rev: 1,
      state: 'queued',
      attempt: 0,
      result: null,
      error: null,
      requestedBy: ALICE,
      channel: CHANNEL,
    });
    expect((await stored(store, run.id)).run).toEqual(run);
    expect(await stored(store, run.id)).toMatchObject({ work: 1, version: 1, shown: 0, message: null, posting: false });
    for (const index of ['due', 'dirty', 'runs', `runs:cluster:${CLUSTER_ID}`, 'runs:state:queued', `queued:${CLUSTER_ID}`])
      expect(await redis.zrange(key(index), '0', '-1'), index).toEqual([run.id]);
    expect(await auditRecords()).toEqual([
      {
        kind: 'move',
        run: run.id,
        from: null,
        to: 'queued',
        by: ALICE,
        command: 'capacity',
        cluster: CLUSTER_ID,
        fingerprint: null,
        error: null,
        reason: null,
      },
    ]);
  });

  test('a thousand simultaneous deliveries of one command over two connections are one run', async () => {
    const all = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) => (i % 2 ? store : second).create(draft(), { ...OPTIONS, delivery: 'one' })),
    );
    expect(all.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
    expect(all.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(999);
    const ids = new Set(all.map((created) => runOf(created).id));
    expect(ids.size).toBe(1);
    expect(await redis.zcard(key('due'))).toBe(1);
    expect(await redis.zcard(key('runs'))).toBe(1);
    expect(await auditRecords()).toHaveLength(1);
  });

  test('a second delivery gets the run as it is by then', async () => {
    const first = runOf(await store.create(draft(), { ...OPTIONS, delivery: 'twice' }));
    await store.move(first, 'cancelled', { by: ALICE });
    const again = await second.create(draft(), { ...OPTIONS, delivery: 'twice' });
    expect(again).toMatchObject({ outcome: 'repeated', run: { id: first.id, state: 'cancelled', endedBy: ALICE } });
  });

  test('a creation whose time is over is refused, and leaves nothing', async () => {
    await expect(store.create(draft(), { ...OPTIONS, withinMs: -1, delivery: 'late' })).rejects.toMatchObject({
      name: 'StoreUnavailable',
      unknown: false,
    });
    expect(await redis.keys('*')).toEqual([]);
  });

  test('a cluster takes as many waiting runs as it may, others are not held up by it', async () => {
    const limit = { withinMs: 1_000, queuedLimit: 3 };
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => store.create(draft(), { ...limit, delivery: `many-${i}` })));
    expect(all.filter(({ outcome }) => outcome === 'created')).toHaveLength(3);
    expect(all.filter((created) => created.outcome === 'full' && created.queued === 3)).toHaveLength(7);
    const elsewhere = draft({ target: { ...draft().target, alias: null, clusterId: CLUSTER_ID.replace('6f', '7a') } });
    expect(await store.create(elsewhere, { ...limit, delivery: 'elsewhere' })).toMatchObject({ outcome: 'created' });

    const begun = all.find(({ outcome }) => outcome === 'created');
    if (begun) await store.move(runOf(begun), 'running', {});
    expect(await store.create(draft(), { ...limit, delivery: 'room-again' })).toMatchObject({ outcome: 'created' });
  });
});

describe('move', () => {
  test('a move writes state, indexes, audit record, message and the end of the work at once', async () => {
    const queued = await create(store);
    const running = await move(store, queued, 'running');
    expect(running).toMatchObject({ rev: 2, state: 'running' });
    expect(await stored(store, queued.id)).toMatchObject({ run: running, work: 1, version: 2 });
    expect(await redis.zrange(key('due'), '0', '-1')).toEqual([queued.id]);
    expect(await redis.exists(key('queued', CLUSTER_ID), key('runs', 'state', 'queued'))).toBe(0);
    expect(await redis.pttl(key('run', queued.id))).toBe(-1);

    const target = { ...queued.target, projectId: PROJECT_ID };
    const ended = await move(store, running, 'succeeded', { target, result: { success: true } });
    expect(ended).toMatchObject({ rev: 3, state: 'succeeded', target, result: { success: true } });
    const now = await stored(store, queued.id);
    expect(now).toMatchObject({ run: ended, work: null, version: 3 });
    expect(await redis.zrange(key('due'), '0', '-1')).toEqual([]);
    expect(await redis.zrange(key('dirty'), '0', '-1')).toEqual([queued.id]);
    expect(await redis.zrange(key('runs', 'state', 'succeeded'), '0', '-1')).toEqual([queued.id]);
    expect(await auditRecords()).toMatchObject([
      { to: 'queued' },
      { run: queued.id, from: 'queued', to: 'running' },
      { run: queued.id, from: 'running', to: 'succeeded' },
    ]);
  });

  test('whoever cancels, and why a run failed, are in the record and in the audit', async () => {
    const cancelled = await move(store, await create(store), 'cancelled', { by: ALICE });
    expect(cancelled).toMatchObject({ endedBy: ALICE });
    const error = { finding: { code: 'timeout', facts: { seconds: 60 } }, requestId: 'req-1', retryable: true } as const;
    const failed = await move(store, await create(store), 'failed', { error });
    expect((await stored(store, failed.id)).run.error).toEqual(error);
    expect(await auditRecords()).toMatchObject([{}, { to: 'cancelled', by: ALICE }, {}, { to: 'failed', error: 'timeout' }]);
  });

  test('of a thousand simultaneous moves one wins', async () => {
    const queued = await create(store);
    const to = (i: number) => (['running', 'cancelled', 'failed'] as const)[i % 3] ?? 'running';
    const all = await Promise.all(Array.from({ length: 1_000 }, (_, i) => (i % 2 ? store : second).move(queued, to(i), {})));
    const winners = all.flatMap((moved) => (moved.moved ? [moved.run] : []));
    expect(winners).toHaveLength(1);
    expect(all.filter((moved) => !moved.moved && moved.why === 'changed')).toHaveLength(999);
    expect((await stored(store, queued.id)).run).toEqual(winners[0]);
    expect(await auditRecords()).toHaveLength(2);
  });

  test('illegal moves are a bug, and write nothing', async () => {
    const queued = await create(store);
    const before = await redis.hgetall(key('run', queued.id));
    for (const to of RUN_STATES.filter((state) => !['running', 'cancelled', 'failed'].includes(state)))
      await expect(store.move(queued, to, {}), to).rejects.toThrow('illegal move');
    const ended = await move(store, queued, 'cancelled');
    for (const to of RUN_STATES) await expect(store.move(ended, to, {}), `cancelled -> ${to}`).rejects.toThrow('illegal move');
    expect(before.rev).toBe('1');
    expect(await redis.hget(key('run', queued.id), 'rev')).toBe('2');
  });

  test('a state that was not the run’s is refused although the revision fits', async () => {
    const queued = await create(store);
    expect(await store.move({ ...queued, state: 'running' }, 'succeeded', {})).toEqual(CHANGED);
    expect((await stored(store, queued.id)).run.state).toBe('queued');
  });

  test('a run that is gone cannot be moved, and none appears', async () => {
    const queued = await create(store);
    await redis.del(key('run', queued.id));
    expect(await store.move(queued, 'cancelled', {})).toEqual(CHANGED);
    expect(await redis.exists(key('run', queued.id))).toBe(0);
    expect(await store.get(queued.id)).toBeNull();
    expect(await store.message(queued.id)).toBeNull();
  });
});

describe('deadlines', () => {
  const waiting = async (deadlineMs: number) => {
    const running = await move(store, await create(store), 'running');
    return movedRun(await store.move(running, 'awaiting_approval', {}, { work: 'none', deadlineMs }));
  };

  test('a move that must be in time is refused after the deadline, by Redis’s clock, and says why', async () => {
    const plan = await waiting(30);
    expect(plan.deadline).toBe(plan.updatedAt + 30);
    await vi.waitFor(async () => expect((await stored(store, plan.id)).now).toBeGreaterThan(plan.deadline ?? 0), { interval: 10 });
    expect(await store.move(plan, 'approved', {}, { inTime: true, work: 'new' })).toEqual({ moved: false, why: 'late' });
    expect(await stored(store, plan.id)).toMatchObject({ run: plan, work: null });
    expect(await move(store, plan, 'expired')).toMatchObject({ state: 'expired' });
    expect(await redis.exists(key('deadlines'))).toBe(0);
  });

  test('an approval in time makes work, with a deadline of its own', async () => {
    const plan = await waiting(60_000);
    const approved = movedRun(await store.move(plan, 'approved', {}, { inTime: true, work: 'new', deadlineMs: 5_000 }));
    expect(approved.deadline).toBe(approved.updatedAt + 5_000);
    expect(await stored(store, plan.id)).toMatchObject({ run: approved, work: approved.rev });
    expect(await redis.zscore(key('deadlines'), plan.id)).toBe(String(approved.deadline));
  });
});

describe('attempts', () => {
  test('the result of an attempt that was overtaken is refused, the newest one’s is taken', async () => {
    const running = await move(store, await create(store), 'running');
    expect(await store.begin(running.id, 1, 'running')).toBe(1);
    expect(await second.begin(running.id, 1, 'running')).toBe(2);
    expect(await store.move(running, 'succeeded', { result: { success: false } }, { attempt: 1 })).toEqual(CHANGED);
    const ended = movedRun(await second.move(running, 'succeeded', { result: { success: true } }, { attempt: 2 }));
    expect(ended).toMatchObject({ state: 'succeeded' });
    expect((await stored(store, running.id)).run).toMatchObject({ attempt: 2, result: { success: true } });
  });

  test('work that is not due is not begun: before the run runs, after it ended, of another revision, of no run', async () => {
    const queued = await create(store);
    expect(await store.begin(queued.id, 1, 'running')).toBeNull();
    const running = await move(store, queued, 'running');
    expect(await store.begin(queued.id, 2, 'running')).toBeNull();
    expect(await store.begin(queued.id, 1, 'applying')).toBeNull();
    await move(store, running, 'cancelled');
    expect(await store.begin(queued.id, 1, 'running')).toBeNull();
    expect(await store.begin('run_0000000000', 1, 'running')).toBeNull();
    expect(await redis.hget(key('run', queued.id), 'attempt')).toBe('0');
  });
});

describe('results', () => {
  const endWith = async (result: Record<string, unknown> & { success: boolean }) => {
    const running = await move(store, await create(store), 'running');
    await store.move(running, 'succeeded', { result });
    return running.id;
  };

  test('a large result is kept compressed under its own key, for the retention of details', async () => {
    const result = { success: true, nodes: Array.from({ length: 2_000 }, (_, i) => ({ name: `node-${i}`, ключ: '一二三' })) };
    const id = await endWith(result);
    expect((await stored(store, id)).run.result).toEqual(result);
    const bytes = await redis.strlen(key('run', id, 'result'));
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(JSON.stringify(result).length / 4);
    expect(await redis.pttl(key('run', id, 'result'))).toBeGreaterThan(RETENTION.detailsMs - 5_000);
    expect(await redis.pttl(key('run', id, 'result'))).toBeLessThanOrEqual(RETENTION.detailsMs);
    expect(await redis.pttl(key('run', id))).toBeGreaterThan(RETENTION.detailsMs);

    await redis.del(key('run', id, 'result'));
    expect((await stored(store, id)).run).toMatchObject({ state: 'succeeded', result: null });
  });

  test('a result that is too large even compressed leaves its verdict and says so', async () => {
    const id = await endWith({ success: false, noise: randomBytes(400_000).toString('base64') });
    expect((await stored(store, id)).run.result).toEqual({ success: false, omitted: expect.stringContaining('256 KiB') });
    expect(await redis.exists(key('run', id, 'result'))).toBe(0);
  });

  test('a small result has no key of its own', async () => {
    const id = await endWith({ success: true, text: 'é'.repeat(100) });
    expect(await redis.exists(key('run', id, 'result'))).toBe(0);
    expect((await stored(store, id)).run.result).toEqual({ success: true, text: 'é'.repeat(100) });
  });
});

describe('retention', () => {
  test('a run that ended is kept for its time, and what lists it forgets it when it is written next', async () => {
    const brief = new RedisRunStore({ redis, retention: { ...RETENTION, runsMs: 150, detailsMs: 100 }, hints: NO_HINTS, sign: () => '' });
    const running = await move(store, await create(brief), 'running');
    const { id } = await move(brief, running, 'succeeded', { result: { success: true, much: 'x'.repeat(20_000) } });
    await vi.waitFor(async () => expect(await brief.get(id)).toBeNull(), { timeout: 2_000, interval: 20 });
    expect(await redis.exists(key('run', id, 'result'))).toBe(0);
    expect(await brief.list({ limit: 10, visible: () => true })).toEqual([]);

    const next = await create(brief);
    await move(brief, await move(brief, next, 'running'), 'succeeded', { result: { success: true } });
    for (const index of ['runs', `runs:cluster:${CLUSTER_ID}`, 'runs:state:succeeded'])
      expect(await redis.zrange(key(index), '0', '-1'), index).toEqual([next.id]);
  });

  test('every key carries the one hash tag, and what could grow without end has a time to live or is trimmed', async () => {
    const running = await move(store, await create(store), 'running');
    await move(store, running, 'succeeded', { result: { success: true, much: randomBytes(20_000).toString('hex') } });
    await create(store);
    const keys = await redis.keys('*');
    expect(keys.every((name) => name.startsWith('{bursting}:'))).toBe(true);
    const endless: string[] = [];
    for (const name of keys) if ((await redis.pttl(name)) === -1) endless.push(name.replace(/run_\w+/, '<open run>'));
    expect(endless.sort()).toEqual(
      [
        'audit',
        'audit:head',
        'dirty',
        'due',
        'home:version',
        `queued:${CLUSTER_ID}`,
        'run:<open run>',
        'runs',
        'runs:state:queued',
        'runs:state:succeeded',
      ].map((name) => key(name)),
    );
  });
});
