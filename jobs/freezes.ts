import { z } from 'zod';
import type { AuditRecord } from '../src/runs/audit.ts';
import type { Freeze, Freezes } from '../src/runs/freeze.ts';
import { ask } from './ask.ts';
import { HOME_VERSION } from './homes.ts';
import { key, type RedisClient } from './redis.ts';
import { AUDIT, HEAD } from './run-keys.ts';
import { APPEND, NOW } from './scripts.ts';

/**
 * Sets or (no value) clears a freeze, with its record; Homes show it. KEYS freezes, audit, head, home version. ARGV scope, value (JSON
 * without its last brace: when is said here), record, mac. Returns what was there.
 */
const FREEZE = `${NOW}${APPEND}
local before = redis.call('HGET', KEYS[1], ARGV[1])
if ARGV[2] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ',"at":' .. ms(now) .. '}') end
redis.call('INCR', KEYS[4])
audit(KEYS[2], KEYS[3], ARGV[3], ARGV[4])
return before
`;

const FREEZES = key('freezes');
const ALL = 'all';
const freeze = z.object({ by: z.string(), reason: z.string().nullable(), at: z.number().nullable().default(null) });

interface Scripts {
  burstingFreeze(freezes: string, audit: string, head: string, homes: string, ...args: string[]): Promise<string | null>;
}

/** Freezes on Redis: `all`, and one switch per cluster id. Rejects with `StoreUnavailable` when Redis does not answer in time. */
export class RedisFreezes implements Freezes {
  readonly #redis: RedisClient & Scripts;
  readonly #sign: (text: string) => string;
  readonly #onRecord: (record: AuditRecord) => void;

  constructor(redis: RedisClient, sign: (text: string) => string, onRecord: (record: AuditRecord) => void) {
    redis.defineCommand('burstingFreeze', { numberOfKeys: 4, lua: FREEZE });
    this.#redis = redis as RedisClient & Scripts;
    this.#sign = sign;
    this.#onRecord = onRecord;
  }

  async set(clusterId: string | null, by: string, reason: string | null): Promise<Freeze | null> {
    return this.#write(clusterId, JSON.stringify({ by, reason }).slice(0, -1), { kind: 'freeze', scope: clusterId ?? ALL, by, reason });
  }

  async clear(clusterId: string | null, by: string): Promise<Freeze | null> {
    return this.#write(clusterId, '', { kind: 'unfreeze', scope: clusterId ?? ALL, by, reason: null });
  }

  // Without an answer nobody goes on: whether something is frozen is never guessed.
  async of(clusterId: string): Promise<Freeze | null> {
    const [all, own] = await ask(this.#redis, () => this.#redis.hmget(FREEZES, ALL, clusterId));
    return read(own ?? null) ?? read(all ?? null);
  }

  async all(): Promise<ReadonlyMap<string | null, Freeze>> {
    const found = await ask(this.#redis, () => this.#redis.hgetall(FREEZES));
    return new Map(
      Object.entries(found).flatMap(([scope, value]) => {
        const one = read(value);
        return one ? [[scope === ALL ? null : scope, one] as const] : [];
      }),
    );
  }

  async #write(clusterId: string | null, value: string, record: AuditRecord): Promise<Freeze | null> {
    const text = JSON.stringify(record);
    const mac = this.#sign(text);
    const before = await ask(this.#redis, () =>
      this.#redis.burstingFreeze(FREEZES, AUDIT, HEAD, HOME_VERSION, clusterId ?? ALL, value, text, mac),
    );
    this.#onRecord(record);
    return read(before);
  }
}

const read = (value: string | null): Freeze | null => (value ? freeze.parse(JSON.parse(value)) : null);
