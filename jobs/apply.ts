import type { Logger } from 'pino';
import { actionOf } from '../src/actions/index.ts';
import { type ApprovalRules, clusterWithId } from '../src/config/config.ts';
import type { Context, PlanAction } from '../src/core/action.ts';
import { BotError } from '../src/core/errors.ts';
import { finding } from '../src/core/finding.ts';
import { type Blocked, hasWork, isBlocked } from '../src/core/plan.ts';
import { isApproved } from '../src/runs/approved.ts';
import { confirmRights } from '../src/runs/decide.ts';
import { differences } from '../src/runs/difference.ts';
import { fingerprintOf } from '../src/runs/fingerprint.ts';
import type { Freezes } from '../src/runs/freeze.ts';
import { approvalsThatCount, requiredFor } from '../src/runs/objection.ts';
import { cleanPlan } from '../src/runs/plan-run.ts';
import { remaining } from '../src/runs/preflight.ts';
import type { Run, RunState, Waiting } from '../src/runs/run.ts';
import { type Change, type MoveOptions, StoreUnavailable } from '../src/runs/store.ts';
import { type ApplyTiming, applySteps, Halted, type StepsDeps } from './apply-steps.ts';
import type { ExecuteDeps } from './execute.ts';
import { again, follow } from './follow-ups.ts';
import type { Lease } from './leases.ts';
import { persist, toRunError } from './run-errors.ts';
import type { StoredRun } from './store.ts';

/** How often the world may move in a row before people have to ask again themselves. */
const MAX_REPLANS = 3;
const WATCH_MS = 1_000;

export interface ApplyDeps extends ExecuteDeps, Pick<StepsDeps, 'onTwice'> {
  readonly freezes: Freezes;
  /** Rights asked of Slack now, not remembered. */
  readonly rightsNow: ExecuteDeps['rights'];
  readonly signingKeys: readonly string[];
  readonly timing: ApplyTiming;
  /** Told, when an apply begins, how long it stood in line for its leases. */
  readonly onBegin?: (waitedMs: number) => void;
}

/** What an apply comes to. Null: it is not this worker's to end; it stays due. */
type Ending = { readonly to: RunState; readonly change: Change; readonly options?: MoveOptions } | null;

/**
 * Applies an approved plan (design 5): leases, rights and preflight, then its steps. Everything that matters is in the run, so a later
 * attempt, here or elsewhere, goes on from what it finds there and in the cloud.
 */
export async function apply(deps: ApplyDeps, seen: Pick<StoredRun, 'run'>, work: number, shutdown: AbortSignal): Promise<void> {
  const { run: asked } = seen;
  const action = actionOf(asked.command);
  if (!asked.plan || action?.kind !== 'plan') throw new Error(`${asked.id} has nothing to apply`);
  const log = deps.log.child({ run: asked.id, command: asked.command });
  const lease = await deps.leases.take(asked.plan.leases, asked.id);
  if ('blocker' in lease) return wait(deps, asked, lease.blocker === asked.id ? null : { for: 'run', run: lease.blocker });
  try {
    // Only now nobody else is at it: what was seen before may be from before another attempt, if this worker stood still.
    const found = await deps.store.get(asked.id);
    if (found?.work !== work) return;
    const { run } = found;
    const applying = run.state === 'approved' ? await admit(deps, run) : run;
    if (!applying) return;
    if (run.state === 'approved') deps.onBegin?.(lease.waitedMs);
    const attempt = await deps.store.begin(run.id, work, 'applying');
    if (attempt === null) return;
    const ending = await underWatch(deps, applying, lease, shutdown, (watch) =>
      carryOut(deps, action, applying, attempt, {
        lease,
        ...watch,
        log,
        preflight: found.preflight,
        resumed: run.state === 'applying',
        now: found.now,
      }),
    );
    if (!ending) return;
    const ended = await persist(() => deps.store.move(applying, ending.to, ending.change, { ...ending.options, attempt }), shutdown);
    if (!ended.moved) return log.info({ why: ended.why }, 'apply ended elsewhere');
    log.info({ state: ended.run.state, error: ended.run.error?.finding.code }, 'apply ended');
  } finally {
    await lease.release();
  }
}

