import { Redis } from 'ioredis';
import { addReadyCluster } from '../../sandbox/site.ts';
import { type Figure, median } from '../figure.ts';
import { type Kept, kept, type Looks } from '../looks.ts';
import { GATEWAY, Rig, WORKER } from '../rig.ts';

const CLUSTERS = 100;
/** The shortest period there is. */
const EVERY_MS = 300_000;
const WINDOW_MS = 30_000;
/** Nobody is about to look who has not begun yet; evenly spread, looks are 3 s apart. */
const CALM_MS = 500;
const WATCHES = '{bursting}:watches';

interface Watched {
  /** Of both workers, in a minute. */
  readonly cpuMs: number;
  /** What Redis is asked by anybody, in a minute. */
  readonly commands: number;
  /** Between two looks that follow each other: the longest. */
  readonly gapMs: number;
  /** As each was due by itself. */
  readonly regular: Kept;
  /** When all are due at once. */
  readonly sweep: Kept & { readonly tookMs: number };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

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
  const done = (): Promise<number> => redis.zcard('{bursting}:runs:state:succeeded');
  const now = async (): Promise<number> => {
    const [seconds, micros] = await redis.time();
    return Number(seconds) * 1_000 + Math.ceil(Number(micros) / 1_000);
  };
  /** When each watch is due, at a moment at which nobody is about to look. */
  const calm = async (): Promise<ReadonlyMap<string, number>> => {
    for (;;) {
      const ids = await redis.zrange(WATCHES, '0', '-1');
      const dues = await Promise.all(ids.map(async (id) => [id, Number(await redis.hget(`{bursting}:watch:${id}`, 'due'))] as const));
      const soon = (await now()) + CALM_MS;
      if (dues.length >= clusters && dues.every(([, due]) => due > soon)) return new Map(dues);
      await sleep(50);
    }
  };
  /** What became of the times of all watches, counted in the records of runs. */
  const looksSince = async (dues: ReadonlyMap<string, number>, since: number): Promise<Kept> => {
    await calm();
    const until = await now();
    const looks = [...dues].map(async ([id, due]): Promise<Looks> => {
      const created = await redis.zrange(`{bursting}:runs:cluster:${id}`, '0', '-1', 'WITHSCORES');
      return { due, created: created.filter((_, index) => index % 2 === 1).map(Number) };
    });
    return kept(await Promise.all(looks), EVERY_MS, since, until);
  };
  try {
    await rig.bot(GATEWAY);
    const workers = [await rig.bot(WORKER), await rig.bot(WORKER)];
    const cpuMs = async (): Promise<number> =>
      (await Promise.all(workers.map((each) => each.usage()))).reduce((all, each) => all + each.cpuMs, 0);
    // A period later, nobody having looked meanwhile, all are due. Once done, certificates are there and libraries are loaded.
    const sweep = async (): Promise<Watched['sweep']> => {
      const overdue = new Map([...(await calm())].map(([id, due]) => [id, due - EVERY_MS + 1])); // a time that had no run yet
      const [before, since] = [await done(), await now()];
      for (const [id, due] of overdue) {
        await redis.hset(`{bursting}:watch:${id}`, 'due', due);
        await redis.zadd(WATCHES, 'XX', due, id);
      }
      while ((await done()) < before + clusters) await sleep(10);
      const tookMs = (await now()) - since;
      // Whatever was made twice would be there soon.
      await sleep(2_000);
      return { ...(await looksSince(overdue, since)), tookMs };
    };
    await sweep();
    const swept = await sweep();

    const dues = await calm();
    const since = await now();
    const commands = await rig.countCommands();
    const before = await cpuMs();
    await sleep(WINDOW_MS);
    const perMinute = 60_000 / WINDOW_MS;
    const load = { cpuMs: ((await cpuMs()) - before) * perMinute, commands: commands() * perMinute };
    const regular = await looksSince(dues, since);
    const ahead = [...dues.values()].sort((a, b) => a - b);
    const gapMs = Math.max(0, ...ahead.slice(1).map((at, index) => at - (ahead[index] ?? at)));
    return { ...load, gapMs, regular, sweep: swept };
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
    { what: `${of}: a look after its time, median`, value: median(all.regular.lateMs), unit: 'ms' },
    { what: `${of}: a look after its time, latest`, value: Math.max(0, ...all.regular.lateMs), unit: 'ms' },
    { what: `${of}: all due at once, latest look begun after`, value: Math.max(0, ...all.sweep.lateMs), unit: 'ms' },
    { what: `${of}: all due at once, done after`, value: all.sweep.tookMs, unit: 'ms' },
    {
      what: `${of}: looks that came twice for one time`,
      value: all.regular.twice + all.sweep.twice,
      unit: 'count',
      baseline: { what: 'looks', value: all.regular.looks + all.sweep.looks },
      budget: { most: 0 },
    },
    { what: `${of}: times at which nobody looked`, value: all.regular.leftOut + all.sweep.leftOut, unit: 'count', budget: { most: 0 } },
  ];
}
