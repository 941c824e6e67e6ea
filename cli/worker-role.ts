import { setTimeout as sleep } from 'node:timers/promises';
import { openRedis } from '../jobs/redis.ts';
import { startWorkers, type Workers } from '../jobs/worker.ts';
import type { Tempo } from './bot.ts';
import type { Basics, Closing, Parts } from './parts.ts';
import type { WorkerParts } from './worker-parts.ts';

/** A token that Slack refuses ends the process, and by then no run shall have begun in it: so long the first ones wait for Slack's word. */
const WORD_OF_SLACK_MS = 1_000;

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
  let heard: Promise<unknown> | null = null;
  const work = async (): Promise<WorkerParts['work']> => {
    const [opening, { identified }] = [open(), await slack()];
    heard ??= Promise.race([identified, sleep(WORD_OF_SLACK_MS)]);
    await heard;
    return (await opening).work;
  };
  const patient = openRedis(config.redis, 'patient', onRedisError);
  closing.push(() => patient.disconnect());
  closing.push(async () => (await opened)?.close());
  const workers = startWorkers({ redis: patient, group: config.workerGroup, work, log });
  closing.push(() => workers.stop());
  closing.push(async () => (await opened)?.stopClocks());
  return { ...workers, load: open };
}