/** The message says what it waits for; the work stays due and is tried again in a moment. */
async function wait(deps: ApplyDeps, run: Run, waiting: Waiting | null): Promise<void> {
  if (run.state === 'approved') await deps.store.note(run, null, 'waiting', waiting, 'at once');
}

/** From approved to applying: nobody said stop, and those who approved may still. Null: not now, or it ended here. */
async function admit(deps: ApplyDeps, run: Run): Promise<Run | null> {
  if (deps.rules.readOnly) {
    await wait(deps, run, { for: 'read_only' });
    return null;
  }
  const freeze = await deps.freezes.of(run.target.clusterId);
  if (freeze) {
    await wait(deps, run, { for: 'freeze', by: freeze.by, reason: freeze.reason });
    return null;
  }

  const cluster = clusterWithId(deps.rules, run.target.clusterId);
  const rules = cluster?.approvals ?? deps.rules.approvals;
  const required = requiredFor(run, rules.required);
  const approvals = approvalsThatCount(run, rules.selfApproval);
  const verdicts = await Promise.all(approvals.map(({ by }) => deps.rightsNow.judge('approver', by, cluster)));
  const confirmed = confirmRights(approvals, verdicts, required);
  if (confirmed === 'unknown') {
    await wait(deps, run, { for: 'rights' });
    return null;
  }
  if (confirmed !== 'go') {
    const revoked = finding('approval_revoked', { users: confirmed.revoked, required });
    await deps.store.move(run, 'stale', { error: { finding: revoked, requestId: null, retryable: false } });
    return null;
  }
  const moved = await deps.store.move(run, 'applying', {}, { inTime: true });
  return moved.moved ? moved.run : null; // too late: the deadline's own move says so
}

/** What may stop an apply from outside. */
interface Watch {
  readonly halt: AbortSignal;
  /** Looks now, and throws if somebody said stop: before each write. */
  readonly mayGoOn: () => Promise<void>;
}

/** Runs the apply while looking, once a second, whether somebody asked it to stop, a freeze began, or the run moved on elsewhere. */
async function underWatch(
  deps: ApplyDeps,
  run: Run,
  lease: Lease,
  shutdown: AbortSignal,
  body: (watch: Watch) => Promise<Ending>,
): Promise<Ending> {
  const halt = new AbortController();
  const look = async (): Promise<void> => {
    const [found, freeze] = await Promise.all([deps.store.get(run.id), deps.freezes.of(run.target.clusterId)]);
    if (found?.run.rev !== run.rev) halt.abort(new Halted(null));
    else if (found.run.stopping) halt.abort(new Halted({ to: 'cancelled', change: { by: found.run.stopping } }));
    else if (freeze)
      halt.abort(
        new Halted({
          to: 'cancelled',
          change: {
            by: freeze.by,
            error: { finding: finding('frozen', { by: freeze.by, reason: freeze.reason }), requestId: null, retryable: false },
          },
        }),
      );
    else if (deps.rules.readOnly)
      halt.abort(
        new Halted({ to: 'cancelled', change: { error: { finding: finding('read_only', {}), requestId: null, retryable: false } } }),
      );
  };
  const letGo = (): void => halt.abort(new Halted(null));
  const timer = setInterval(() => look().catch(() => {}), WATCH_MS);
  shutdown.addEventListener('abort', letGo, { once: true });
  lease.lost.addEventListener('abort', letGo, { once: true });
  try {
    const mayGoOn = async (): Promise<void> => {
      await look();
      halt.signal.throwIfAborted();
    };
    await mayGoOn();
    return await body({ halt: halt.signal, mayGoOn });
  } catch (error) {
    if (error instanceof Halted) return error.ending;
    if (halt.signal.aborted && halt.signal.reason instanceof Halted) return halt.signal.reason.ending;
    throw error;
  } finally {
    clearInterval(timer);
    shutdown.removeEventListener('abort', letGo);
  }
}

interface Carrying extends Watch {
  readonly lease: Lease;
  readonly log: Logger;
  readonly preflight: boolean;
  /** Another attempt was at it before. */
  readonly resumed: boolean;
  /** Redis's time when this attempt began. */
  readonly now: number;
}

