import { z } from 'zod';
import { ACCEPTED } from '../../core/accepted.ts';
import { RUN_STATES, type Run } from '../../runs/run.ts';
import { defineLocal } from './local-command.ts';

const MOST = 50;

export interface RunsAnswer {
  readonly cluster: string | null;
  readonly state: string | null;
  /** Newest first. */
  readonly runs: readonly Run[];
}

export const runs = defineLocal({
  summary: 'Lists the latest runs of this channel’s clusters.',
  open: false,
  examples: ['runs', 'runs prod state=failed limit=20'],
  params: z.strictObject({
    state: z.enum(RUN_STATES, RUN_STATES.join(', ')).optional(),
    limit: z.coerce.number(ACCEPTED.runLimit).int(ACCEPTED.runLimit).min(1, ACCEPTED.runLimit).max(MOST, ACCEPTED.runLimit).default(10),
  }),
  parameterHelp: { state: 'only runs in this state', limit: `how many at most (10; up to ${MOST})` },
  takesCluster: true,
  argument: null,
  async answer({ params, target }, desk): Promise<RunsAnswer> {
    const found = await desk.runs.list({
      limit: params.limit,
      visible: (run) => desk.visible(run),
      ...(target ? { cluster: target.clusterId } : {}),
      ...(params.state ? { state: params.state } : {}),
    });
    return { cluster: target && (target.alias ?? target.clusterId), state: params.state ?? null, runs: found };
  },
});
