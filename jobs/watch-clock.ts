import type { Logger } from 'pino';
import { actionOf } from '../src/actions/index.ts';
import { WATCHED } from '../src/actions/watched.ts';
import type { Rules } from '../src/config/config.ts';
import { isFinal } from '../src/runs/run.ts';
import { CONFIGURED } from '../src/runs/watch.ts';
import type { RedisRunStore } from './store.ts';
import { currentTarget, type DueWatch, type Watches } from './watches.ts';

const EVERY_MS = 1_000;
/** How soon a watch comes back whose run was not made: a process that died, a Redis that did not answer. */
const AGAIN_MS = 5_000;
const BATCH = 50;
/** The file and Redis are compared now and then: another version of the file may have been there in between. */
const CONFIGURE_EVERY_MS = 60_000;
const CREATE_MS = 30_000;

export interface WatchClockDeps {
  readonly store: RedisRunStore;
  readonly watches: Watches;
  readonly rules: Rules;
  readonly log: Logger;
  readonly onError: (error: Error) => void;
}

/**
 * Makes the runs of watches when they are due, by Redis's clock. In every worker at once: a run is made once per cluster and time, because
 * its time is its delivery, and whoever dies between making it and saying so leaves another to find it made.
 */
export function startWatchClock({ store, watches, rules, log, onError }: WatchClockDeps): { stop(): void } {
  let busy = false;
  let configuredAt = Number.NEGATIVE_INFINITY;
  const pass = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      if (performance.now() - configuredAt > CONFIGURE_EVERY_MS) {
        await watches.configure(rules);
        configuredAt = performance.now();
      }
      for (const due of await watches.take(AGAIN_MS, BATCH)) await look(due);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    } finally {
      busy = false;
    }
  };
  const look = async (due: DueWatch): Promise<void> => {
    const { watch, clusterId } = due;
    if (!watch) {
      await watches.remove(clusterId);
      return;
    }
    const before = due.run === null ? null : await store.get(due.run);
    // Its last run is still under way, or waits for a worker: one more would wait behind it.
    if (before && !isFinal(before.run.state)) return watches.next(due, null);
    const created = await store.create(
      {
        command: WATCHED,
        action: actionOf(WATCHED)?.skillAction ?? WATCHED,
        ...currentTarget(rules, watch),
        requestedBy: watch.by ?? CONFIGURED,
        channel: watch.channel,
        params: {},
        watch: { news: null },
      },
      { delivery: `watch-${clusterId}-${due.due}`, withinMs: CREATE_MS, queuedLimit: rules.limits.queuedPerCluster },
    );
    if (created.outcome === 'full') log.warn({ cluster: clusterId, queued: created.queued }, 'a watch was left out: too many runs wait');
    await watches.next(due, created.outcome === 'full' ? null : created.run.id);
  };
  void pass();
  const timer = setInterval(() => void pass(), EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
