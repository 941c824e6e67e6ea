import type { Rules } from '../src/config/config.ts';
import { noticesOf } from '../src/runs/notices.ts';
import { isFinal, type Run, type RunState } from '../src/runs/run.ts';
import type { Change, MoveOptions } from '../src/runs/store.ts';

/** What workers may say besides of a move. */
export interface WorkerMoveOptions extends MoveOptions {
  /** This worker's: the move is refused if another worker has begun since. */
  readonly attempt?: number;
  /** This worker begins the work of the run with it: the attempt is counted in the same write. */
  readonly begins?: boolean;
  /** Lets quick moves melt into one edit. */
  readonly showAfterMs?: number;
  /** From now on, this run's verdict is the latest about its cluster. */
  readonly judgesCluster?: boolean;
}

/** The terms of a move, as its script reads them (`scripts.ts`). */
export const moveTerms = (run: Run, to: RunState, change: Change, options: WorkerMoveOptions, retention: Rules['retention']) => ({
  rev: run.rev,
  from: run.state,
  to,
  attempt: options.attempt ?? -1,
  begins: options.begins ?? false,
  work: options.work ?? 'keep',
  final: isFinal(to),
  keepMs: retention.runsMs,
  detailsMs: retention.detailsMs,
  showAfterMs: options.showAfterMs ?? 0,
  deadlineMs: options.deadlineMs,
  inTime: options.inTime ?? false,
  verdict: options.judgesCluster === true ? run.target.clusterId : undefined,
  remindMs: options.remindMs,
  guided: run.root ?? undefined,
  resources: to === 'awaiting_approval' && run.state === 'running' ? change.plan?.resources : undefined,
  // By this process's clock: whether it took long is no promise.
  notices: noticesOf(run, to, change, { waitMs: options.deadlineMs ?? 0, ageMs: Date.now() - run.createdAt }),
});
