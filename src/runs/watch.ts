import type { Rules } from '../config/config.ts';
import type { Target } from '../core/target.ts';
import type { Run } from './run.ts';

/** What a watch knows of its cluster. A cluster that cannot be read is not ready: nobody could say that it is. */
export interface Standing {
  readonly ready: boolean;
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
  /** The run that said so last. */
  readonly run: string;
  /** What was news in it. */
  readonly news: News | null;
  /** How many runs in a row have failed in a way that may pass by itself. */
  readonly doubts: number;
}

/** What a watch speaks of: a change. `since`: since when it was as it was before; null: from the beginning. */
export interface News {
  readonly ready: boolean;
  readonly since: number | null;
}

/** What one run of a watch saw. */
export interface Seen {
  readonly run: string;
  readonly ready: boolean;
  /** It is not ready, or nobody knows, in a way that may be over at the next look. */
  readonly passing: boolean;
  readonly at: number;
}

/** What is found when something could not be seen, or is under way: it may be over at the next look. */
const PASSING: ReadonlySet<unknown> = new Set(['source_unreadable', 'addon_busy']);

/** How a run of a watch ended, from its state and what it found. */
export function seenIn(run: string, ended: Pick<Run, 'state' | 'result' | 'error'>, at: number): Seen {
  const { state, result, error } = ended;
  if (state !== 'succeeded') return { run, ready: false, passing: error?.retryable === true, at };
  const issues = codesIn(result?.issues);
  const blind = codesIn(result?.warnings).includes('source_unreadable');
  const passing = issues.length > 0 ? issues.every((code) => PASSING.has(code)) : blind;
  return { run, ready: result?.success === true, passing: result?.success !== true && passing, at };
}

const codesIn = (found: unknown): readonly unknown[] =>
  Array.isArray(found) ? found.map((one: { readonly code?: unknown } | null) => one?.code) : [];

/** So many failures in a row that might pass are one that does not. */
const DOUBTS = 2;

/**
 * What a run makes of what was known before: the same for a second attempt of the same run. Silent while all is as it was, at the
 * beginning while all is well, and for a single failure that may pass.
 */
export function stand(before: Standing | null, { run, ready, passing, at }: Seen): Standing {
  if (before?.run === run) return before;
  const doubts = passing ? (before?.doubts ?? 0) + 1 : 0;
  if (passing && doubts < DOUBTS) return { ready: before?.ready ?? true, since: before?.since ?? at, run, news: null, doubts };
  const same = (before?.ready ?? true) === ready;
  if (same) return { ready, since: before?.since ?? at, run, news: null, doubts };
  return { ready, since: at, run, news: { ready, since: before?.since ?? null }, doubts };
}

/** A cluster that is looked at again and again. */
export interface Watch {
  readonly target: Target;
  readonly group: string;
  readonly everyMs: number;
  /** Where it speaks. */
  readonly channel: string;
  /** Who asked for it; null: the configuration. */
  readonly by: string | null;
}

/** Stands for a person where the configuration asks. */
export const CONFIGURED = 'watch';

/** The watches of an installation, one per cluster. Every method rejects with `StoreUnavailable` when Redis does not answer in time. */
export interface WatchList {
  /** Resolves with what was there before. The first look is due at once. */
  set(watch: Watch): Promise<Watch | null>;
  /** Resolves with what was there. */
  remove(clusterId: string): Promise<Watch | null>;
  all(): Promise<readonly Watch[]>;
}

/** The watches that the configuration asks for. */
export const configuredWatches = (rules: Rules): readonly Watch[] =>
  [...rules.clusters.values()].flatMap(({ alias, region, projectId, clusterId, workers, watch }) =>
    watch ? [{ target: { alias, region, projectId, clusterId }, group: workers, ...watch, by: null }] : [],
  );
