import { type Job, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { actionOf } from '../src/actions/index.ts';
import { isGuided } from '../src/core/action.ts';
import { type ApplyDeps, apply } from './apply.ts';
import { execute } from './execute.ts';
import type { FormFiller } from './form-filler.ts';
import { guide } from './guide.ts';
import type { HomePublisher } from './home-publisher.ts';
import type { Publisher } from './publish.ts';
import { executePayload, executeQueue, PREFIX, PUBLISH_QUEUE, publishPayload } from './queues.ts';
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
/** How soon the same error of a queue is logged again. */
const REPEAT_MS = 60_000;
/** How long stopping waits for a sign of Redis. */
const ANSWER_MS = 1_000;
const EXECUTE_CONCURRENCY = 10;
const PUBLISH_CONCURRENCY = 20;

export interface WorkerDeps extends ApplyDeps {
  /** A connection that waits: BullMQ insists on it. */
  readonly redis: RedisClient;
  readonly publisher: Publisher;
  readonly homes: Pick<HomePublisher, 'publish'>;
  readonly forms: Pick<FormFiller, 'fill'>;
  readonly group: string;
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
  const executor = new Worker(executeQueue(deps.group), (job) => handedBack(deps.log, job, () => work(deps, job.data, shutdown.signal)), {
    connection,
    prefix: PREFIX,
    concurrency: EXECUTE_CONCURRENCY,
    ...TIMING,
  });
  const publisher = new Worker(PUBLISH_QUEUE, (job) => handedBack(deps.log, job, () => show(deps, job.data)), {
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
      deps.publisher.stop();
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

/** A job is only a hint: what there is to do, the run says. */
async function work(deps: WorkerDeps, data: unknown, shutdown: AbortSignal): Promise<void> {
  const job = executePayload.parse(data);
  if ('form' in job) return deps.forms.fill(job.form);
  const found = await deps.store.get(job.run);
  if (found?.work !== job.work) return;
  const { state, command } = found.run;
  const action = actionOf(command);
  if (action && isGuided(action)) return guide(deps, action, found, shutdown);
  if (state === 'queued' || state === 'running') await execute(deps, found, job.work, shutdown);
  else await apply(deps, found, job.work, shutdown);
}

function show({ publisher, homes, forms }: WorkerDeps, data: unknown): Promise<void> {
  const job = publishPayload.parse(data);
  if ('form' in job) return forms.fill(job.form);
  return 'home' in job ? homes.publish(job.home) : publisher.publish(job.run);
}

const answers = (redis: RedisClient): Promise<boolean> =>
  Promise.race([
    redis.ping().then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, ANSWER_MS, false).unref()),
  ]);
