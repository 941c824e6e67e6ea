import type { ClusterConfig } from '../config/config.ts';
import type { Run } from '../runs/run.ts';
import type { Verdict } from './rights.ts';

/**
 * Whether somebody's App Home shows a run. Where a cluster is bound to channels, what is made there stays there: beside them only who
 * asked for it, and who may approve it, sees it. `cluster` null: outside the configuration.
 */
export function seenAtHome(
  run: Pick<Run, 'requestedBy'>,
  user: string,
  cluster: Pick<ClusterConfig, 'channels'> | null,
  { viewer, approver }: { readonly viewer: Verdict; readonly approver: Verdict },
): boolean {
  return viewer.allowed && (!cluster?.channels || run.requestedBy === user || approver.allowed);
}
