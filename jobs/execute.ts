import type { Logger } from 'pino';
import { actionOf } from '../src/actions/index.ts';
import { clusterWithId, type Rules } from '../src/config/config.ts';
import { type AnyAction, type Context, type GuidedAction, type Invocation, isGuided, longestMs } from '../src/core/action.ts';
import { BotError } from '../src/core/errors.ts';
import { hasWork } from '../src/core/plan.ts';
import { roleToAsk } from '../src/people/rights.ts';
import { propose } from '../src/runs/plan-run.ts';
import { isFollowed, type Run, type RunState } from '../src/runs/run.ts';
import { type Change, type MoveOptions, StoreUnavailable } from '../src/runs/store.ts';
import { seenIn } from '../src/runs/watch.ts';
import { confirmAllowed } from './allowed.ts';
import { follow } from './follow-ups.ts';
import type { Leases } from './leases.ts';
import type { Rights } from './rights.ts';
import { persist, toRunError } from './run-errors.ts';
import type { RedisRunStore, StoredRun } from './store.ts';
import type { Watches } from './watches.ts';
import type { World } from './world.ts';

/** A run that has cost this many workers their life is not tried again. */
const MAX_ATTEMPTS = 5;
/** How often a running read looks whether it was cancelled. */
const WATCH_MS = 1_000;
/** Reads finish in well under a second or two: one edit then shows the end instead of two. */
const SHOW_RUNNING_AFTER_MS = 700;

export interface ExecuteDeps {
  readonly store: RedisRunStore;
  readonly world: Pick<World, 'open'>;
  readonly leases: Leases;
  readonly rights: Rights;
  readonly rules: Rules;
  readonly watches: Pick<Watches, 'know'>;
  readonly log: Logger;
}

/** How the work of one revision ends: one move. */
interface Ending {
  readonly to: RunState;
  readonly change: Change;
  readonly options?: MoveOptions & { readonly judgesCluster?: boolean };
  /** What follows from what was found. */
  readonly next?: readonly Invocation[];
}

/**
 * Reads, for a read or for a plan. Ends with exactly one move, whatever happens; only shutdown and an unreachable Redis leave the run as
 * it is, for another worker.
 */
export async function execute(deps: ExecuteDeps, found: StoredRun, work: number, shutdown: AbortSignal): Promise<void> {
  // Asked while the run begins: nothing is read before the answer.
  const allowed = isAllowed(deps, found.run);
  allowed.catch(() => {});
  const begun = await begin(deps, found.run, work);
  if (!begun) return;
  const { run: started, attempt } = begun;
  const log = deps.log.child({ run: started.id, command: started.command, attempt });

  const cancelled = new AbortController();
  const watch = setInterval(() => {
    deps.store.get(started.id).then(
      (now) => now?.run.rev !== started.rev && cancelled.abort(new Error('the run was cancelled')),
      () => {}, // Redis is away: the run goes on, its end is written when Redis is back
    );
  }, WATCH_MS);
  try {
    const ending = await attemptOnce(deps, begun, allowed, AbortSignal.any([shutdown, cancelled.signal]), log);
    if (!ending) return;
    const ended = await persist(async () => {
      const news = started.watch && (await deps.watches.know(started.target.clusterId, seenIn(started.id, endOf(ending), found.now)));
      if (isFollowed({ parent: started.parent, watch: news && { news } })) await follow(deps.store, started, ending.next);
      const change = news ? { ...ending.change, news } : ending.change;
      return deps.store.move(started, ending.to, change, { ...ending.options, attempt });
    }, shutdown);
    if (!ended.moved) return log.info({ why: ended.why }, 'run ended elsewhere');
    const { state, createdAt, updatedAt, error } = ended.run;
    log.info({ state, durationMs: updatedAt - createdAt, error: error?.finding.code }, 'run ended');
  } finally {
    clearInterval(watch);
  }
}

const endOf = ({ to, change }: Ending): Pick<Run, 'state' | 'result' | 'error'> => ({
  state: to,
  result: change.result ?? null,
  error: change.error ?? null,
});

interface Begun {
  readonly run: Run;
  readonly attempt: number;
}

/** Null: that work is not due any more, or another worker was faster. */
async function begin({ store }: ExecuteDeps, run: Run, work: number): Promise<Begun | null> {
  if (run.state !== 'queued') {
    const attempt = await store.begin(run.id, work, 'running');
    return attempt ? { run, attempt } : null;
  }
  const moved = await store.move(run, 'running', {}, { showAfterMs: SHOW_RUNNING_AFTER_MS, begins: true });
  return moved.moved ? { run: moved.run, attempt: moved.attempt ?? 0 } : null;
}

async function isAllowed({ rules, rights }: ExecuteDeps, run: Run): Promise<void> {
  const action = actionOf(run.command);
  if (action) await confirmAllowed(run, roleToAsk(action.kind), rules, rights);
}

/** Null: stopped from outside, or Redis is away: not this worker's to end. */
async function attemptOnce(
  deps: ExecuteDeps,
  { run, attempt }: Begun,
  allowed: Promise<void>,
  stop: AbortSignal,
  log: Logger,
): Promise<Ending | null> {
  try {
    if (attempt > MAX_ATTEMPTS) throw new BotError('attempts_exhausted', { attempts: attempt - 1 });
    const action = actionOf(run.command);
    if (!action || isGuided(action)) throw new BotError('not_allowed', { reason: 'unknown_command' });
    await allowed;
    const timeoutMs = longestMs(action, action.params.parse(run.params));
    const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
    try {
      const context = await deps.world.open(run.target, new Date(), signal, deps.store.progressOf(run, attempt));
      const ending = await read(deps, action, run, context);
      return { ...ending, change: { ...ending.change, target: { ...run.target, projectId: context.target.projectId } } };
    } catch (error) {
      if (signal.aborted && !stop.aborted) throw new BotError('timeout', { seconds: timeoutMs / 1_000 }, { retryable: true, cause: error });
      throw error;
    }
  } catch (error) {
    // Redis is away: the run stays due, and a later attempt finds out.
    if (stop.aborted || error instanceof StoreUnavailable) return null;
    return { to: 'failed', change: { error: toRunError(error, run, log) } };
  }
}

async function read(deps: ExecuteDeps, action: Exclude<AnyAction, GuidedAction<object>>, run: Run, context: Context): Promise<Ending> {
  const params = action.params.parse(run.params);
  if (action.kind === 'read') {
    const result = await action.read(params, context);
    const options = { judgesCluster: action.judgesCluster?.(params) ?? false };
    return { to: 'succeeded', change: { result: { ...result } }, options, next: action.next?.(params, result) ?? [] };
  }
  const rules = clusterWithId(deps.rules, run.target.clusterId)?.approvals ?? deps.rules.approvals;
  const proposal = propose(run.command, action, params, await action.read(params, context), { context, rules });
  const { result } = proposal;
  if (!proposal.plan) {
    const finding = proposal.unreadable;
    return finding
      ? { to: 'failed', change: { result, error: { finding, requestId: null, retryable: true } } }
      : { to: 'blocked', change: { result } };
  }
  const plan = { ...proposal.plan, applyingNow: await deps.leases.holders(proposal.plan.leases) };
  if (!hasWork(plan)) return { to: 'succeeded', change: { result, plan } };
  return { to: 'awaiting_approval', change: { result, plan }, options: { work: 'none', deadlineMs: rules.expiresInMs } };
}
