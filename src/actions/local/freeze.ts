import { z } from 'zod';
import type { ClusterConfig } from '../../config/config.ts';
import { ACCEPTED } from '../../core/accepted.ts';
import { redact } from '../../core/redact.ts';
import type { Target } from '../../core/target.ts';
import { refuse } from '../../people/refuse.ts';
import type { Freeze } from '../../runs/freeze.ts';
import { type Desk, defineLocal, type Refused } from './local-command.ts';

export interface FreezeAnswer {
  /** Null: everything. */
  readonly cluster: string | null;
  readonly reason: string | null;
  /** What was there before. */
  readonly before: Freeze | null;
}

/** A switch belongs to who may approve there: the cluster's approvers, or the global ones for all. */
export async function mayFreeze(desk: Desk, cluster: ClusterConfig | null): Promise<Refused | null> {
  const verdict = await desk.judge('approver', cluster);
  return verdict.allowed ? null : { refused: refuse(verdict, cluster?.alias ?? null) };
}

/** What a target is called; null: everything. */
export const nameOf = (target: Target | null): string | null => target && (target.alias ?? target.clusterId);

export const freeze = defineLocal({
  summary: 'Stops applies, of one cluster or of all, before their next write. Plans can still be made and approved.',
  examples: ['freeze prod reason="incident 42"', 'freeze'],
  open: false,
  params: z.strictObject({ reason: z.string().trim().min(1, ACCEPTED.reason).max(300, ACCEPTED.reasonLength).optional() }),
  parameterHelp: { reason: 'why, for everybody to read' },
  takesCluster: true,
  argument: null,
  async answer({ params, cluster, target }, desk): Promise<FreezeAnswer | Refused> {
    const refused = await mayFreeze(desk, cluster);
    if (refused) return refused;
    const reason = params.reason === undefined ? null : redact(params.reason);
    const before = await desk.freezes.set(target?.clusterId ?? null, desk.user, reason);
    return { cluster: nameOf(target), reason, before };
  },
});
