import { actionOf } from '../src/actions/index.ts';
import type { PlanAction } from '../src/core/action.ts';
import type { Run } from '../src/runs/run.ts';
import type { RedisRunStore } from './store.ts';

const FOLLOW_UP_MS = 60_000;
const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** The same again as a new run: same place, same requester. Once, however often this is tried. */
export async function again(store: RedisRunStore, run: Run): Promise<string | null> {
  const { command, action, target, requestedBy, channel, params, group } = run;
  const draft = { command, action, target, requestedBy, channel, params, group, supersedes: run.id, replans: run.replans + 1 };
  const created = await store.create(draft, { delivery: `again-${run.id}`, withinMs: FOLLOW_UP_MS, queuedLimit: UNLIMITED });
  return created.outcome === 'full' ? null : created.run.id;
}

/** What runs by itself after an apply, in its thread. */
export async function follow(store: RedisRunStore, action: PlanAction<object, unknown>, params: object, run: Run): Promise<void> {
  const next = action.next(params);
  if (!next) return;
  const { target, requestedBy, channel, group } = run;
  const skill = actionOf(next.command)?.skillAction ?? next.command;
  const draft = { command: next.command, action: skill, target, requestedBy, channel, params: next.params, group, parent: run.id };
  await store.create(draft, { delivery: `after-${run.id}`, withinMs: FOLLOW_UP_MS, queuedLimit: UNLIMITED });
}
