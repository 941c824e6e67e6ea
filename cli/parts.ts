import type { Logger } from 'pino';
import { keepAnchors } from '../jobs/audit-anchors.ts';
import { AuditTrail, signRecord } from '../jobs/audit-trail.ts';
import { Forms } from '../jobs/forms.ts';
import { RedisFreezes } from '../jobs/freezes.ts';
import { Homes } from '../jobs/homes.ts';
import type { LateMetrics } from '../jobs/late-metrics.ts';
import { JobHints } from '../jobs/queues.ts';
import { startReconciler } from '../jobs/reconciler.ts';
import type { RedisClient } from '../jobs/redis.ts';
import { RedisRunStore } from '../jobs/store.ts';
import { Watches } from '../jobs/watches.ts';
import type { Config } from '../src/config/config.ts';
import { redactor } from '../src/core/redact.ts';
import type { AuditRecord } from '../src/runs/audit.ts';
import { secretsOf } from './settings.ts';
import type { SlackParts } from './slack-parts.ts';

/** What a process begins with. */
export interface Basics {
  readonly config: Config;
  readonly log: Logger;
  /** Fails fast: for whoever answers people. */
  readonly redis: RedisClient;
  readonly signingKeys: readonly string[];
  readonly metrics: LateMetrics;
  /** Loaded when it is first asked for. */
  readonly slack: () => Promise<SlackParts>;
  readonly onRedisError: (error: Error) => void;
}

/** What both roles work with, made once for a process. */
export interface Parts extends Basics {
  readonly hints: JobHints;
  readonly store: RedisRunStore;
  readonly freezes: RedisFreezes;
  readonly trail: AuditTrail;
  readonly homes: Homes;
  readonly forms: Forms;
  readonly watches: Watches;
  close(): Promise<void>;
}

/** What is closed when the process stops, last opened first. */
export type Closing = (() => Promise<unknown> | unknown)[];

/** Opens what stands on Redis, and starts what every process does by the clock. */
export function openParts(basics: Basics): Parts {
  const { config, log, redis, signingKeys, metrics, onRedisError } = basics;
  const { rules } = config;
  const hints = new JobHints(redis, onRedisError);
  const sign = (text: string): string => signRecord(signingKeys, text);
  const onRecord = (audit: AuditRecord): void => log.info({ audit }, 'audit');
  const store = new RedisRunStore({
    ...{ redis, retention: rules.retention, hints, sign, onRecord },
    clean: redactor(secretsOf(config)),
    onEnd: metrics.ended,
  });
  const trail = new AuditTrail(redis);
  const homes = new Homes(redis, (user) => hints.home(user, Date.now()));
  const forms = new Forms(redis, (id) => hints.form(id));
  // Not waited for: a silent Redis must not keep anybody from being told so.
  const anchors = keepAnchors(trail, signingKeys, onRedisError);
  const reconciler = startReconciler({
    ...{ store, homes, forms, hints, rules, onError: onRedisError },
    onClockSet: (byMs) => log.warn({ byMs }, "Redis's clock was set"),
  });
  return {
    ...{ ...basics, hints, store, trail, homes, forms },
    freezes: new RedisFreezes(redis, sign, onRecord),
    watches: new Watches(redis),
    async close() {
      await reconciler.stop();
      (await anchors).stop();
      await hints.close();
    },
  };
}
