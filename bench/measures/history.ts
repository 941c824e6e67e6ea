import { once } from 'node:events';
import { openRedis } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import { type Figure, median } from '../figure.ts';
import { Rig } from '../rig.ts';

const [FEW, MANY] = [100, 100_000];
const ROUNDS = 50;
const DAY_MS = 86_400_000;

/** Ends so many reads of a cluster, as a gateway and a worker would have. */
async function endRuns(store: RedisRunStore, clusterId: string, count: number): Promise<void> {
  const draft = {
    command: 'precheck',
    action: 'huawei_precheck_cce_cci_bursting',
    target: { alias: 'prod', region: 'cn-north-4', clusterId, projectId: null },
    requestedBy: 'U01ALICE',
    channel: 'C01OPS',
    params: {},
    group: 'default',
  };
  const result = { success: true, issues: [], warnings: [] };
  const one = async (index: number): Promise<void> => {
    const created = await store.create(draft, { delivery: `history-${index}`, withinMs: 60_000, queuedLimit: 1_000_000 });
    if (created.outcome === 'full') throw new Error('the queue is full');
    const running = await store.move(created.run, 'running', {});
    if (running.moved) await store.move(running.run, 'succeeded', { result }, { work: 'none' });
  };
  for (let from = 0; from < count; from += 250)
    await Promise.all(Array.from({ length: Math.min(250, count - from) }, (_, i) => one(from + i)));
}

/** What people and the reconciler ask of the store while nothing runs, with a short and with a long history. */
async function withHistory(count: number): Promise<{ readonly runsMs: number; readonly sweepMs: number }> {
  const rig = await Rig.start();
  const redis = openRedis({ kind: 'single', url: rig.redis.url }, 'patient', () => {});
  await once(redis, 'ready');
  const retention = { runsMs: 30 * DAY_MS, detailsMs: 7 * DAY_MS, auditMs: 400 * DAY_MS };
  const store = new RedisRunStore({ redis, retention, hints: { work() {}, show() {} }, sign: () => '' });
  const [cluster] = rig.cloud.world.clusters;
  await endRuns(store, cluster?.id ?? '', count);
  // All of it is shown already.
  await redis.del('{bursting}:dirty');
  await rig.bot();
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const since = performance.now();
    await work();
    return performance.now() - since;
  };
  const [runs, sweeps]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.push((await rig.type('runs')).tookMs);
    sweeps.push(await timed(() => Promise.all((['due', 'dirty', 'deadlines'] as const).map((what) => store.take(what, 1_000, 100)))));
  }
  redis.disconnect();
  await rig.close();
  return { runsMs: median(runs), sweepMs: median(sweeps) };
}

/** `runs` and the reconciler's sweep with 100,000 finished runs in Redis: as with 100. */
export async function history(): Promise<readonly Figure[]> {
  const few = await withHistory(FEW);
  const many = await withHistory(MANY);
  const what = `with ${FEW}`;
  // Twice, or a millisecond: what a machine's own noise makes of the same work.
  const as = (value: number): { readonly most: number } => ({ most: Math.max(value * 2, value + 1) });
  return [
    { what: `runs, ${MANY} finished`, value: many.runsMs, unit: 'ms', baseline: { what, value: few.runsMs }, budget: as(few.runsMs) },
    { what: `sweep, ${MANY} finished`, value: many.sweepMs, unit: 'ms', baseline: { what, value: few.sweepMs }, budget: as(few.sweepMs) },
  ];
}
