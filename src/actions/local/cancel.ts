import { z } from 'zod';
import { clusterWithId } from '../../config/config.ts';
import { decideCancel } from '../../runs/decide.ts';
import { waitingFor } from '../../runs/guide.ts';
import { isFinal, type Run } from '../../runs/run.ts';
import { type Desk, defineLocal, type Refused } from './local-command.ts';
import { findVisible } from './show.ts';

export interface CancelAnswer {
  readonly run: Run;
  /** It is applying: it stops before its next write. */
  readonly stopping: boolean;
}

export const cancel = defineLocal({
  summary: 'Stops a run: a waiting one at once, an applying one before its next write. For who asked for it, and approvers.',
  examples: ['cancel run_0123456789'],
  open: false,
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
      const verdict = run.requestedBy === desk.user ? null : await desk.judge('approver', clusterWithId(desk.rules, run.target.clusterId));
      const decision = decideCancel(run, desk.user, verdict);
      if ('refused' in decision) return decision;
      if ('stop' in decision) {
        if (await desk.runs.requestStop(run, desk.user)) return { run, stopping: true };
        continue;
      }
      // First the run that it waits for: nothing of a guided run that is over may still be approved.
      await stopChild(run, desk);
      const cancelled = await desk.runs.move(run, decision.to, { by: desk.user });
      if (!cancelled.moved) continue;
      // It may have gone on to the next one meanwhile.
      if (run.guide) await stopChild((await desk.runs.get(run.id))?.run ?? run, desk);
      return { run: cancelled.run, stopping: false };
    }
  },
});

/** Whoever may stop a guided run stops the run that it waits for with it; an applying one stops before its next write. */
async function stopChild({ guide }: Run, { runs, user }: Desk): Promise<void> {
  const id = guide && waitingFor(guide);
  for (;;) {
    const child = id === null ? null : await runs.get(id);
    if (!child || isFinal(child.run.state)) return;
    const stopped =
      child.run.state === 'applying'
        ? await runs.requestStop(child.run, user)
        : (await runs.move(child.run, 'cancelled', { by: user })).moved;
    if (stopped) return;
  }
}
