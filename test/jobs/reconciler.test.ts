import { describe, expect, type TestContext, test, vi } from 'vitest';
import { Forms } from '../../jobs/forms.ts';
import { Homes } from '../../jobs/homes.ts';
import { type ReconcilerDeps, startReconciler } from '../../jobs/reconciler.ts';
import { key } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import type { Run } from '../../src/runs/run.ts';
import { startRedis } from '../setup/redis.ts';
import { connected, create, move, movedRun, NO_HINTS, rulesOf, runIs, stored } from './workbench.ts';

/** A Redis, a store that tells nobody, and reconcilers whose hints are written down. */
async function open({ onTestFinished }: TestContext) {
  const server = await startRedis();
  const redis = await connected(server.url);
  const store = new RedisRunStore({ redis, retention: rulesOf().retention, hints: NO_HINTS, sign: () => '' });
  const worked: { id: string; work: number; group: string }[] = [];
  const shown: string[] = [];
  const published: string[] = [];
  const homes = new Homes(redis, () => {});
  const hints: ReconcilerDeps['hints'] = {
    work: ({ id, group }, work) => void worked.push({ id, group, work }),
    show: (id) => void shown.push(id),
    home: (user) => void published.push(user),
    form: () => {},
  };
  const running: { stop(): void }[] = [];
  const start = (onError: (error: Error) => void = () => {}): void =>
    void running.push(startReconciler({ store, homes, forms: new Forms(redis, () => {}), hints, rules: rulesOf(), onError }));
  onTestFinished(async () => {
    for (const reconciler of running) reconciler.stop();
    redis.disconnect();
    await server.stop();
  });
  return { server, redis, store, homes, worked, shown, published, start };
}
const soon = { timeout: 8_000, interval: 10 };

describe.concurrent('the reconciler', () => {
  test('what is due, or not shown, is handed on again until it is done', async (context) => {
    const { redis, store, worked, shown, start } = await open(context);
    const run = await create(store);
    start();
    await vi.waitFor(() => expect(worked.length).toBeGreaterThanOrEqual(2), soon);
    expect(worked[0]).toEqual({ id: run.id, work: 1, group: 'default' });
    await vi.waitFor(() => expect(shown.length).toBeGreaterThanOrEqual(2), soon);

    await store.move(run, 'cancelled', {});
    expect(await store.take('due', 0, 10)).toEqual([]);
    await redis.zrem(key('dirty'), run.id);
    expect(await store.take('dirty', 0, 10)).toEqual([]);
  });

  test('of many processes one hands each on', async (context) => {
    const { store, worked, shown, start } = await open(context);
    const runs = await Promise.all(Array.from({ length: 50 }, () => create(store)));
    for (let i = 0; i < 5; i += 1) start();
    await vi.waitFor(() => expect(worked.length).toBeGreaterThanOrEqual(50), soon);
    expect(new Set(worked.map(({ id }) => id)).size).toBe(50);
    expect(worked).toHaveLength(50);
    expect(shown.toSorted()).toEqual(runs.map(({ id }) => id).toSorted());
  });

  test('what is put off is not handed on before its time', async (context) => {
    const { redis, store, worked, shown, start } = await open(context);
    const [now, later] = [await create(store), await create(store)];
    const [seconds] = (await redis.time()) as unknown as [string, string];
    const inAnHour = (Number(seconds) + 3_600) * 1_000;
    await redis.zadd(key('dirty'), inAnHour, later.id);
    await redis.zadd(key('due'), inAnHour, later.id);
    start();
    await vi.waitFor(() => expect(shown.filter((id) => id === now.id)).toHaveLength(2), soon);
    expect(shown).not.toContain(later.id);
    expect(worked.map(({ id }) => id)).not.toContain(later.id);
  });

  test('more than a batch is handed on in the next seconds', async (context) => {
    const { store, worked, shown, start } = await open(context);
    await Promise.all(Array.from({ length: 450 }, () => create(store)));
    start();
    await vi.waitFor(() => expect(new Set(shown).size).toBe(450), soon);
    expect(new Set(worked.map(({ id }) => id)).size).toBe(450);
  });

  test('an entry whose run is gone stops nobody', async (context) => {
    const { redis, store, worked, shown, start } = await open(context);
    await redis.zadd(key('due'), 0, 'run_0000000000');
    await redis.zadd(key('dirty'), 0, 'run_0000000000');
    const run = await create(store);
    start();
    await vi.waitFor(() => expect(worked.map(({ id }) => id)).toContain(run.id), soon);
    expect(shown).toContain(run.id);
  });

  test('errors are reported, and it goes on when Redis is back', async (context) => {
    const { server, store, worked, start } = await open(context);
    const run = await create(store);
    const errors: Error[] = [];
    start((error) => errors.push(error));
    process.kill(server.pid, 'SIGSTOP');
    try {
      await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), soon);
    } finally {
      process.kill(server.pid, 'SIGCONT');
    }
    await vi.waitFor(() => expect(worked.map(({ id }) => id)).toContain(run.id), soon);
  });

  test('a run whose deadline has passed ends, once, however many processes look; one with time left does not', async (context) => {
    const { redis, store, start } = await open(context);
    const waiting = async (deadlineMs: number): Promise<Run> => {
      const running = await move(store, await create(store), 'running');
      return movedRun(await store.move(running, 'awaiting_approval', {}, { work: 'none', deadlineMs }));
    };
    const [late, early] = [await waiting(50), await waiting(3_600_000)];
    for (let i = 0; i < 5; i += 1) start();
    await runIs(store, late.id, 'expired');
    expect((await stored(store, late.id)).run.rev).toBe(late.rev + 1);
    expect((await stored(store, early.id)).run).toMatchObject({ state: 'awaiting_approval', rev: early.rev });
    expect(await redis.zrange(key('deadlines'), '0', '-1')).toEqual([early.id]);
  });

  test('an approved run that could not begin in time is stale, and says what it waited for', async (context) => {
    const { store, start } = await open(context);
    const approved = async (): Promise<Run> => {
      const plan = await move(store, await move(store, await create(store), 'running'), 'awaiting_approval');
      return movedRun(await store.move(plan, 'approved', {}, { work: 'new', deadlineMs: 50 }));
    };
    const [busy, unconfirmed] = [await approved(), await approved()];
    await store.note(unconfirmed, null, 'waiting', { for: 'rights' }, 'at once');
    start();
    const codeOf = async ({ id }: Run) => (await runIs(store, id, 'stale')).error?.finding;
    expect(await codeOf(busy)).toEqual({ code: 'apply_window_passed', facts: { minutes: 30 } });
    expect(await codeOf(unconfirmed)).toEqual({ code: 'approval_unconfirmed', facts: { minutes: 30 } });
    expect(await store.take('due', 0, 10)).toEqual([]);
  });
});
