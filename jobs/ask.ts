import { StoreUnavailable } from '../src/runs/store.ts';
import type { RedisClient } from './redis.ts';

/** Runs one exchange with Redis; whatever goes wrong becomes `StoreUnavailable`, which says whether it may have happened after all. */
export async function ask<T>(redis: RedisClient, exchange: () => Promise<T>): Promise<T> {
  if (redis.status !== 'ready') throw new StoreUnavailable(`Redis is not connected (${redis.status})`, { unknown: false });
  try {
    return await exchange();
  } catch (cause) {
    if (cause instanceof StoreUnavailable) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    // A refusal by Redis itself (out of memory, read-only replica, no quorum) did nothing, nor did what was never sent; a lost connection
    // or a time-out may have.
    throw new StoreUnavailable(message, {
      unknown: !/^(OOM|READONLY|NOREPLICAS|CLUSTERDOWN|LOADING|MISCONF|NOAUTH|NOPERM|Stream isn't writeable)/.test(message),
      cause,
    });
  }
}
