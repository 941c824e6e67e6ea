import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisTarget } from '../src/config/config.ts';

export type RedisClient = Redis | Cluster;

/** Ours never map replies: the option would change every reply's type. */
type Options = Omit<RedisOptions, 'replyMapping' | 'enableOfflineQueue' | 'retryStrategy' | 'himportFieldsets'> & {
  enableOfflineQueue: boolean;
  retryStrategy: (attempt: number) => number;
};

/** One prefix and one hash tag for all keys and queues: in Redis Cluster they share a slot, so that a script may touch them together. */
export const PREFIX = '{bursting}';
export const key = (...parts: readonly string[]): string => [PREFIX, ...parts].join(':');

/** Reconnects at once, then at least every half second: work goes on within 3 s of Redis's return. */
const retryStrategy = (attempt: number): number => Math.min(attempt * 100, 500);

/**
 * `fast` answers or fails within a second and never queues commands while Redis is away: for everything a person waits for.
 * `patient` waits as long as it takes (BullMQ's workers insist on it). A socket that stays silent under load is replaced, after 2 s and
 * 5 s: behind it may be a server that hangs for good, while the sentinels have long named another.
 */
const OPTIONS: Readonly<Record<'fast' | 'patient', Options>> = {
  fast: {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
    socketTimeout: 2_000,
    retryStrategy,
  },
  patient: { maxRetriesPerRequest: null, enableOfflineQueue: true, connectTimeout: 2_000, socketTimeout: 5_000, retryStrategy },
};

/** The socket of the bot's own redis-server, relative to its directory. */
export const OWN_SOCKET = 'redis.sock';

/** Opens a connection and returns at once; connecting goes on for ever in the background. Errors are reported, never thrown. */
export function openRedis(target: RedisTarget, kind: 'fast' | 'patient', onError: (error: Error) => void): RedisClient {
  const options = OPTIONS[kind];
  const client = connect(target, options);
  client.on('error', onError);
  return client;
}

function connect(target: RedisTarget, options: Options): RedisClient {
  switch (target.kind) {
    case 'own':
      return new Redis({ ...options, path: ownSocket(target.dataDir) });
    case 'single':
      return new Redis(target.url, options);
    case 'cluster': {
      const first = new URL(target.urls[0] ?? '');
      return new Cluster(
        target.urls.map((url) => ({ host: new URL(url).hostname, port: Number(new URL(url).port || 6379) })),
        {
          enableOfflineQueue: options.enableOfflineQueue,
          clusterRetryStrategy: retryStrategy,
          slotsRefreshTimeout: 2_000,
          redisOptions: {
            ...options,
            ...(first.username ? { username: decodeURIComponent(first.username) } : {}),
            ...(first.password ? { password: decodeURIComponent(first.password) } : {}),
            ...(first.protocol === 'rediss:' ? { tls: {} } : {}),
          },
        },
      );
    }
    case 'sentinel':
      return new Redis({
        ...options,
        sentinels: target.sentinels.map((sentinel) => ({ ...sentinel })),
        name: target.master,
        sentinelRetryStrategy: retryStrategy,
        db: target.db,
        ...(target.username ? { username: target.username } : {}),
        ...(target.password ? { password: target.password, sentinelPassword: target.password } : {}),
      });
  }
}

/** Socket paths have room for 107 characters (sun_path): the shorter of absolute and relative is used. */
export function ownSocket(dataDir: string): string {
  return `${dataDir}/${OWN_SOCKET}`;
}

/**
 * The eviction policy, if it is a wrong one: with anything but `noeviction` Redis may drop runs and jobs to make room. Null when it is
 * right or when the server does not say (some managed services hide both CONFIG and INFO).
 */
export async function wrongEvictionPolicy(client: RedisClient): Promise<string | null> {
  const config = await client.call('CONFIG', 'GET', 'maxmemory-policy').catch(() => null);
  const told = Array.isArray(config) ? config[1] : undefined;
  const policy =
    typeof told === 'string' ? told : /^maxmemory_policy:(\S+)/m.exec(String(await client.info('memory').catch(() => '')))?.[1];
  return policy === undefined || policy === 'noeviction' ? null : policy;
}
