import type { WebClient, WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import type { AuditTrail } from '../jobs/audit-trail.ts';
import type { Directory } from '../jobs/directory.ts';
import type { Forms } from '../jobs/forms.ts';
import type { RedisFreezes } from '../jobs/freezes.ts';
import type { Homes } from '../jobs/homes.ts';
import type { LateMetrics } from '../jobs/late-metrics.ts';
import type { JobHints } from '../jobs/queues.ts';
import type { RedisClient } from '../jobs/redis.ts';
import type { Rights } from '../jobs/rights.ts';
import type { RedisRunStore } from '../jobs/store.ts';
import type { Watches } from '../jobs/watches.ts';
import type { Config } from '../src/config/config.ts';
import type { Workspace } from './workspace.ts';

/** What both roles work with, made once for a process. */
export interface Parts {
  readonly config: Config;
  readonly log: Logger;
  /** Fails fast: for whoever answers people. */
  readonly redis: RedisClient;
  readonly hints: JobHints;
  readonly store: RedisRunStore;
  readonly freezes: RedisFreezes;
  readonly trail: AuditTrail;
  readonly metrics: LateMetrics;
  readonly signingKeys: readonly string[];
  readonly slack: WebClient;
  /** How Slack is reached where its client is not asked: null: directly. */
  readonly fetch: WebClientOptions['fetch'] | null;
  readonly directory: Directory;
  readonly rights: Rights;
  readonly homes: Homes;
  readonly forms: Forms;
  readonly watches: Watches;
  readonly workspace: () => Workspace;
  readonly onRedisError: (error: Error) => void;
}

/** What is closed when the process stops, last opened first. */
export type Closing = (() => Promise<unknown> | unknown)[];
