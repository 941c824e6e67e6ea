import { openRedis } from '../jobs/redis.ts';
import { startWorkers, type Workers } from '../jobs/worker.ts';
import type { Tempo } from './bot.ts';
import type { Basics, Closing, Parts } from './parts.ts';
import type { WorkerParts } from './worker-parts.ts';

export interface WorkerRole extends Workers {
  /** Loads what work needs, before there is any. */
  load(): Promise<unknown>;
}

/**
 * Takes work from the queues. What the work itself needs, most of the program, is loaded when the worker is ready for it, or by the first
 * job.
 */
export function startWorkerRole(
  { config, log, slack, onRedisError }: Basics,
  parts: () => Promise<Parts>,
  tempo: Tempo | null,
  closing: Closing,
): WorkerRole {
  let opened: Promise<WorkerParts> | null = null;
  const open = (): Promise<WorkerParts> => {
    opened ??= Promise.all([import('./worker-parts.ts'), parts(), slack()]).then(([{ openWorkerParts }, ...both]) =>
      openWorkerParts(...both, tempo),
    );
    return opened;
  };
  const patient = openRedis(config.redis, 'patient', onRedisError);
  closing.push(() => patient.disconnect());
  closing.push(async () => (await opened)?.close());
  const workers = startWorkers({ redis: patient, group: config.workerGroup, work: async () => (await open()).work, log });
  closing.push(() => workers.stop());
  closing.push(async () => (await opened)?.stopClocks());
  return { ...workers, load: open };
}
