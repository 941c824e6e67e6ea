import { RedisRunStore } from '../jobs/store.ts';
import type { RedisTarget } from '../src/config/config.ts';
import { withRedis } from './open-redis.ts';

const NO_HINTS = { work() {}, show() {} };
/** Retention and signatures are matters of writing; nothing is written here. */
const NO_RETENTION = { runsMs: 0, detailsMs: 0, auditMs: 0 };

/** Opens the runs for reading. Throws `FailedError` when Redis does not answer. */
export const withStoredRuns = <T>(target: RedisTarget, use: (store: RedisRunStore) => Promise<T>): Promise<T> =>
  withRedis(target, (redis) => use(new RedisRunStore({ redis, retention: NO_RETENTION, hints: NO_HINTS, sign: () => '' })));
