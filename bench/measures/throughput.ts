import { Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import type { Child } from '../child.ts';
import type { Figure } from '../figure.ts';
import { GATEWAY, Rig, WORKER } from '../rig.ts';

const READS = 600;

/** So many a minute if one core did nothing else. */
async function perMinuteAndCore(worker: Child, count: number, work: () => Promise<unknown>): Promise<{ core: number; wall: number }> {
  const before = await worker.usage();
  const since = performance.now();
  await work();
  const wallMs = performance.now() - since;
  const { cpuMs } = await worker.usage();
  return { core: (count * 60_000) / (cpuMs - before.cpuMs), wall: (count * 60_000) / wallMs };
}

async function emptyJobs(): Promise<number> {
  const rig = await Rig.start();
  const worker = rig.run('idle-worker.ts', { REDIS_URL: rig.redis.url });
  await worker.says('"started"');
  const connection = new Redis(rig.redis.url, { maxRetriesPerRequest: null });
  const queue = new Queue('idle', { connection, prefix: '{bench}' });
  const blocking = connection.duplicate();
  const events = new QueueEvents('idle', { connection: blocking, prefix: '{bench}' });
  // Each job that is waited for listens.
  for (const emitter of [queue, events]) emitter.setMaxListeners(0);
  await events.waitUntilReady();
  const { core } = await perMinuteAndCore(worker, READS, async () => {
    const jobs = await queue.addBulk(Array.from({ length: READS }, () => ({ name: 'idle', data: {} })));
    await Promise.all(jobs.map((job) => job.waitUntilFinished(events)));
  });
  await events.close();
  await queue.close();
  for (const one of [connection, blocking]) one.disconnect();
  await rig.close();
  return core;
}

/** How many reads one core of a worker does against a cloud that answers at once. */
export async function throughput(): Promise<readonly Figure[]> {
  const baseline = { what: 'a BullMQ worker that does nothing', value: await emptyJobs() };
  const rig = await Rig.start();
  await rig.bot(GATEWAY);
  const worker = await rig.bot(WORKER);
  const redis = new Redis(rig.redis.url);
  const finished = async (count: number): Promise<void> => {
    while ((await redis.zcard('{bursting}:runs:state:succeeded')) < count) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const ask = (count: number): Promise<unknown> => Promise.all(Array.from({ length: count }, () => rig.type('precheck prod')));
  await ask(20);
  await finished(20);
  const { core, wall } = await perMinuteAndCore(worker, READS, async () => {
    await ask(READS);
    await finished(READS + 20);
  });
  redis.disconnect();
  await rig.close();
  return [
    { what: 'reads per minute and core of a worker, 0 ms per call', value: core, unit: '/min', baseline, budget: { least: 1_000 } },
    { what: 'reads per minute of one worker, by the clock', value: wall, unit: '/min' },
  ];
}
