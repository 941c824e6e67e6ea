import { z } from 'zod';
import { clusterWithId, type Rules } from '../src/config/config.ts';
import { configuredWatches, type News, type Seen, stand, type Watch, type WatchList } from '../src/runs/watch.ts';
import { ask } from './ask.ts';
import { key, PREFIX, type RedisClient } from './redis.ts';
import { NOW } from './scripts.ts';

/**
 * Watches in Redis. `watches`: cluster ids by when they are looked after next. A watch is a hash: `watch` (JSON), `due` (when its next run
 * is due), `run` (its last one), `standing` (JSON: what it knows of its cluster).
 */
const WATCHES = key('watches');
const watchKey = (clusterId: string): string => key('watch', clusterId);

/** KEYS watches, watch. ARGV clusterId, watch, dueInMs. Returns what was there. What is known of the cluster stays known. */
const SET = `${NOW}
local before = redis.call('HGET', KEYS[2], 'watch')
redis.call('HSET', KEYS[2], 'watch', ARGV[2], 'due', ms(now + tonumber(ARGV[3])))
redis.call('ZADD', KEYS[1], ms(now + tonumber(ARGV[3])), ARGV[1])
return before
`;

/** Sets a configured watch, unless it is there as it should be: then its time stays its time. KEYS and ARGV as SET. */
const ENSURE = `${NOW}
if redis.call('HGET', KEYS[2], 'watch') == ARGV[2] and redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
redis.call('HSET', KEYS[2], 'watch', ARGV[2], 'due', ms(now + tonumber(ARGV[3])))
redis.call('ZADD', KEYS[1], ms(now + tonumber(ARGV[3])), ARGV[1])
return 1
`;

/** KEYS watches, watch. ARGV clusterId. Returns what was there. */
const REMOVE = `
local before = redis.call('HGET', KEYS[2], 'watch')
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[2])
return before
`;

/** Takes watches whose time has come; they come back after againMs unless \`NEXT\` is told. KEYS watches. ARGV prefix, againMs, limit. */
const TAKE = `${NOW}
local taken = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ms(now), 'LIMIT', 0, ARGV[3])) do
  redis.call('ZADD', KEYS[1], ms(now + tonumber(ARGV[2])), id)
  local seen = redis.call('HMGET', ARGV[1] .. ':watch:' .. id, 'watch', 'due', 'run')
  taken[#taken + 1] = {id, seen[1] or '', seen[2] or '', seen[3] or ''}
end
return taken
`;

/**
 * The run that was due has been made (or left out: empty). The next is due a whole number of times later: what was missed is not made up
 * for, and watches that are spread out stay so. KEYS watches, watch. ARGV clusterId, due, everyMs, run.
 */
const NEXT = `${NOW}
if redis.call('HGET', KEYS[2], 'due') ~= ARGV[2] then return 0 end
local every = tonumber(ARGV[3])
-- Redis's clock may have been set back.
local due = math.min(tonumber(ARGV[2]), now) + every
if due <= now then due = due + every * math.ceil((now - due + 1) / every) end
redis.call('HSET', KEYS[2], 'due', ms(due))
if ARGV[4] ~= '' then redis.call('HSET', KEYS[2], 'run', ARGV[4]) end
redis.call('ZADD', KEYS[1], ms(due), ARGV[1])
return 1
`;

/** Only of a watch that is still there: one that has just ended is not begun again by what its last run saw. KEYS watch. ARGV standing. */
const KNOW = `
if redis.call('HEXISTS', KEYS[1], 'watch') == 0 then return 0 end
return redis.call('HSET', KEYS[1], 'standing', ARGV[1])
`;

interface Scripts {
  burstingWatchSet(watches: string, watch: string, id: string, json: string, dueInMs: number): Promise<string | null>;
  burstingWatchEnsure(watches: string, watch: string, id: string, json: string, dueInMs: number): Promise<number>;
  burstingWatchRemove(watches: string, watch: string, id: string): Promise<string | null>;
  burstingWatchTake(watches: string, prefix: string, againMs: number, limit: number): Promise<[string, string, string, string][]>;
  burstingWatchNext(watches: string, watch: string, id: string, due: string, everyMs: number, run: string): Promise<number>;
  burstingWatchKnow(watch: string, standing: string): Promise<number>;
}

const Kept = z.strictObject({
  target: z.strictObject({ alias: z.string().nullable(), region: z.string(), projectId: z.string().nullable(), clusterId: z.string() }),
  group: z.string(),
  everyMs: z.number(),
  channel: z.string(),
  by: z.string().nullable(),
});
const Known = z.object({
  ready: z.boolean(),
  since: z.number(),
  run: z.string(),
  news: z.object({ ready: z.boolean(), since: z.number().nullable() }).nullable(),
  doubts: z.number(),
});

