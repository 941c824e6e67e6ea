import type { Rules } from '../src/config/config.ts';
import { endLate } from './deadlines.ts';
import type { Forms } from './forms.ts';
import type { Homes } from './homes.ts';
import type { JobHints } from './queues.ts';
import type { RedisRunStore } from './store.ts';

const EVERY_MS = 1_000;
/** How soon an entry comes back that was handed on and is still not done: a lost job, a worker that died, a Redis that forgot its queues. */
const AGAIN_MS = 2_000;
const BATCH = 200;

export interface ReconcilerDeps {
  readonly store: RedisRunStore;
  readonly homes: Pick<Homes, 'take'>;
  readonly forms: Pick<Forms, 'take'>;
  readonly hints: Pick<JobHints, 'work' | 'show' | 'home' | 'form'>;
  readonly rules: Rules;
  readonly onError: (error: Error) => void;
  /** Redis's clock was set by so many milliseconds; less than 0: back. */
  readonly onClockSet?: (byMs: number) => void;
}

/**
 * Once a second, in every process: whatever is due, or not yet shown, is handed to the queues again. With it, a hint that never arrived
 * costs a second, never a run. Plans whose time is up end here too, and reminders are said. Errors are left alone: the next second tries again.
 */
export function startReconciler({ store, homes, forms, hints, rules, onError, onClockSet = () => {} }: ReconcilerDeps): { stop(): void } {
  let busy = false;
  const pass = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      const byMs = await store.keepTime();
      if (byMs !== 0) onClockSet(byMs);
      const [due, dirty, late, looked, toRemind, open] = await Promise.all([
        store.take('due', AGAIN_MS, BATCH),
        store.take('dirty', AGAIN_MS, BATCH),
        store.take('deadlines', AGAIN_MS, BATCH),
        homes.take(AGAIN_MS, BATCH),
        store.take('reminders', AGAIN_MS, BATCH),
        forms.take(AGAIN_MS, BATCH),
      ]);
      const runs = await Promise.all(due.map((id) => store.get(id)));
      for (const found of runs) if (found?.work) hints.work(found.run, found.work);
      const tick = Date.now();
      for (const id of dirty) hints.show(id, tick);
      for (const user of looked) hints.home(user, tick);
      for (const id of open) hints.form(id);
      await Promise.all([...late.map((id) => endLate(store, id, rules)), ...toRemind.map((id) => store.want(id, 'reminder'))]);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void pass(), EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
