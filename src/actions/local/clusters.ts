import { z } from 'zod';
import type { ClusterConfig } from '../../config/config.ts';
import { clusterAllowedIn } from '../../people/channels.ts';
import { defineLocal } from './local-command.ts';

export interface ClustersAnswer {
  /** Those that may be named in this channel. */
  readonly clusters: readonly Pick<ClusterConfig, 'alias' | 'region' | 'clusterId'>[];
  /** The channel's usual cluster. */
  readonly usual: string | null;
  readonly unlistedAllowed: boolean;
}

export const clusters = defineLocal({
  summary: 'Lists the clusters you can name in this channel.',
  open: false,
  examples: ['clusters'],
  params: z.strictObject({}),
  parameterHelp: {},
  takesCluster: false,
  argument: null,
  async answer(_request, { rules, channel }): Promise<ClustersAnswer> {
    return {
      clusters: [...rules.clusters.values()].filter((cluster) => clusterAllowedIn(cluster, channel)),
      usual: rules.channels.get(channel)?.cluster ?? null,
      unlistedAllowed: rules.allowUnlisted,
    };
  },
});
