import { Queue } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { executeQueue } from '../../jobs/queues.ts';
import { key, PREFIX } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import type { FakeSlack } from '../../sandbox/slack/fake.ts';
import { BotError } from '../../src/core/errors.ts';
import { progress } from '../../src/core/progress.ts';
import type { RunDraft } from '../../src/runs/store.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import {
  ALICE,
  type Bench,
  type BenchOptions,
  CHANNEL,
  CLUSTER_ID,
  create,
  draft,
  gate,
  move,
  NO_HINTS,
  openBench,
  PROJECT_ID,
  rulesOf,
  runIs,
  startSlack,
  stored,
  worldWith,
} from './workbench.ts';

const NEARLY = progress('endpoint_settling', { service_name: 'swr', status: 'creating' });

let server: PrivateRedis;
let slack: FakeSlack;
const benches: Bench[] = [];

beforeAll(async () => {
  [server, slack] = await Promise.all([startRedis(), startSlack()]);
});
beforeEach(async () => {
  return async () => {
    await Promise.all(benches.splice(0).map((bench) => bench.stop()));
    slack.resume();
    slack.faults.clear();
  };
});
afterAll(async () => {
  await slack.stop();
  await server.stop();
});

async function bench(options: BenchOptions = {}): Promise<Bench> {
  const opened = await openBench(server.url, slack, options);
  benches.push(opened);
  await opened.redis.flushall();
  return opened;
}
const second = async (options: BenchOptions = {}): Promise<Bench> => {
  const opened = await openBench(server.url, slack, options);
  benches.push(opened);
  return opened;
};

describe('a read that ends', () => {
  test('succeeds: its result, its project, one attempt, nothing left to do', async () => {
    const { store, ended } = await bench();
    const run = await runIs(store, (await create(store)).id, 'succeeded');
    expect(run).toMatchObject({
      rev: 3,
      attempt: 1,
      error: null,
      target: { projectId: PROJECT_ID },
      result: { success: true, ready: true },
    });
    expect((await stored(store, run.id)).work).toBeNull();
    expect(ended.map(({ id, state }) => ({ id, state }))).toEqual([{ id: run.id, state: 'succeeded' }]);
  });

  test('fails with what the cloud said, and whether trying again makes sense', async () => {
    const refused = new BotError(
      'permission_denied',
      { service: 'Kubernetes', operation: 'ListNodes', action: 'list nodes', detail: 'forbidden' },
      { requestId: 'req-7' },
    );
    const { store } = await bench({ world: worldWith(() => Promise.reject(refused)) });
    const run = await runIs(store, (await create(store)).id, 'failed');
    expect(run.error).toEqual({ finding: refused.finding, requestId: 'req-7', retryable: false });
    expect(run.result).toBeNull();
  });

  test('fails by a bug: a reference for the person, the stack in the log', async () => {
    const { store, lines } = await bench({ world: worldWith(() => Promise.reject(new TypeError('nodes is not iterable'))) });
    const run = await runIs(store, (await create(store)).id, 'failed');
    expect(run.error).toEqual({ finding: { code: 'internal', facts: { reference: run.id } }, requestId: null, retryable: false });
    expect(lines).toContainEqual(
      expect.objectContaining({
        msg: 'run stopped by a bug',
        run: run.id,
        err: expect.objectContaining({ message: 'nodes is not iterable' }),
      }),
    );
  });

  test('fails when it takes longer than its command may', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms === 60_000 ? 50 : ms));
    try {
      const { world, state } = gate();
      const { store } = await bench({ world });
      const run = await runIs(store, (await create(store)).id, 'failed');
      expect(run.error).toEqual({ finding: { code: 'timeout', facts: { seconds: 60 } }, requestId: null, retryable: true });
      expect(state.aborted).toBe(1);
    } finally {
      spy.mockRestore();
    }
  });

  test('is cancelled while it runs: the read is stopped, its end is not written over the cancellation', async () => {
    const { world, state } = gate();
    const { store, ended } = await bench({ world });
    const { id } = await create(store);
    await vi.waitFor(() => expect(state.begun).toBe(1), { timeout: 5_000, interval: 10 });
    const running = (await stored(store, id)).run;
    expect(await move(store, running, 'cancelled', { by: ALICE })).toMatchObject({ state: 'cancelled' });
    await vi.waitFor(() => expect(state.aborted).toBe(1), { timeout: 3_000, interval: 20 });
    expect((await stored(store, id)).run).toMatchObject({ state: 'cancelled', endedBy: ALICE, result: null, error: null });
    expect(ended.map(({ state }) => state)).toEqual(['cancelled']);
  });

  test('says how far it is while it runs, under its attempt; nothing of it is left at the end, or in the next attempt', async () => {
    const finish = Promise.withResolvers<readonly []>();
    const world = worldWith((_, progress) => {
      progress(NEARLY);
      return finish.promise;
    });
    const { store } = await bench({ world });
    const { id } = await create(store);
    const noted = await vi.waitFor(
      async () => {
        const found = await stored(store, id);
        expect(found.run.progress).toEqual(NEARLY);
        return found;
      },
      { timeout: 5_000, interval: 10 },
    );
    expect(await store.note(noted.run, noted.run.attempt + 1, 'progress', NEARLY, 'soon')).toBe(false);
    const again = await store.begin(id, noted.work ?? 0, 'running');
    expect((await stored(store, id)).run).toMatchObject({ attempt: again, progress: null });
    store.progressOf(noted.run, noted.run.attempt)(NEARLY);
    store.progressOf(noted.run, again ?? 0)(NEARLY);
    await vi.waitFor(async () => expect((await stored(store, id)).run.progress).toEqual(NEARLY), { timeout: 5_000, interval: 10 });
    const ended = await move(store, (await stored(store, id)).run, 'cancelled', { by: ALICE });
    expect(ended.progress).toBeNull();
    expect((await stored(store, id)).run.progress).toBeNull();
    finish.resolve([]);
  });

  test('is given up after five workers died on it', async () => {
    const gateway = await bench({ workers: false });
    const { id } = await move(gateway.store, await create(gateway.store), 'running');
    for (let i = 0; i < 5; i += 1) await gateway.store.begin(id, 1, 'running');
    const { store } = await second();
    const failed = await runIs(store, id, 'failed');
    expect(failed.error?.finding).toEqual({ code: 'attempts_exhausted', facts: { attempts: 5 } });
  });
});

