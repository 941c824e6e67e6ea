import { once } from 'node:events';
import { startOwnRedis } from '../jobs/own-redis.ts';
import { openRedis, type RedisClient } from '../jobs/redis.ts';
import type { RedisTarget } from '../src/config/config.ts';
import { FailedError } from './expected-errors.ts';

const CONNECT_MS = 3_000;

/**
 * Redis for a command that only looks, beside a running bot or without one: the bot's own is started for that long if it does not run.
 * Throws `FailedError` when Redis does not answer.
 */
export async function withRedis<T>(target: RedisTarget, use: (redis: RedisClient) => Promise<T>): Promise<T> {
  const own = target.kind === 'own' ? await startOwnRedis(target.dataDir, { exclusive: false }) : null;
  let problem = '';
  const redis = openRedis(target, 'fast', (error) => {
    problem = error.message;
  });
  try {
    await once(redis, 'ready', { signal: AbortSignal.timeout(CONNECT_MS) }).catch(() => {
      throw new FailedError(`Redis does not answer${problem ? ` (${problem})` : ''}: check REDIS_URL, or DATA_DIR of the bot's own`);
    });
    return await use(redis);
  } finally {
    redis.disconnect();
    await own?.stop();
  }
}
