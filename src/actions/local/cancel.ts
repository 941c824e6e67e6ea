import { z } from 'zod';
import { clusterWithId } from '../../config/target.ts';
import { refusal } from '../../core/refusal.ts';
import { refuse } from '../../people/refuse.ts';
import { canMove, type Run } from '../../runs/run.ts';
import { defineLocal, type Refused } from './local-command.ts';
import { findVisible } from './show.ts';

export interface CancelAnswer {
  readonly run: Run;
}

export const cancel = defineLocal({
  summary: 'Stops a run that is queued or running. Who asked for it may, and who may approve on its cluster.',
  open: false,
  examples: ['cancel run_0123456789'],
  params: z.strictObject({}),
  parameterHelp: {},
  takesCluster: false,
  argument: 'run id',
  argumentRequired: true,
  async answer({ argument }, desk): Promise<CancelAnswer | Refused> {
    // Who loses the race against a worker looks again: a run only moves a few times, so this ends.
    for (;;) {
      const run = await findVisible(argument ?? '', desk);
      if ('refused' in run) return run;
      if (!canMove(run.state, 'cancelled')) return { refused: refusal('cannot_cancel', { id: run.id, state: run.state }) };
      if (run.requestedBy !== desk.user) {
        const cluster = clusterWithId(desk.rules, run.target.clusterId);
        const verdict = await desk.judge('approver', cluster);
        if (!verdict.allowed) return { refused: refuse(verdict, cluster?.alias ?? null, 'requester_or_approver') };
      }
      const cancelled = await desk.runs.move(run, 'cancelled', { by: desk.user });
      if (cancelled) return { run: cancelled };
    }
  },
});
