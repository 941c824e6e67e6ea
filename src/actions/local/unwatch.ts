import { z } from 'zod';
import { refusal } from '../../core/refusal.ts';
import { nameOf } from './freeze.ts';
import { defineLocal, type Refused } from './local-command.ts';
import { mayWatch } from './watch.ts';

export interface UnwatchAnswer {
  readonly cluster: string;
  /** False: nobody watched it. */
  readonly watched: boolean;
}

export const unwatch = defineLocal({
  summary: 'Ends a watch that was asked for in Slack.',
  examples: ['unwatch prod'],
  open: false,
  params: z.strictObject({}),
  parameterHelp: {},
  takesCluster: true,
  meansUsual: true,
  argument: null,
  async answer({ target }, desk): Promise<UnwatchAnswer | Refused> {
    if (!target) return { refused: refusal('missing_word', { what: 'cluster', command: 'unwatch', example: '/bursting unwatch prod' }) };
    const refused = await mayWatch(desk, target.clusterId);
    if (refused) return refused;
    return { cluster: nameOf(target) ?? target.clusterId, watched: (await desk.watches.remove(target.clusterId)) !== null };
  },
});
