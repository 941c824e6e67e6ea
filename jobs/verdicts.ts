import { ask } from './ask.ts';
import type { RedisClient } from './redis.ts';
import { verdictKey } from './run-keys.ts';
import type { RedisRunStore, StoredRun } from './store.ts';

/** The run whose verdict about this cluster is the latest; null: there is none, or it is past its retention. */
export async function latestVerdict(redis: RedisClient, store: RedisRunStore, clusterId: string): Promise<StoredRun | null> {
  const id = await ask(redis, () => redis.get(verdictKey(clusterId)));
  return id === null ? null : store.get(id);
}