/** A watch whose time has come. */
export interface DueWatch {
  readonly clusterId: string;
  /** Null: what is kept of it cannot be read, and it is to be removed. */
  readonly watch: Watch | null;
  /** When it was due: names the run that is to be made. */
  readonly due: string;
  /** The run before. */
  readonly run: string | null;
}

/** Watches on Redis. */
export class Watches implements WatchList {
  readonly #redis: RedisClient & Scripts;

  constructor(redis: RedisClient) {
    redis.defineCommand('burstingWatchSet', { numberOfKeys: 2, lua: SET });
    redis.defineCommand('burstingWatchEnsure', { numberOfKeys: 2, lua: ENSURE });
    redis.defineCommand('burstingWatchRemove', { numberOfKeys: 2, lua: REMOVE });
    redis.defineCommand('burstingWatchTake', { numberOfKeys: 1, lua: TAKE });
    redis.defineCommand('burstingWatchNext', { numberOfKeys: 2, lua: NEXT });
    redis.defineCommand('burstingWatchKnow', { numberOfKeys: 1, lua: KNOW });
    this.#redis = redis as RedisClient & Scripts;
  }

  async set(watch: Watch): Promise<Watch | null> {
    const { clusterId } = watch.target;
    return read(
      await ask(this.#redis, () => this.#redis.burstingWatchSet(WATCHES, watchKey(clusterId), clusterId, JSON.stringify(watch), 0)),
    );
  }

  async remove(clusterId: string): Promise<Watch | null> {
    return read(await ask(this.#redis, () => this.#redis.burstingWatchRemove(WATCHES, watchKey(clusterId), clusterId)));
  }

  async all(): Promise<readonly Watch[]> {
    return ask(this.#redis, async () => {
      const ids = await this.#redis.zrange(WATCHES, '0', '-1');
      const kept = await Promise.all(ids.map((id) => this.#redis.hget(watchKey(id), 'watch')));
      return kept.flatMap((json) => read(json) ?? []);
    });
  }

  /** What the configuration watches is watched, spread over the period; what it watched once, and does not any more, is not. */
  async configure(rules: Rules): Promise<void> {
    const wanted = configuredWatches(rules);
    for (const [i, watch] of wanted.entries()) {
      const { clusterId } = watch.target;
      const args = [clusterId, JSON.stringify(watch), Math.floor((watch.everyMs * i) / wanted.length)] as const;
      await ask(this.#redis, () => this.#redis.burstingWatchEnsure(WATCHES, watchKey(clusterId), ...args));
    }
    const ids = new Set(wanted.map(({ target }) => target.clusterId));
    for (const { target, by } of await this.all()) if (by === null && !ids.has(target.clusterId)) await this.remove(target.clusterId);
  }

  async take(againMs: number, limit: number): Promise<readonly DueWatch[]> {
    const taken = await ask(this.#redis, () => this.#redis.burstingWatchTake(WATCHES, PREFIX, againMs, limit));
    return taken.map(([clusterId, json, due, run]) => ({ clusterId, watch: read(json), due, run: run || null }));
  }

  /** The run of this time was made, or left out: the next one is due. Once, however often this is told. */
  async next({ clusterId, due, watch }: DueWatch, run: string | null): Promise<void> {
    const everyMs = watch?.everyMs ?? 0;
    await ask(this.#redis, () => this.#redis.burstingWatchNext(WATCHES, watchKey(clusterId), clusterId, due, everyMs, run ?? ''));
  }

  /** Keeps what a run of a watch saw, and resolves with what is news in it; null: nothing is, or nobody watches any more. */
  async know(clusterId: string, seen: Seen): Promise<News | null> {
    return ask(this.#redis, async () => {
      const [watch, known] = await this.#redis.hmget(watchKey(clusterId), 'watch', 'standing');
      if (!watch) return null;
      const standing = stand(Known.safeParse(parsed(known ?? null)).data ?? null, seen);
      await this.#redis.burstingWatchKnow(watchKey(clusterId), JSON.stringify(standing));
      return standing.news;
    });
  }
}

/** A configured cluster is what the file says now, whatever it was when the watch was asked for. */
export const currentTarget = (rules: Rules, { target, group }: Watch): Pick<Watch, 'target' | 'group'> => {
  const cluster = clusterWithId(rules, target.clusterId);
  if (!cluster) return { target, group };
  const { alias, region, projectId, clusterId, workers } = cluster;
  return { target: { alias, region, projectId: projectId ?? target.projectId, clusterId }, group: workers };
};

const read = (json: string | null): Watch | null => Kept.safeParse(parsed(json)).data ?? null;

function parsed(json: string | null): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return null;
  }
}
