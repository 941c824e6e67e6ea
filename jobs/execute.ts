import type { Logger } from 'pino';
import { actionOf } from '../src/actions/index.ts';
import type { Rules } from '../src/config/config.ts';
import { clusterWithId } from '../src/config/target.ts';
import { BotError, isBotError } from '../src/core/errors.ts';
import { clusterAllowedIn } from '../src/people/channels.ts';
import type { Run, RunError } from '../src/runs/run.ts';
import { StoreUnavailable } from '../src/runs/store.ts';
import { type ExecutePayload, executePayload } from './queues.ts';
import type { Rights } from './rights.ts';
import type { RedisRunStore } from './store.ts';
import type { World } from './world.ts';

/** A run that has cost this many workers their life is not tried again. */
const MAX_ATTEMPTS = 5;
/** How often a running read looks whether it was cancelled. */
const WATCH_MS = 1_000;
/** Reads finish in well under a second or two: one edit then shows the end instead of two. */
const SHOW_RUNNING_AFTER_MS = 700;

export interface ExecuteDeps {
  readonly store: RedisRunStore;
  readonly world: World;
  readonly rights: Rights;
  readonly rules: Rules;
  readonly log: Logger;
  readonly onEnd?: (run: Run) => void;
}

/**
 * Does the work of one run: a job is only a hint, so it first looks whether that work is still due. Ends with exactly one move, whatever
 * happens; only shutdown and an unreachable Redis leave the run as it is, for another worker.
 */
export async function execute(deps: ExecuteDeps, data: unknown, shutdown: AbortSignal): Promise<void> {
  const job: ExecutePayload = executePayload.parse(data);
  const found = await deps.store.get(job.run);
  if (found?.work !== job.work) return;
  const started =
    found.run.state === 'queued' ? await deps.store.move(found.run, 'running', {}, { showAfterMs: SHOW_RUNNING_AFTER_MS }) : found.run;
  if (!started) return;
  const attempt = await deps.store.begin(job.run, job.work);
  if (attempt === null) return;
  const log = deps.log.child({ run: started.id, command: started.command, attempt });

  const cancelled = new AbortController();
  const watch = setInterval(() => {
    deps.store.get(started.id).then(
      (now) => now?.run.rev !== started.rev && cancelled.abort(new Error('the run was cancelled')),
      () => {}, // Redis is away: the run goes on, its end is written when Redis is back
    );
  }, WATCH_MS);
  try {
    const ending = await attemptOnce(deps, started, attempt, AbortSignal.any([shutdown, cancelled.signal]), log);
    if (!ending) return;
    const ended = await persist(() => deps.store.move(started, ending.to, ending.change, { attempt }), shutdown);
    log.info(
      {
        state: ended?.state ?? 'lost',
        durationMs: ended ? ended.updatedAt - ended.createdAt : undefined,
        error: ended?.error?.finding.code,
      },
      'run ended',
    );
    if (ended) deps.onEnd?.(ended);
  } finally {
    clearInterval(watch);
  }
}

type Ending =
  | { readonly to: 'succeeded'; readonly change: { readonly target: Run['target']; readonly result: NonNullable<Run['result']> } }
  | { readonly to: 'failed'; readonly change: { readonly error: RunError } };

/** Null: stopped from outside, and not this worker's to end. */
async function attemptOnce(deps: ExecuteDeps, run: Run, attempt: number, stop: AbortSignal, log: Logger): Promise<Ending | null> {
  try {
    if (attempt > MAX_ATTEMPTS) throw new BotError('attempts_exhausted', { attempts: attempt - 1 });
    await confirmAllowed(deps, run);
    const action = actionOf(run.command);
    if (!action) throw new BotError('not_allowed', { reason: 'unknown_command' });
    const params = action.params.parse(run.params);
    const signal = AbortSignal.any([stop, AbortSignal.timeout(action.timeoutMs)]);
    const timedOut = (): boolean => signal.aborted && !stop.aborted;
    try {
      const context = await deps.world.open(run.target, new Date(), signal);
      const result = await action.read(params, context);
      return { to: 'succeeded', change: { target: { ...run.target, projectId: context.target.projectId }, result: { ...result } } };
    } catch (error) {
      if (timedOut()) throw new BotError('timeout', { seconds: action.timeoutMs / 1_000 }, { retryable: true, cause: error });
      throw error;
    }
  } catch (error) {
    return stop.aborted ? null : { to: 'failed', change: { error: toRunError(error, run, log) } };
  }
}

/** The worker asks again, with its own configuration: whoever can write into Redis or taint a gateway gains nothing. */
async function confirmAllowed(deps: ExecuteDeps, run: Run): Promise<void> {
  const cluster = clusterWithId(deps.rules, run.target.clusterId);
  if (!cluster && (run.target.alias || !deps.rules.allowUnlisted)) throw new BotError('not_allowed', { reason: 'unlisted_cluster' });
  if (cluster && (run.target.region !== cluster.region || (cluster.alias !== run.target.alias && run.target.alias))) {
    throw new BotError('not_allowed', { reason: 'other_cluster' });
  }
  if (cluster && !clusterAllowedIn(cluster, run.channel)) throw new BotError('not_allowed', { reason: 'wrong_channel' });
  const verdict = await deps.rights.judge('viewer', run.requestedBy, cluster);
  if (!verdict.allowed)
    throw new BotError('not_allowed', { reason: verdict.because.code }, { retryable: verdict.because.code === 'unknown' });
}

/** The one place where a thrown thing becomes what the person reads. */
function toRunError(error: unknown, run: Run, log: Logger): RunError {
  if (isBotError(error)) {
    log.info({ error: error.code, detail: error.message, requestId: error.requestId }, 'run stopped');
    return { finding: error.finding, requestId: error.requestId, retryable: error.retryable };
  }
  log.error({ err: error }, 'run stopped by a bug');
  return { finding: { code: 'internal', facts: { reference: run.id } }, requestId: null, retryable: false };
}

/** The result is in memory and Redis is away: wait for it. A shutdown gives up; the work is still due and another worker repeats it. */
async function persist<T>(write: () => Promise<T>, shutdown: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || shutdown.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
