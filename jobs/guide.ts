import type { Logger } from 'pino';
import { actionOf } from '../src/actions/index.ts';
import type { Rules } from '../src/config/config.ts';
import type { GuidedAction, Invocation, Stage } from '../src/core/action.ts';
import { finding } from '../src/core/finding.ts';
import { roleToAsk } from '../src/people/rights.ts';
import { beginGuide, currentStop, type Guide, guideReport, type Onward, onward, paramsFor, type Stop, withRun } from '../src/runs/guide.ts';
import { isFinal, type Run } from '../src/runs/run.ts';
import { StoreUnavailable } from '../src/runs/store.ts';
import { confirmAllowed } from './allowed.ts';
import { startNext } from './follow-ups.ts';
import type { Rights } from './rights.ts';
import { persist, toRunError } from './run-errors.ts';
import type { RedisRunStore, StoredRun } from './store.ts';

interface GuideDeps {
  readonly store: RedisRunStore;
  readonly rights: Rights;
  readonly rules: Rules;
  readonly log: Logger;
}

/**
 * One look at a guided run: what its child under way has come to, and what comes next. It waits for nothing: while a child does, the run
 * stays due and is looked at again in a moment, at once when the child moves. Everything it knows is in the runs, and each child is made
 * once, so that it may be stopped and repeated anywhere.
 */
export async function guide(deps: GuideDeps, action: GuidedAction<object>, found: StoredRun, shutdown: AbortSignal): Promise<void> {
  const log = deps.log.child({ run: found.run.id, command: found.run.command });
  try {
    const run = await begin(deps, found.run);
    if (run) await walk(deps, action, run, log, shutdown);
  } catch (error) {
    if (error instanceof StoreUnavailable) return;
    const now = await deps.store.get(found.run.id);
    if (now && !isFinal(now.run.state)) await deps.store.move(now.run, 'failed', { error: toRunError(error, now.run, log) });
  }
}

async function begin(deps: GuideDeps, run: Run): Promise<Run | null> {
  if (run.state !== 'queued') return run;
  const moved = await deps.store.move(run, 'running', {});
  return moved.moved ? moved.run : null;
}

async function walk(deps: GuideDeps, action: GuidedAction<object>, run: Run, log: Logger, shutdown: AbortSignal): Promise<void> {
  const stages = action.stages.filter(({ command }) => actionOf(command));
  let guide = run.guide ?? (await beginning(deps, stages, run));
  for (;;) {
    const at = currentStop(guide);
    const stop = guide.stops[at];
    const child = stop ? await latest(deps.store, stop.run) : await first(deps.store, stages, run);
    if (child) guide = withRun(guide, Math.max(at, 0), child);
    const on = child ? comesNext({ stages, guide, given: run.params, actionOf }, Math.max(at, 0), child) : lost(stop);
    const made = on && 'to' in on && child ? await startNext(deps.store, child, on.invocation, run) : null;
    if (on && 'to' in on && made) guide = withRun(on.guide, on.to, made);
    if (!(await deps.store.note(run, null, 'guide', guide, 'at once'))) {
      // Cancelled meanwhile: what was just made is nobody's.
      if (made) await deps.store.move(made, 'cancelled', {});
      return;
    }
    if (!on) return;
    if ('to' in on && !made) return;
    if ('to' in on) continue;
    const issues = 'stuck' in on ? on.stuck : [];
    const to = issues.length > 0 ? 'blocked' : 'succeeded';
    const ended = await persist(() => deps.store.move(run, to, { result: guideReport(guide, issues) }), shutdown);
    return log.info({ state: ended.moved ? to : 'elsewhere', issues: issues.map(({ code }) => code) }, 'guided run ended');
  }
}

/** Null: its run is still under way. */
const comesNext = (way: Parameters<typeof onward>[0], at: number, child: Run): Onward | null =>
  isFinal(child.state) ? onward(way, at, child) : null;

/** The run of a stop is nowhere: Redis lost it. */
const lost = (stop: Stop | undefined): Onward => ({
  stuck: [finding('guided_stopped', { command: stop?.command ?? '', run: stop?.run ?? '', state: 'failed' })],
});

async function beginning(deps: GuideDeps, stages: readonly Stage[], run: Run): Promise<Guide> {
  await confirmAllowed(run, roleToAsk('guided'), deps.rules, deps.rights);
  return beginGuide(stages);
}

/** The run of a stop, or what took its place: a new plan when the world moved, or somebody asked again. */
async function latest(store: RedisRunStore, id: string | null): Promise<Run | null> {
  for (let next = id; next !== null; ) {
    const found = await store.get(next);
    if (!found) return null;
    if (found.run.successor === null) return found.run;
    next = found.run.successor;
  }
  return null;
}

async function first(store: RedisRunStore, [stage]: readonly Stage[], run: Run): Promise<Run> {
  const action = stage && actionOf(stage.command);
  if (!action) throw new Error(`${run.command} leads nowhere`);
  // Nothing came before that would ask for anything: all it takes of what was given.
  const params = paramsFor({ ...action, kind: 'plan' }, {}, run.params);
  const invocation: Invocation = { command: stage.command, params, how: 'itself' };
  const made = await startNext(store, run, invocation, run);
  if (!made) throw new Error(`${run.command} could not begin`);
  return made;
}
