import { z } from 'zod';
import { clusterAllowedIn } from '../../people/channels.ts';
import type { Role, Verdict } from '../../people/rights.ts';
import { defineLocal } from './local-command.ts';

const ROLES = ['viewer', 'operator', 'approver'] as const satisfies readonly Role[];

export interface WhoamiAnswer {
  readonly user: string;
  /** Per cluster that may be named in this channel; without any, the global rules under null. */
  readonly clusters: readonly { readonly alias: string | null; readonly verdicts: readonly Verdict[] }[];
}

export const whoami = defineLocal({
  summary: 'Shows your roles per cluster, and why.',
  open: true,
  examples: ['whoami'],
  params: z.strictObject({}),
  parameterHelp: {},
  takesCluster: false,
  argument: null,
  async answer(_request, desk): Promise<WhoamiAnswer> {
    const here = [...desk.rules.clusters.values()].filter((cluster) => clusterAllowedIn(cluster, desk.channel));
    const asked = here.length > 0 ? here : [null];
    const clusters = await Promise.all(
      asked.map(async (cluster) => ({
        alias: cluster?.alias ?? null,
        verdicts: await Promise.all(ROLES.map((role) => desk.judge(role, cluster))),
      })),
    );
    return { user: desk.user, clusters };
  },
});