describe('a worker that stops', () => {
  test('lets the read go, and another worker repeats it', async () => {
    const { world, state, finish } = gate();
    const first = await bench({ world });
    const { id } = await create(first.store);
    await vi.waitFor(() => expect(state.begun).toBe(1), { timeout: 5_000, interval: 10 });
    await first.stopWorkers();
    expect(state.aborted).toBe(1);
    expect(await stored(first.store, id)).toMatchObject({ run: { state: 'running', error: null }, work: 1 });
    finish();
    const { store } = await second({ world });
    expect(await runIs(store, id, 'succeeded')).toMatchObject({ attempt: 2 });
  });
});

describe('a job is a hint', () => {
  /** A worker whose queue somebody else fills, and who is never asked to do anything else. */
  const handed = async (data: (id: string) => unknown) => {
    const gateway = await bench({ workers: false, reconcile: false });
    const run = await create(new RedisRunStore({ redis: gateway.redis, retention: rulesOf().retention, hints: NO_HINTS, sign: () => '' }));
    const queue = new Queue(executeQueue('default'), { connection: gateway.redis, prefix: PREFIX });
    const job = await queue.add('execute', data(run.id), { jobId: `${run.id}-test` });
    const { lines, store } = await second({ reconcile: false });
    await vi.waitFor(async () => expect(['completed', 'failed']).toContain(await job.getState()), { timeout: 5_000, interval: 20 });
    const state = await job.getState();
    await queue.close();
    return { state, run, store, lines };
  };

  test.each([
    ['another version', (id: string) => ({ v: 2, run: id, work: 1 })],
    ['a field too many', (id: string) => ({ v: 1, run: id, work: 1, params: {} })],
    ['no payload', () => null],
  ])('of %s: refused, and the run is still due', async (_, data) => {
    const { state, run, store, lines } = await handed(data);
    expect(state).toBe('failed');
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'job given back' }));
    expect(await stored(store, run.id)).toMatchObject({ run: { state: 'queued' }, work: 1 });
  });

  test.each([
    ['a run that does not exist', () => ({ v: 1, run: 'run_0000000000', work: 1 })],
    ['work that is not due', (id: string) => ({ v: 1, run: id, work: 2 })],
  ])('for %s: dropped', async (_, data) => {
    const { state, run, store } = await handed(data);
    expect(state).toBe('completed');
    expect(await stored(store, run.id)).toMatchObject({ run: { state: 'queued', attempt: 0 }, work: 1 });
  });

  test('for a run that ended meanwhile: dropped', async () => {
    const gateway = await bench({ workers: false });
    const run = await create(gateway.store);
    await gateway.store.move(run, 'cancelled', { by: ALICE });
    const { lines } = await second();
    await vi.waitFor(async () => expect(await gateway.redis.keys(key(executeQueue('default'), `${run.id}*`))).toEqual([]), {
      timeout: 5_000,
      interval: 20,
    });
    expect((await stored(gateway.store, run.id)).run).toMatchObject({ state: 'cancelled', attempt: 0 });
    expect(lines.filter(({ msg }) => msg === 'run ended')).toEqual([]);
  });

  test('of another version in the queue holds up nobody: the reconciler hands the work on anew', async () => {
    const { redis } = await bench({ workers: false });
    const queue = new Queue(executeQueue('default'), { connection: redis, prefix: PREFIX });
    const run = await create(new RedisRunStore({ redis, retention: rulesOf().retention, hints: NO_HINTS, sign: () => '' }));
    await queue.add('execute', { v: 9, run: run.id, work: 1 }, { jobId: `${run.id}-1`, removeOnComplete: true, removeOnFail: true });
    const worker = await second();
    expect(await runIs(worker.store, run.id, 'succeeded')).toMatchObject({ attempt: 1 });
    expect(worker.lines).toContainEqual(expect.objectContaining({ msg: 'job given back' }));
    await queue.close();
  });
});

