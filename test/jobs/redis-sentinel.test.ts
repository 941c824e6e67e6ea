import { afterAll, beforeAll, describe, expect, type TestContext, test, vi } from 'vitest';
import type { FakeSlack } from '../../sandbox/slack/fake.ts';
import { startSentinel } from './redis-kinds.ts';
import { type BenchOptions, create, gate, openBench, runIs, startSlack, works } from './workbench.ts';

let slack: FakeSlack;
beforeAll(async () => {
  slack = await startSlack();
});
afterAll(() => slack.stop());

async function open({ onTestFinished }: TestContext, password: string | null, options: BenchOptions = {}) {
  const sentinel = await startSentinel(password);
  onTestFinished(() => sentinel.stop());
  const bench = await openBench(sentinel.target, slack, options);
  onTestFinished(() => bench.stop());
  const [master] = sentinel.servers;
  if (!master) throw new Error('there is no master');
  return { master, bench };
}
const since = (moment: number): string => `${((performance.now() - moment) / 1_000).toFixed(1)} s`;

describe.concurrent('with sentinels', () => {
  test('a run goes on when the master is killed', async (context) => {
    const { world, state, finish } = gate();
    const { master, bench } = await open(context, null, { world });
    const { id } = await create(bench.store);
    await vi.waitFor(() => expect(state.begun).toBe(1), { timeout: 5_000, interval: 10 });
    await bench.redis.wait(1, 2_000);
    await master.stop('SIGKILL');
    const killed = performance.now();
    finish();
    await vi.waitFor(() => runIs(bench.store, id, 'succeeded', 50), { timeout: 15_000, interval: 20 });
    await context.annotate(`succeeded ${since(killed)} after the master was killed`);
    await works(slack, bench);
  }, 40_000);

  test('work goes on when the master hangs, with passwords everywhere', async (context) => {
    const { master, bench } = await open(context, 'sentinel-secret');
    await works(slack, bench);
    await bench.redis.wait(1, 2_000);
    process.kill(master.pid, 'SIGSTOP');
    const hung = performance.now();
    await vi.waitFor(() => works(slack, bench), { timeout: 20_000, interval: 20 });
    await context.annotate(`another run was done ${since(hung)} after the master hung`);
  }, 40_000);
});