async function carryOut(
  deps: ApplyDeps,
  action: PlanAction<object, unknown>,
  run: Run,
  attempt: number,
  carrying: Carrying,
): Promise<Ending> {
  const { halt, log } = carrying;
  try {
    halt.throwIfAborted();
    const { approvals: rules } = clusterWithId(deps.rules, run.target.clusterId) ?? deps.rules;
    const approved = isApproved(deps.signingKeys, run, rules, carrying.preflight ? null : carrying.now);
    if (approved === 'late') return tooLate(rules);
    if (approved !== 'yes') throw new BotError('approval_invalid', { users: approved.forged });
    const context = await deps.world.open(run.target, new Date(), halt, deps.store.progressOf(run, attempt));
    const checked = await preflight(deps, action, run, attempt, context, carrying.preflight);
    if (checked !== 'go') return checked;
    // Redis may have lost what that one noted, and the cloud may not list yet what it made.
    const absentMs = carrying.resumed ? deps.timing.unknownMs : 0;
    await applySteps({ ...deps, action, run, attempt, context, absentMs, ...carrying });
    if (run.plan) await follow(deps.store, run, action.next?.(action.params.parse(run.params), run.plan));
    return { to: 'succeeded', change: {}, ...(action.remindAfterMs === undefined ? {} : { options: { remindMs: action.remindAfterMs } }) };
  } catch (error) {
    // Stopped from outside, or Redis is away: nothing is decided here, and a later attempt finds out how far it came.
    if (halt.aborted || error instanceof Halted || error instanceof StoreUnavailable) throw error;
    return { to: 'failed', change: { error: toRunError(error, run, log) } };
  }
}

const tooLate = ({ applyWithinMs }: ApprovalRules): Ending => {
  const passed = finding('apply_window_passed', { minutes: Math.round(applyWithinMs / 60_000) });
  return { to: 'stale', change: { error: { finding: passed, requestId: null, retryable: true } } };
};

/** The world as it is now, against what people approved. Once it was equal, only what is left of it has to be. */
async function preflight(
  deps: ApplyDeps,
  action: PlanAction<object, unknown>,
  run: Run,
  attempt: number,
  context: Context,
  confirmed: boolean,
): Promise<Ending | 'go'> {
  const approved = run.plan;
  if (!approved) throw new Error(`${run.id} has no plan`);
  const params = action.params.parse(run.params);
  const now = cleanPlan(action.plan(params, await action.read(params, context), { ...context, applying: true }));
  if (isBlocked(now)) return inTheWay(run, now, confirmed);
  if (confirmed) {
    const left = remaining(approved, now);
    return 'ok' in left ? 'go' : moved(deps, run, left.moved);
  }
  // Somebody else has done all of it, or begun to: what was approved is looked at step by step, adopted and waited for.
  if (hasWork(now) && fingerprintOf({ command: run.command, target: context.target, plan: now }) !== approved.fingerprint)
    return moved(deps, run, differences(approved, now));
  if (!(await deps.store.note(run, attempt, 'preflight', true, 'never'))) return null;
  return 'go';
}

/**
 * There is no plan any more, so that no new one can ask for approval: before the first write the approved one is stale, for what is in the
 * way now. What could not be read proves nothing, and after a write the run has failed.
 */
function inTheWay(run: Run, { issues }: Blocked, confirmed: boolean): Ending {
  const unreadable = issues.find(({ code }) => code === 'permission_denied' || code === 'source_unreadable');
  const why = unreadable ?? issues[0] ?? finding('internal', { reference: run.id });
  return { to: unreadable || confirmed ? 'failed' : 'stale', change: { error: { finding: why, requestId: null, retryable: true } } };
}

/** The world moved: before the first write the plan is stale and a new one asks again; after it, people are told how far it came. */
async function moved(deps: ApplyDeps, run: Run, what: ReturnType<typeof differences>): Promise<Ending> {
  const began = Object.keys(run.steps).length > 0;
  const successor = began || run.replans >= MAX_REPLANS ? null : await again(deps.store, run);
  const error = { finding: finding('plan_changed', { differences: what, successor }), requestId: null, retryable: true };
  return { to: began ? 'failed' : 'stale', change: { error } };
}
