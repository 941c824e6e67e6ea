import { Redis } from 'ioredis';
import { addReadyCluster } from '../../sandbox/site.ts';
import type { Figure } from '../figure.ts';
import { GATEWAY, Rig, WORKER } from '../rig.ts';

const CLUSTERS = 100;
/** The shortest period there is. */
const EVERY_MS = 300_000;
const WINDOW_MS = 30_000;
const WATCHES = '{bursting}:watches';

interface Watched {
  /** Of both workers, in a minute. */
  readonly cpuMs: number;
  /** What Redis is asked by anybody, in a minute. */
  readonly commands: number;
  /** Between two looks that follow each other: the longest. */
  readonly gapMs: number;
  /** When all are due at once. */
  readonly sweep: { readonly tookMs: number; readonly runs: number };
}

/** Two workers that have so many clusters on watch. */
async function watched(clusters: number): Promise<Watched> {
  const rig = await Rig.start({
    arrange: (world) => {
      for (let index = 0; index < clusters; index += 1) {
        addReadyCluster(world, `c${index}`);
        const configured = world.configured.at(-1);
        if (configured) configured.settings = { watch: { every: `${EVERY_MS / 60_000}m`, channel: 'C01OPS' } };
      }
    },
  });
  const redis = new Redis(rig.redis.url);
  const looked = (): Promise<number> => redis.zcard('{bursting}:runs:state:succeeded');
  try {
    await rig.bot(GATEWAY);
    const workers = [await rig.bot(WORKER), await rig.bot(WORKER)];
    const cpuMs = async (): Promise<number> =>
      (await Promise.all(workers.map((each) => each.usage()))).reduce((all, each) => all + each.cpuMs, 0);
    // A period later, nobody having looked meanwhile, all are due. Once done, certificates are there and libraries are loaded.
    const sweep = async (): Promise<Watched['sweep']> => {
      const [before, since] = [await looked(), performance.now()];
      for (const id of await redis.zrange(WATCHES, '0', '-1')) {
        const due = Number(await redis.hget(`{bursting}:watch:${id}`, 'due')) - EVERY_MS + 1; // a time that had no run yet
        await redis.hset(`{bursting}:watch:${id}`, 'due', due);
        await redis.zadd(WATCHES, 'XX', due, id);
      }
      while ((await looked()) < before + clusters) await new Promise((resolve) => setTimeout(resolve, 10));
      const tookMs = performance.now() - since;
      // Whatever was made twice would be there soon.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      return { tookMs, runs: (await looked()) - before };
    };
    await sweep();
    const swept = await sweep();

    const commands = await rig.countCommands();
    const before = await cpuMs();
    await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
    const perMinute = 60_000 / WINDOW_MS;
    const load = { cpuMs: ((await cpuMs()) - before) * perMinute, commands: commands() * perMinute };
    const due = (await redis.zrange(WATCHES, '0', '-1', 'WITHSCORES')).filter((_, index) => index % 2 === 1).map(Number);
    const gapMs = Math.max(0, ...due.slice(1).map((at, index) => at - (due[index] ?? at)));
    return { ...load, gapMs, sweep: swept };
  } finally {
    redis.disconnect();
    await rig.close();
  }
}

/** A hundred clusters on watch, beside none. */
export async function watches(): Promise<readonly Figure[]> {
  const none = await watched(0);
  const all = await watched(CLUSTERS);
  const of = `${CLUSTERS} clusters watched every ${EVERY_MS / 60_000} min`;
  const baseline = (value: number) => ({ baseline: { what: 'none watched', value } });
  const even = EVERY_MS / CLUSTERS;
  return [
    { what: `${of}: CPU of 2 workers, ms a minute`, value: all.cpuMs, unit: 'ms', ...baseline(none.cpuMs) },
    { what: `${of}: commands of Redis`, value: all.commands, unit: '/min', ...baseline(none.commands) },
    {
      what: `${of}: longest gap between two looks`,
      value: all.gapMs,
      unit: 'ms',
      baseline: { what: 'evenly spread', value: even },
      budget: { most: even * 1.5 },
    },
    { what: `${of}: all due at once, done after`, value: all.sweep.tookMs, unit: 'ms' },
    {
      what: `${of}: runs made when all are due at once`,
      value: all.sweep.runs,
      unit: 'count',
      baseline: { what: 'one each', value: CLUSTERS },
      budget: { most: CLUSTERS + 1 },
    },
  ];
}
