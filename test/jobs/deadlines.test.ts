import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endLate } from '../../jobs/deadlines.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import { commands } from '../../src/actions/registry.ts';
import { loadRunConfig } from '../../src/config/load.ts';
import type { Run } from '../../src/runs/run.ts';
import type { Moved, MoveOptions } from '../../src/runs/store.ts';
import { runPlan, TARGET, VPCEP } from '../runs/samples.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';

const loaded = loadRunConfig({
  env: { values: { HUAWEI_AK: 'A1'.repeat(10), HUAWEI_SK: 'aB3x'.repeat(10) }, unusable: new Map() },
  yaml: {
    path: 'bursting.yaml',
    text: `approvals: { applyWithin: 7m }\nclusters: { prod: { region: cn-north-4, clusterId: ${TARGET.clusterId}, approvals: { applyWithin: 5m } } }`,
  },
  stdoutIsTty: false,
  commands: commands.names,
});
if ('mistakes' in loaded) throw new Error(JSON.stringify(loaded.mistakes));
const { rules } = loaded.config;

let server: PrivateRedis;
let redis: Redis;
let store: RedisRunStore;
beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
  store = new RedisRunStore({
    redis,
    retention: { runsMs: 60_000, detailsMs: 60_000, auditMs: 60_000 },
    hints: { work() {}, show() {} },
    sign: () => '',
  });
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const settled = async (moving: Promise<Moved>): Promise<Run> => {
  const moved = await moving;
  if (!moved.moved) throw new Error(moved.why);
  return moved.run;
};
/** A plan that waits; `cluster`: another one than the configured. */
async function waiting(options: MoveOptions, clusterId = TARGET.clusterId): Promise<Run> {
  const draft = {
    command: 'vpcep',
    action: 'x',
    target: { ...TARGET, clusterId },
    requestedBy: 'U01ALICE',
    channel: 'C0OPS',
    params: {},
    group: 'default',
  };
  const created = await store.create(draft, { delivery: 'one', withinMs: 1_000, queuedLimit: 10 });
  if (created.outcome === 'full') throw new Error('full');
  const running = await settled(store.move(created.run, 'running', {}));
  return settled(store.move(running, 'awaiting_approval', { plan: runPlan(VPCEP) }, { work: 'none', ...options }));
}
const stateOf = async (id: string): Promise<Run | undefined> => {
  await endLate(store, id, rules);
  return (await store.get(id))?.run;
};
const over = (id: string) => redis.hset(`{bursting}:run:${id}`, 'deadline', 1);

describe('when its time is over', () => {
  test('a plan that nobody decided has expired, and not before', async () => {
    const { id } = await waiting({ deadlineMs: 60_000 });
    expect(await store.take('deadlines', 1_000, 10)).toEqual([]);
    expect((await stateOf(id))?.state).toBe('awaiting_approval');
    await over(id);
    const ended = await stateOf(id);
    expect(ended).toMatchObject({ state: 'expired', error: null, endedBy: null });
    expect(await redis.zcard('{bursting}:deadlines')).toBe(0);
  });

  test.each([
    ['apply_window_passed', null, TARGET.clusterId, 5],
    ['apply_window_passed', { for: 'run', run: 'run_9876543210' }, TARGET.clusterId, 5],
    ['apply_window_passed', { for: 'freeze', by: 'U02BOB', reason: null }, '4f3c2b1a-0000-11ef-8aaa-0255ac100bff', 7],
    ['approval_unconfirmed', { for: 'rights' }, TARGET.clusterId, 5],
  ] as const)('an approved one is stale: %s, waiting for %j', async (code, waitsFor, clusterId, minutes) => {
    const plan = await waiting({ deadlineMs: 60_000 }, clusterId);
    const approved = await settled(store.move(plan, 'approved', {}, { work: 'new', deadlineMs: 60_000 }));
    if (waitsFor) await store.note(approved, null, 'waiting', waitsFor, 'never');
    expect((await stateOf(plan.id))?.state).toBe('approved');
    await over(plan.id);
    expect(await stateOf(plan.id)).toMatchObject({ state: 'stale', error: { finding: { code, facts: { minutes } }, retryable: true } });
    expect(await redis.zcard('{bursting}:due')).toBe(0);
  });

  test('an apply that has begun goes on, and what is over stays as it is', async () => {
    const plan = await waiting({ deadlineMs: 60_000 });
    const approved = await settled(store.move(plan, 'approved', {}, { work: 'new', deadlineMs: 60_000 }));
    const applying = await settled(store.move(approved, 'applying', {}, { inTime: true }));
    await over(plan.id);
    expect((await stateOf(plan.id))?.state).toBe('applying');
    await settled(store.move(applying, 'succeeded', {}));
    expect((await stateOf(plan.id))?.state).toBe('succeeded');
    await endLate(store, 'run_0123456789', rules);
  });
});

test('a decision is refused after the deadline, whoever asks, also before the plan was ended', async () => {
  const plan = await waiting({ deadlineMs: 60_000 });
  await over(plan.id);
  expect(await store.move(plan, 'approved', {}, { inTime: true })).toEqual({ moved: false, why: 'late' });
  expect(await store.move({ ...plan, rev: plan.rev - 1 }, 'approved', {}, { inTime: true })).toEqual({ moved: false, why: 'changed' });
});
