import { clusterWithId, type Rules } from '../src/config/config.ts';
import { finding } from '../src/core/finding.ts';
import type { Run } from '../src/runs/run.ts';
import type { RedisRunStore } from './store.ts';

/** A plan nobody decided in time has expired; an approved one that could not begin in time is stale, and says what it waited for. */
export async function endLate(store: RedisRunStore, id: string, rules: Rules): Promise<void> {
  const found = await store.get(id);
  if (!found?.run.deadline || found.now <= found.run.deadline) return;
  const { run } = found;
  if (run.state === 'awaiting_approval') await store.move(run, 'expired', {});
  if (run.state === 'approved')
    await store.move(run, 'stale', { error: { finding: missed(run, rules), requestId: null, retryable: true } });
}

function missed(run: Run, rules: Rules) {
  const { applyWithinMs } = clusterWithId(rules, run.target.clusterId)?.approvals ?? rules.approvals;
  const minutes = Math.round(applyWithinMs / 60_000);
  return run.waiting?.for === 'rights' ? finding('approval_unconfirmed', { minutes }) : finding('apply_window_passed', { minutes });
}
