import type { ClusterConfig } from '../config/config.ts';

/** Whether runs of a cluster may be made, posted or listed in a Slack channel. Null: a cluster outside the configuration, bound to none. */
export const clusterAllowedIn = (cluster: Pick<ClusterConfig, 'channels'> | null, channel: string): boolean =>
  !cluster?.channels || cluster.channels.includes(channel);
