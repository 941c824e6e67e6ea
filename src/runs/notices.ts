import { isFinal, type Run, type RunState } from './run.ts';
import type { Change } from './store.ts';

/**
 * What people are told once, beside the run's message and where a mention rings. It is made by the move that it is about, in the same
 * write, and whoever tells it looks at the run once more: what has passed by then is not told.
 */
export interface NoticeDue {
  readonly key: NoticeKey;
  readonly afterMs: number;
}

/** `incident`: a watch found that its cluster is not ready any more. */
type NoticeKey = 'incident';

/** What a move gives people to be told. */
export function noticesOf(_before: Run, to: RunState, change: Change): readonly NoticeDue[] {
  return isFinal(to) && change.news?.ready === false ? [{ key: 'incident', afterMs: 0 }] : [];
}

/** Who is mentioned. */
export type Audience = 'on_call';

export interface Notice {
  readonly key: NoticeKey;
  readonly to: readonly Audience[];
}

/** The notice as it is to be told now; null: it has passed. */
export const noticeFor = (_run: Run, key: string): Notice | null => (key === 'incident' ? { key, to: ['on_call'] } : null);
