import { type Job, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { executeQueue, PREFIX, PUBLISH_QUEUE } from './queues.ts';
import type { RedisClient } from './redis.ts';
import type { Work } from './work.ts';

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
/** How soon the same error of a queue is logged again. */
const REPEAT_MS = 60_000;
/** How long stopping waits for a sign of Redis. */
const ANSWER_MS = 1_000;
const EXECUTE_CONCURRENCY = 10;
const PUBLISH_CONCURRENCY = 20;

export interface WorkerDeps {
  /** A connection that waits: BullMQ insists on it. */
  readonly redis: RedisClient;
  readonly group: string;
  /** What jobs come to; the first one may have to wait until that is loaded. */
  readonly work: () => Promise<Work>;
  readonly log: Logger;
}

export interface Workers {
  /** Whether both take work. */
  ready(): boolean;
  /**
   * Takes no more, aborts reads (another worker repeats them), lets messages under way arrive, closes. Without Redis nothing can be
   * handed back or written down: then it closes at once, and the jobs are found by their locks.
   */
  stop(): Promise<void>;
}

export function startWorkers(deps: WorkerDeps): Workers {
  const shutdown = new AbortController();
  const connection = deps.redis;
  let loaded: Work | null = null;
  const work = async (): Promise<Work> => {
    loaded = await deps.work();
    return loaded;
  };
  const executor = new Worker(
    executeQueue(deps.group),
    (job) => handedBack(deps.log, job, async () => (await work()).execute(job.data, shutdown.signal)),
    {
      connection,
      prefix: PREFIX,
      concurrency: EXECUTE_CONCURRENCY,
      ...TIMING,
    },
  );
  const publisher = new Worker(PUBLISH_QUEUE, (job) => handedBack(deps.log, job, async () => (await work()).show(job.data)), {
    connection,
    prefix: PREFIX,
    concurrency: PUBLISH_CONCURRENCY,
    ...TIMING,
  });
  for (const worker of [executor, publisher]) {
    const said = new Map<string, number>();
    worker.on('error', ({ message: detail }) => {
      // In an outage each attempt to connect fails with the same words.
      if (performance.now() - (said.get(detail) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return;
      said.set(detail, performance.now());
      deps.log.warn({ queue: worker.name, detail }, 'queue error');
    });
  }
  return {
    ready: () => !shutdown.signal.aborted && connection.status === 'ready' && executor.isRunning() && publisher.isRunning(),
    async stop() {
      shutdown.abort(new Error('the worker is stopping'));
      // Asked to close in peace, BullMQ waits for Redis for ever.
      const force = !(await answers(connection));
      await executor.close(force);
      loaded?.stopShowing();
      await publisher.close(force);
    },
  };
}

/** BullMQ writes into Redis what a job throws: that says nothing, the log does. */
async function handedBack(
  log: Logger,
  { queueName: queue, id: job }: Pick<Job, 'queueName' | 'id'>,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    log.warn({ queue, job, err: error }, 'job given back');
    throw new Error('given back: the log says why');
  }
}

const answers = (redis: RedisClient): Promise<boolean> =>
  Promise.race([
    redis.ping().then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, ANSWER_MS, false).unref()),
  ]);
