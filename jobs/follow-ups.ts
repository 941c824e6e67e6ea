import { actionOf } from '../src/actions/index.ts';
import type { Invocation } from '../src/core/action.ts';
import type { Run } from '../src/runs/run.ts';
import type { RedisRunStore } from './store.ts';

const FOLLOW_UP_MS = 60_000;
const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** The same again as a new run: same place, same requester. Once, however often this is tried. */
export async function again(store: RedisRunStore, run: Run): Promise<string | null> {
  const { command, action, target, requestedBy, channel, params, group } = run;
  const place = run.parent !== null && run.root !== null ? { parent: run.parent, root: run.root } : {};
  const draft = { command, action, target, requestedBy, channel, params, group, ...place, supersedes: run.id, replans: run.replans + 1 };
  const created = await store.create(draft, { delivery: `again-${run.id}`, withinMs: FOLLOW_UP_MS, queuedLimit: UNLIMITED });
  return created.outcome === 'full' ? null : created.run.id;
}

/** What runs by itself after this run, in its thread; written before the move that ends it, so that a crash loses nothing. */
export async function follow(store: RedisRunStore, run: Run, next: readonly Invocation[] = []): Promise<void> {
  for (const invocation of next) if (invocation.how === 'itself') await startNext(store, run, invocation);
}

/** Makes the run that follows another, once, however often this is tried. Null: there is no such command. */
async function startNext(store: RedisRunStore, run: Run, { command, params }: Invocation): Promise<Run | null> {
  const action = actionOf(command);
  if (!action) return null;
  const { target, requestedBy, channel, group } = run;
  const place = { parent: run.id, root: run.root ?? run.id };
  const draft = { command, action: action.skillAction ?? command, target, requestedBy, channel, params, group, ...place };
  const created = await store.create(draft, { delivery: `after-${run.id}-${command}`, withinMs: FOLLOW_UP_MS, queuedLimit: UNLIMITED });
  return created.outcome === 'full' ? null : created.run;
}
