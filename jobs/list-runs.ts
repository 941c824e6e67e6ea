import type { Run } from '../src/runs/run.ts';
import type { RunQuery } from '../src/runs/store.ts';
import { ask } from './ask.ts';
import type { RedisClient } from './redis.ts';
import { clusterKey, RECENT, runKey, stateKey } from './run-keys.ts';
import { type Fields, LISTED, toRun } from './run-record.ts';

const PAGE = 50;
/** How far back a filtered list looks. */
const LIST_DEPTH = 2_000;

/** The newest runs that a query asks for, without their results. */
export async function listRuns(redis: RedisClient, query: RunQuery): Promise<readonly Run[]> {
  const index = query.state ? stateKey(query.state) : query.cluster ? clusterKey(query.cluster) : RECENT;
  const found: Run[] = [];
  for (let from = 0; from < LIST_DEPTH && found.length < query.limit; from += PAGE) {
    const ids = await ask(redis, () => redis.zrevrange(index, from, from + PAGE - 1));
    const pages = await ask(redis, () => Promise.all(ids.map((id) => redis.hmget(runKey(id), ...LISTED))));
    for (const [i, values] of pages.entries()) {
      const fields = Object.fromEntries(LISTED.map((name, j) => [name, values[j] ?? ''])) as Fields;
      if (!fields.doc) continue; // past retention: the index is trimmed when it grows
      const run = toRun(ids[i] ?? '', fields, null);
      const wanted = (!query.cluster || run.target.clusterId === query.cluster) && (!query.state || run.state === query.state);
      if (wanted && query.visible(run)) found.push(run);
      if (found.length === query.limit) break;
    }
    if (ids.length < PAGE) break;
  }
  return found;
}
