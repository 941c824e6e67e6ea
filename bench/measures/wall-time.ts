import { Redis } from 'ioredis';
import type { Call } from '../../sandbox/cloud/traffic.ts';
import { addReadyCluster } from '../../sandbox/site.ts';
import { actionOf } from '../../src/actions/index.ts';
import { type Figure, median } from '../figure.ts';
import { Rig } from '../rig.ts';

/** The longest chain of calls that need each other's answers (design, section 8), cold and with certificate and project known. */
const CHAINS: Readonly<Record<string, { readonly cold: number; readonly warm: number; readonly most: number }>> = {
  precheck: { cold: 3, warm: 2, most: 1.15 },
  verify: { cold: 2, warm: 1, most: 1.15 },
  setup: { cold: 4, warm: 3, most: 1.15 },
};
const ROUNDS = 15;
/** A bot runs for months: not its first runs are measured. */
const WARM_UP = 5;

const alias = (index: number): string => `c${index}`;

interface Taken {
  readonly cold: readonly number[];
  readonly warm: readonly number[];
  /** Of a run, and how long one of them takes a client that does nothing else. */
  readonly calls: number;
  readonly callMs: number;
}

/**
 * How long a command takes when every API call takes `latencyMs`: from the run's creation, as Redis has it, to its end. `cold` is the
 * first run on a cluster in a process that has read another one: the libraries are loaded, nothing of this cluster is known.
 */
async function wallTimes(command: string, latencyMs: number): Promise<Taken> {
  const rig = await Rig.start({
    arrange: (world) => {
      for (let index = 0; index < ROUNDS; index += 1) addReadyCluster(world, alias(index));
      world.latencyMs = latencyMs;
    },
    yaml: { roles: {} },
  });
  const redis = new Redis(rig.redis.url);
  const once = async (cluster: string): Promise<number> => {
    const { run } = await rig.type(`${command} ${cluster}`);
    await rig.ended(run ?? '');
    const [created, updated] = await redis.hmget(`{bursting}:run:${run}`, 'created', 'updated');
    return Number(updated) - Number(created);
  };
  try {
    const bare = rig.run('bare-calls.ts', rig.cloud.env);
    await bare.says('"started"');
    const callMs = bare.told('callMs');
    await bare.stop();
    await rig.bot();
    for (let run = 0; run < WARM_UP; run += 1) await once('prod');
    const cold: number[] = [];
    const warm: number[] = [];
    let calls: readonly Call[] = [];
    for (let index = 0; index < ROUNDS; index += 1) {
      const before = rig.cloud.calls.length;
      cold.push(await once(alias(index)));
      calls = rig.cloud.calls.slice(before);
      warm.push(await once(alias(index)));
    }
    return { cold, warm, calls: calls.length, callMs };
  } finally {
    redis.disconnect();
    await rig.close();
  }
}

/** `precheck`, `verify` and `setup` beside their critical path, and beside the same calls one after another. */
export async function wallTime(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [command, chain] of Object.entries(CHAINS)) {
    if (!actionOf(command)) continue;
    for (const latencyMs of [50, 200]) {
      const { cold, warm, calls, callMs } = await wallTimes(command, latencyMs);
      for (const [state, times] of [
        ['cold', cold],
        ['warm', warm],
      ] as const) {
        const path = chain[state] * callMs;
        figures.push({
          what: `${command}, ${latencyMs} ms per call, ${state}`,
          value: median(times),
          unit: 'ms',
          baseline: { what: `critical path: ${chain[state]} x a bare client's call`, value: path },
          budget: { most: path * chain.most },
        });
      }
      figures.push({ what: `${command}, ${latencyMs} ms per call, the same calls in sequence`, value: calls * callMs, unit: 'ms' });
    }
  }
  return figures;
}
