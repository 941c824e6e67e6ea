import type { ApprovalRules, ChannelConfig, ClusterConfig } from './config.ts';
import type { Entry } from './entry.ts';
import {
  aliasOf,
  CHANNEL_ID,
  CLUSTER_ID,
  CREDENTIALS_NAME,
  durationOf,
  FLAG,
  GROUP_NAME,
  KEY_PAIR,
  oneOf,
  PROJECT_ID,
  REGION,
  SERVICE_NAME,
  SUBNET_ID,
} from './kinds.ts';
import { readApprovals } from './people.ts';

/** `clusters:` by alias. `commands` are the words that mean something else in chat. */
export function readClusters(entry: Entry, approvals: ApprovalRules, commands: readonly string[]): ReadonlyMap<string, ClusterConfig> {
  const aliases = aliasOf(commands);
  const clusters = new Map<string, ClusterConfig>();
  const places = new Map<string, string>();
  for (const [alias, child] of entry.children()) {
    if (clusters.has(alias)) continue; // the YAML reader has already called a key that is given twice a mistake
    if (aliases.read(alias) === null) child.refuse(`an alias must be ${aliases.accepts}`);
    const cluster = readCluster(alias, child, approvals);
    const twin = places.get(cluster.clusterId);
    if (twin !== undefined) child.refuse(`is the same cluster as ${twin}: one cluster has one alias`);
    else if (cluster.clusterId) places.set(cluster.clusterId, child.name);
    clusters.set(alias, cluster);
  }
  return clusters;
}

function readCluster(alias: string, entry: Entry, approvals: ApprovalRules): ClusterConfig {
  const keys = entry.keys(
    'region',
    'clusterId',
    'projectId',
    'credentials',
    'workers',
    'vpcepSubnetId',
    'obsEndpointServiceName',
    'sshKey',
    'allowStandard',
    'approvals',
    'channels',
    'watch',
  );
  const channels = keys.channels.given ? keys.channels.list(CHANNEL_ID) : null;
  if (channels?.length === 0) keys.channels.refuse('allows no channel at all: list channel ids, or leave it out for every channel');
  return {
    alias,
    region: keys.region.required(REGION),
    clusterId: keys.clusterId.required(CLUSTER_ID),
    projectId: keys.projectId.optional(PROJECT_ID),
    credentials: keys.credentials.optional(CREDENTIALS_NAME),
    workers: keys.workers.or(GROUP_NAME, 'default'),
    vpcepSubnetId: keys.vpcepSubnetId.optional(SUBNET_ID),
    obsEndpointServiceName: keys.obsEndpointServiceName.optional(SERVICE_NAME),
    sshKey: keys.sshKey.optional(KEY_PAIR),
    allowStandard: keys.allowStandard.or(FLAG, false),
    approvals: readApprovals(keys.approvals, approvals),
    channels,
    watch: readWatch(keys.watch, channels),
  };
}

function readWatch(entry: Entry, channels: readonly string[] | null): ClusterConfig['watch'] {
  if (!entry.given) return null;
  const keys = entry.keys('every', 'channel');
  const channel = keys.channel.required(CHANNEL_ID);
  if (channel && channels && !channels.includes(channel)) keys.channel.refuse("is not one of the cluster's channels");
  return { everyMs: keys.every.or(durationOf('5m'), 15 * 60_000), channel };
}

/** `channels:` by Slack channel id. */
export function readChannels(entry: Entry, clusters: ReadonlyMap<string, ClusterConfig>): ReadonlyMap<string, ChannelConfig> {
  const channels = new Map<string, ChannelConfig>();
  for (const [id, child] of entry.children()) {
    if (CHANNEL_ID.read(id) === null) child.refuse(`a key here must be ${CHANNEL_ID.accepts}`);
    const keys = child.keys('cluster', 'language');
    const cluster = keys.cluster.optional({
      accepts: clusters.size > 0 ? `one of the clusters above: ${[...clusters.keys()].join(', ')}` : 'an alias under clusters:',
      read: (alias) => (clusters.has(alias) ? alias : null),
    });
    const allowed = cluster === null ? null : (clusters.get(cluster)?.channels ?? null);
    if (allowed && !allowed.includes(id)) keys.cluster.refuse(`clusters.${cluster}.channels does not allow this channel`);
    channels.set(id, { cluster, language: keys.language.optional(oneOf('en', 'zh')) });
  }
  return channels;
}