describe('the worker asks again, with its own configuration', () => {
  const OTHER = '7a3c9a52-7d18-11f0-9b2e-0255ac100a02';
  const at = (target: Partial<RunDraft['target']>): Partial<RunDraft> => ({ target: { ...draft().target, ...target } });
  const rows: [string, Partial<RunDraft>, Record<string, unknown>, string][] = [
    ['a cluster outside its configuration', at({ alias: null, clusterId: OTHER }), {}, 'unlisted_cluster'],
    ['an alias it does not know', at({ alias: 'lab', clusterId: OTHER }), { allowUnlisted: true }, 'unlisted_cluster'],
    ['a configured cluster in another region', at({ region: 'eu-west-101' }), {}, 'other_cluster'],
    ['a configured cluster under another alias', at({ alias: 'lab' }), {}, 'other_cluster'],
    [
      'a channel where the cluster is not shown',
      {},
      { clusters: { prod: { region: 'cn-north-4', clusterId: CLUSTER_ID, channels: ['C0OTHER00'] } } },
      'wrong_channel',
    ],
    ['a command it does not have', { command: 'format-disk', action: 'format-disk' }, {}, 'unknown_command'],
    ['somebody who is not listed', {}, { roles: { viewers: { users: ['U09OTHER'] } } }, 'not_listed'],
    ['a guest', { requestedBy: 'U02GUS' }, {}, 'barred'],
    ['somebody Slack does not know', { requestedBy: 'U0NOBODY' }, {}, 'barred'],
  ];
  test.each(rows)('%s', async (_, more, yaml, reason) => {
    const asked: string[] = [];
    const world = {
      open(target: RunDraft['target']): Promise<never> {
        asked.push(target.clusterId);
        return Promise.reject(new Error('never opened'));
      },
    };
    const { store } = await bench({ rules: rulesOf(yaml), world });
    const run = await runIs(store, (await create(store, more)).id, 'failed');
    expect(run.error?.finding).toEqual({ code: 'not_allowed', facts: { reason } });
    expect(run.result).toBeNull();
    expect(asked).toEqual([]);
  });

  test('a group that Slack does not tell about is a no that may be tried again', async () => {
    slack.faults.add('usergroups.users.list', { status: 500 });
    const { store } = await bench({ rules: rulesOf({ roles: { viewers: { groups: ['S0ONCALL'] } } }) });
    const run = await runIs(store, (await create(store)).id, 'failed');
    expect(run.error).toMatchObject({ finding: { code: 'not_allowed', facts: { reason: 'unknown' } }, retryable: true });
  });

  test('an unlisted cluster is read where that is allowed, and parameters are read by the schema once more', async () => {
    const { store } = await bench({ rules: rulesOf({ allowUnlisted: true }) });
    const unlisted = await create(store, at({ alias: null, clusterId: OTHER, projectId: PROJECT_ID }));
    expect(await runIs(store, unlisted.id, 'succeeded')).toMatchObject({ channel: CHANNEL });
    const tampered = await create(store, { params: { node_count: '9' } });
    expect((await runIs(store, tampered.id, 'failed')).error?.finding.code).toBe('internal');
  });
});
