import { actionOf } from '../src/actions/index.ts';
import { type Invocation, isGuided } from '../src/core/action.ts';
import { leadsOn } from '../src/runs/guide.ts';
import { isFinal, type Run } from '../src/runs/run.ts';
import { threadOf } from '../src/runs/store.ts';
import type { RedisRunStore } from './store.ts';

const FOLLOW_UP_MS = 60_000;
const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** The same again as a new run: same place, same requester. Once, however often this is tried. */
export async function again(store: RedisRunStore, run: Run): Promise<string | null> {
  const { command, action, target, requestedBy, channel, params, group } = run;
  const draft = {
    command,
    action,
    target,
    requestedBy,
    channel,
    params,
    group,
    ...threadOf(run),
    supersedes: run.id,
    replans: run.replans + 1,
  };
  const created = await store.create(draft, { delivery: `again-${run.id}`, withinMs: FOLLOW_UP_MS, queuedLimit: UNLIMITED });
  return created.outcome === 'full' ? null : created.run.id;
}

/** What runs by itself after this run, in its thread; written before the move that ends it, so that a crash loses nothing. */
export async function follow(store: RedisRunStore, run: Run, next: readonly Invocation[] = []): Promise<void> {
  for (const invocation of next) {
    if (invocation.how === 'itself' && !(await isLed(store, run, invocation.command))) await startNext(store, run, invocation);
  }
}

/** Whether the run belongs to a guided one that brings this about itself. */
async function isLed(store: RedisRunStore, { parent, command }: Run, next: string): Promise<boolean> {
  const owner = parent === null ? null : await store.get(parent);
  const leader = owner && !isFinal(owner.run.state) ? actionOf(owner.run.command) : undefined;
  return leader !== undefined && isGuided(leader) && leadsOn(leader.stages, command, next);
}

/**
 * Makes the run that follows another, once, however often this is tried; `owner`: whose child it is, if not the other's. Null: there is no
 * such command.
 */
export async function startNext(store: RedisRunStore, run: Run, { command, params }: Invocation, owner: Run = run): Promise<Run | null> {
  const action = actionOf(command);
  if (!action) return null;
  const { target, requestedBy, channel, group } = run;
  const leader = actionOf(owner.command);
  const guided = owner.guided || (leader !== undefined && isGuided(leader));
  const place = { parent: owner.id, root: owner.root ?? owner.id, guided };
  const draft = { command, action: action.skillAction ?? command, target, requestedBy, channel, params, group, ...place };
  const created = await store.create(draft, { delivery: `after-${run.id}-${command}`, withinMs: FOLLOW_UP_MS, queuedLimit: UNLIMITED });
  return created.outcome === 'full' ? null : created.run;
}
