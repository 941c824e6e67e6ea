import { Worker } from 'bullmq';
import type { Logger } from 'pino';
import { type ExecuteDeps, execute } from './execute.ts';
import type { Publisher } from './publish.ts';
import { executeQueue, PREFIX, PUBLISH_QUEUE, publishPayload } from './queues.ts';
import type { RedisClient } from './redis.ts';

/**
 * Recovery of a killed worker's job within 10 s: its lock ends after 5 s at the latest, and the check for that runs every 2 s. A job may
 * be lost any number of times (attempts are counted on the run), and after an outage BullMQ looks again at once, not after its 15 s.
 */
const TIMING = {
  lockDuration: 5_000,
  stalledInterval: 2_000,
  maxStalledCount: Number.MAX_SAFE_INTEGER,
  runRetryDelay: 500,
  drainDelay: 2,
} as const;
const EXECUTE_CONCURRENCY = 10;
const PUBLISH_CONCURRENCY = 20;

export interface WorkerDeps extends ExecuteDeps {
  /** A connection that waits: BullMQ insists on it. */
  readonly redis: RedisClient;
  readonly publisher: Publisher;
  readonly group: string;
  readonly log: Logger;
}

export interface Workers {
  /** Whether both take work. */
  ready(): boolean;
  /** Takes no more, aborts reads (another worker repeats them), lets messages under way arrive, closes. */
  stop(): Promise<void>;
}

export function startWorkers(deps: WorkerDeps): Workers {
  const shutdown = new AbortController();
  const connection = deps.redis;
  const executor = new Worker(executeQueue(deps.group), (job) => execute(deps, job.data, shutdown.signal), {
    connection,
    prefix: PREFIX,
    concurrency: EXECUTE_CONCURRENCY,
    ...TIMING,
  });
  const publisher = new Worker(PUBLISH_QUEUE, (job) => deps.publisher.publish(publishPayload.parse(job.data).run), {
    connection,
    prefix: PREFIX,
    concurrency: PUBLISH_CONCURRENCY,
    ...TIMING,
  });
  for (const worker of [executor, publisher]) {
    worker.on('error', (error) => deps.log.warn({ queue: worker.name, detail: error.message }, 'queue error'));
    worker.on('failed', (job, error) => deps.log.warn({ queue: worker.name, job: job?.id, detail: error.message }, 'job given back'));
  }
  return {
    ready: () => !shutdown.signal.aborted && connection.status === 'ready' && executor.isRunning() && publisher.isRunning(),
    async stop() {
      shutdown.abort(new Error('the worker is stopping'));
      await executor.close();
      deps.publisher.stop();
      await publisher.close();
    },
  };
}
