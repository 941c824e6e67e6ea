import { z } from 'zod';
import { refusal } from '../../core/refusal.ts';
import type { Run } from '../../runs/run.ts';
import { type Desk, defineLocal, type Refused } from './local-command.ts';

export interface ShowAnswer {
  readonly run: Run;
  /** Where its message is; null until it was posted. */
  readonly link: string | null;
}

/** The run of that id, if it may be seen in this channel: what may not be seen here looks the same as what does not exist. */
export async function findVisible(id: string, desk: Desk): Promise<Run | Refused> {
  const found = await desk.runs.get(id);
  return found && desk.visible(found.run) ? found.run : { refused: refusal('unknown_run', { id, near: null }) };
}

export const show = defineLocal({
  summary: 'Shows a run again, to you alone, with a link to its message.',
  open: false,
  examples: ['show run_0123456789'],
  params: z.strictObject({}),
  parameterHelp: {},
  takesCluster: false,
  argument: 'run id',
  argumentRequired: true,
  async answer({ argument }, desk): Promise<ShowAnswer | Refused> {
    const run = await findVisible(argument ?? '', desk);
    if ('refused' in run) return run;
    const message = await desk.runs.message(run.id);
    return { run, link: message ? desk.link(message) : null };
  },
});
