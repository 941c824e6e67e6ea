import { isFinal, isSilent, type Run, type RunState } from './run.ts';
import type { Change } from './store.ts';

/**
 * What people are told once, beside the run's message and where a mention rings. It is made by the move that it is about, in the same
 * write, and whoever tells it looks at the run once more: what has passed by then is not told.
 */
export interface NoticeDue {
  readonly key: string;
  readonly afterMs: number;
}

/** Whoever asked for something that took longer is told when it has ended: they look at something else by then. */
const LONG_MS = 60_000;
const WORK: ReadonlySet<RunState> = new Set(['awaiting_approval', 'approved', 'applying']);

/** What a move gives people to be told. `waitMs`: how long a plan may wait; `ageMs`: since the run was made. */
export function noticesOf(
  before: Run,
  to: RunState,
  change: Change,
  { waitMs, ageMs }: { waitMs: number; ageMs: number },
): readonly NoticeDue[] {
  const now = (key: string): NoticeDue => ({ key, afterMs: 0 });
  if (change.news) return change.news.ready ? [] : [now('incident')];
  if (to === 'awaiting_approval' && before.state !== 'awaiting_approval')
    return change.plan?.approvable ? [now('waits'), { key: 'remind', afterMs: Math.floor((waitMs * 2) / 3) }] : [];
  if (to === 'awaiting_approval' || to === 'approved') return change.approvals ? [now(`decided-${change.approvals.length}`)] : [];
  if (!isFinal(to) || isSilent(before)) return [];
  return WORK.has(before.state) || (before.parent === null && ageMs > LONG_MS) ? [now('ended')] : [];
}

/** Who is mentioned. */
export type Audience = 'requester' | 'approvers' | 'on_call';

export type Notice = { readonly to: readonly Audience[] } & (
  | { readonly says: 'incident' | 'waits' | 'remind' }
  /** So many people have approved. */
  | { readonly says: 'decided'; readonly given: number }
  | { readonly says: 'ended' }
);

/** The notice as it is to be told now; null: it has passed, or who would hear of it did it. */
export function noticeFor(run: Run, key: string): Notice | null {
  const [says, nth] = key.split('-');
  switch (says) {
    case 'incident':
      return { says, to: ['on_call'] };
    case 'waits':
    case 'remind':
      return run.state === 'awaiting_approval' ? { says, to: ['approvers'] } : null;
    case 'decided': {
      const given = run.approvals.slice(0, Number(nth));
      // How it ended says more, and is told as well.
      return isFinal(run.state) || given.at(-1)?.by === run.requestedBy ? null : { says, given: given.length, to: ['requester'] };
    }
    case 'ended': {
      if (!isFinal(run.state) || run.endedBy === run.requestedBy) return null;
      const broke = run.state === 'failed' && run.approvals.length > 0;
      return { says, to: broke ? ['requester', 'on_call'] : ['requester'] };
    }
    default:
      return null;
  }
}
