import type { ClusterSettings } from '../core/target.ts';

/** People by Slack user id, and by user group id. */
export interface Who {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

export interface ApprovalRules {
  readonly approvers: Who;
  /** How many distinct people must approve. */
  readonly required: number;
  readonly selfApproval: boolean;
  readonly expiresInMs: number;
  readonly applyWithinMs: number;
}

export interface ClusterConfig extends ClusterSettings {
  readonly alias: string;
  readonly region: string;
  /** Lower case. */
  readonly clusterId: string;
  readonly projectId: string | null;
  /** Which credentials, by their lower-case name; null: the unnamed ones. */
  readonly credentials: string | null;
  /** Worker group. */
  readonly workers: string;
  /** The global rules with this cluster's own keys over them. */
  readonly approvals: ApprovalRules;
  /** Null: every channel. */
  readonly channels: readonly string[] | null;
  readonly watch: { readonly everyMs: number; readonly channel: string } | null;
}

export interface ChannelConfig {
  /** Alias of the cluster that is meant when none is named. */
  readonly cluster: string | null;
  readonly language: Language | null;
}

export type Language = 'en' | 'zh';

/** From the YAML file: the same in every process of an installation. */
export interface Rules {
  readonly readOnly: boolean;
  readonly allowUnlisted: boolean;
  readonly clusters: ReadonlyMap<string, ClusterConfig>;
  readonly channels: ReadonlyMap<string, ChannelConfig>;
  readonly roles: { readonly operators: Who; readonly viewers: Who };
  readonly approvals: ApprovalRules;
  readonly auditChannel: string | null;
  readonly onCallGroup: string | null;
  readonly limits: { readonly commandsPerUserPerMinute: number; readonly queuedPerCluster: number };
  readonly retention: { readonly runsMs: number; readonly detailsMs: number; readonly auditMs: number };
}

/** Read by name; not seen by JSON, loggers or spreading (`src/core/secret.ts`), like everything secret below. */
export interface Credentials {
  readonly ak: string;
  readonly sk: string;
  readonly securityToken: string | null;
}

/** Where Redis is: exactly one of the ways of contract section 6. */
export type RedisTarget =
  | { readonly kind: 'single'; readonly url: string }
  | { readonly kind: 'cluster'; readonly urls: readonly string[] }
  | {
      readonly kind: 'sentinel';
      readonly sentinels: readonly { readonly host: string; readonly port: number }[];
      readonly master: string;
      readonly username: string | null;
      readonly password: string | null;
      readonly db: number;
    }
  /** The bot runs its own redis-server on a socket in this directory. */
  | { readonly kind: 'own'; readonly dataDir: string };

/** URLs with `{region}` left in. */
export interface EndpointTemplates {
  readonly cce: string | null;
  readonly vpc: string | null;
  readonly vpcep: string | null;
  readonly swr: string | null;
  readonly iam: string | null;
}

export interface HuaweiConfig {
  /** By name; the unnamed ones under `''`. */
  readonly credentials: ReadonlyMap<string, Credentials>;
  readonly projectId: string | null;
  readonly endpoints: EndpointTemplates;
  readonly proxy: ProxyConfig;
}

export interface ProxyConfig {
  readonly httpsProxy: string | null;
  readonly httpProxy: string | null;
  readonly noProxy: string | null;
}

export interface SlackConfig {
  readonly botToken: string;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly apiUrl: string;
}

export interface LogConfig {
  readonly level: LogLevel;
  readonly format: 'json' | 'pretty';
}

type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** What `bursting start` needs. */
export interface Config {
  readonly role: 'all' | 'gateway' | 'worker';
  readonly workerGroup: string;
  readonly slack: SlackConfig;
  readonly redis: RedisTarget;
  /** The first signs, all verify. Empty: made and kept in the data directory. */
  readonly signingKeys: readonly string[];
  /** Without credentials in a gateway. */
  readonly huawei: HuaweiConfig;
  /** The same as `huawei.proxy`: one for Slack, Huawei Cloud and clusters. */
  readonly proxy: ProxyConfig;
  readonly http: { readonly host: string; readonly port: number };
  readonly log: LogConfig;
  readonly rules: Rules;
}

/** What `bursting run` needs: no Slack, no Redis. Without a file the rules are the defaults, with no cluster. */
export type RunConfig = Pick<Config, 'huawei' | 'proxy' | 'log' | 'rules'>;

/** What `bursting runs` and `bursting audit` need. */
export type StoreConfig = Pick<Config, 'redis' | 'signingKeys' | 'log'>;

/** The configured cluster with this id, whatever way it was named; null for one outside the configuration. */
export const clusterWithId = (rules: Pick<Rules, 'clusters'>, clusterId: string): ClusterConfig | null =>
  Array.from(rules.clusters.values()).find((cluster) => cluster.clusterId === clusterId.toLowerCase()) ?? null;
