import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { ready } from '../../sandbox/scenarios/ready.ts';
import type { FakeSlack } from '../../sandbox/slack/fake.ts';
import { Program } from '../flows/program.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { type Bench, type BenchOptions, create, gate, openBench, runIs, startSlack, stored } from './workbench.ts';

let slack: FakeSlack;
let dir: string;
let server: PrivateRedis;
const benches: Bench[] = [];

beforeAll(async () => {
  slack = await startSlack();
});
afterAll(() => slack.stop());
beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'bursting-aof-'));
  server = await startRedis(['--dir', dir, '--appendonly', 'yes']);
});
afterEach(async () => {
  await Promise.all(benches.splice(0).map((bench) => bench.stop()));
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

const open = async (options: BenchOptions = {}): Promise<Bench> => {
  const bench = await openBench(server.url, slack, options);
  benches.push(bench);
  return bench;
};
const restart = async (): Promise<void> => {
  server = await startRedis(['--dir', dir, '--appendonly', 'yes'], server.port);
};
/** Times are reported, not judged: they say something about this machine. */
const since = (moment: number): string => `${((performance.now() - moment) / 1_000).toFixed(1)} s`;

test('Redis is killed while a worker reads, and comes back: the result arrives', async ({ annotate }) => {
  const { world, state, finish } = gate();
  const { store, redis } = await open({ world });
  const { id } = await create(store);
  await vi.waitFor(() => expect(state.begun).toBe(1), { timeout: 5_000, interval: 10 });
  await server.stop('SIGKILL');
  finish();
  await vi.waitFor(() => expect(redis.status).not.toBe('ready'), { interval: 5 });
  await restart();
  const back = performance.now();
  const run = await runIs(store, id, 'succeeded');
  await annotate(`succeeded ${since(back)} after Redis was back`);
  expect(run.result).toMatchObject({ success: true });
  await slack.messages.wait(({ metadata }) => [id, 'succeeded'].every((word) => JSON.stringify(metadata).includes(word)));
  await annotate(`shown ${since(back)} after Redis was back`);
});

test('Redis is down when work is created by another process and a worker waits: it is taken when both are back', async ({ annotate }) => {
  const { store, redis } = await open();
  await server.stop('SIGKILL');
  await vi.waitFor(() => expect(redis.status).not.toBe('ready'), { interval: 5 });
  await restart();
  const back = performance.now();
  await vi.waitFor(() => expect(redis.status).toBe('ready'), { timeout: 3_000, interval: 10 });
  await runIs(store, (await create(store)).id, 'succeeded');
  await annotate(`connected and done ${since(back)} after Redis was back`);
});

test('Redis hangs for four seconds while a worker reads: the result arrives', async ({ annotate }) => {
  const { world, state, finish } = gate();
  const { store } = await open({ world });
  const { id } = await create(store);
  await vi.waitFor(() => expect(state.begun).toBe(1), { timeout: 5_000, interval: 10 });
  process.kill(server.pid, 'SIGSTOP');
  const hung = performance.now();
  finish();
  try {
    await vi.waitFor(() => expect(performance.now() - hung).toBeGreaterThan(4_000), { timeout: 6_000, interval: 50 });
  } finally {
    process.kill(server.pid, 'SIGCONT');
  }
  const back = performance.now();
  const run = await runIs(store, id, 'succeeded');
  await annotate(`succeeded ${since(back)} after Redis answered again`);
  expect(run.result).toMatchObject({ success: true });
});

test('a worker that is killed while it reads is replaced by another', async ({ annotate }) => {
  const cloud = await startSandboxCloud(ready);
  try {
    const gateway = await open({ workers: false });
    const stage = {
      slack,
      cloud,
      env: {
        ROLE: 'worker',
        REDIS_URL: server.url,
        BURSTING_SIGNING_KEY: 'k'.repeat(40),
        SLACK_APP_TOKEN: undefined,
      },
    };
    const clusterId = cloud.world.clusters[0]?.id ?? '';
    cloud.world.faults.push({ service: 'Kubernetes', operation: 'ListNodes', trouble: { kind: 'hang' }, times: 1 });
    const victim = Program.onStage(['start'], stage);
    await victim.says(/"msg":"started"/);
    const { id } = await create(gateway.store, {
      target: { alias: 'prod', region: cloud.world.region, projectId: null, clusterId },
    });
    await vi.waitFor(() => expect(cloud.calls.filter(({ operation }) => operation === 'ListNodes')).toHaveLength(1), {
      timeout: 10_000,
      interval: 20,
    });
    const other = Program.onStage(['start'], stage);
    await other.says(/"msg":"started"/);

    victim.kill('SIGKILL');
    const killed = performance.now();
    const run = await runIs(gateway.store, id, 'succeeded', 15_000);
    await annotate(`succeeded ${since(killed)} after the worker was killed`);
    expect(run).toMatchObject({ attempt: 2, result: { success: true } });
    expect((await stored(gateway.store, id)).work).toBeNull();
    expect(cloud.violations).toEqual([]);
    other.kill('SIGTERM');
    expect(await other.ended).toMatchObject({ code: 0 });
  } finally {
    await cloud.close();
  }
}, 60_000);
