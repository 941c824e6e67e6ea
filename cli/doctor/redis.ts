import { PREFIX, type RedisClient, wrongEvictionPolicy } from '../../jobs/redis.ts';
import type { RedisTarget } from '../../src/config/config.ts';
import { withRedis } from '../open-redis.ts';
import { fail, type Line, ok, skip, warn } from './line.ts';

/** `ZADD ... LT` came with it. */
const OLDEST = [6, 2] as const;
const PINGS = 7;
const SLOW_MS = 20;
/** A command that a person waits for is given up after a second. */
const TOO_SLOW_MS = 250;
/** Of `maxmemory`: beyond, new runs are refused soon, because nothing is thrown away for them. */
const FULL = 0.8;

export async function redisLines(target: RedisTarget): Promise<readonly Line[]> {
  try {
    return await withRedis(target, async (redis) => {
      const info = fieldsOf(await redis.info().catch(() => ''));
      return [
        version(info),
        await eviction(redis),
        await persistence(redis, info),
        memory(info),
        await writes(redis),
        await latency(redis),
      ];
    });
  } catch (error) {
    return [fail('redis', `${error instanceof Error ? error.message : String(error)}.`, remedyFor(target, error))];
  }
}

function remedyFor({ kind }: RedisTarget, error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  if (/WRONGPASS|NOAUTH|AUTH/.test(said)) return 'Put the right user and password into REDIS_URL (redis://user:password@host:port).';
  if (kind === 'own') return 'Install redis-server, see that DATA_DIR can be written, or set REDIS_URL.';
  if (/certificate|self.signed|SSL|TLS|EPROTO/i.test(said))
    return 'Check rediss:// against redis:// in REDIS_URL, and NODE_EXTRA_CA_CERTS for an authority of your own.';
  return 'Start Redis, and compare host and port in REDIS_URL with it; look for a firewall in between.';
}

const fieldsOf = (info: string): ReadonlyMap<string, string> =>
  new Map([...info.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]));

function version(info: ReadonlyMap<string, string>): Line {
  const told = info.get('redis_version');
  if (told === undefined) return skip('redis version', 'the server does not say');
  const [major = 0, minor = 0] = told.split('.').map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  return isOld ? fail('redis version', `it is ${told}.`, `Use Redis ${OLDEST.join('.')} or newer, or Valkey.`) : ok('redis version', told);
}

async function eviction(redis: RedisClient): Promise<Line> {
  const wrong = await wrongEvictionPolicy(redis);
  return wrong === null
    ? ok('redis maxmemory-policy', 'noeviction, or not told')
    : fail(
        'redis maxmemory-policy',
        `it is ${wrong}, and may drop runs and approvals to make room.`,
        'Set maxmemory-policy noeviction (redis.conf, or the parameter of that name of a managed Redis).',
      );
}

async function persistence(redis: RedisClient, info: ReadonlyMap<string, string>): Promise<Line> {
  const about = 'redis persistence';
  const aof = info.get('aof_enabled');
  if (aof === undefined) return skip(about, 'the server does not say');
  if (aof === '1') {
    return info.get('aof_last_write_status') === 'err'
      ? fail(about, 'it cannot write its append-only file.', 'Look at the disk of Redis: full, or read-only.')
      : ok(about, 'append-only');
  }
  const todo = 'Switch on appendonly (redis.conf: appendonly yes, appendfsync everysec).';
  const config = await redis.call('CONFIG', 'GET', 'save').catch(() => null);
  const save: unknown = Array.isArray(config) ? config[1] : null;
  return save === ''
    ? fail(about, 'nothing is kept: a restart of Redis forgets every run, plan and audit record.', todo)
    : warn(about, 'snapshots only: what happened since the last one is lost when Redis crashes.', todo);
}

function memory(info: ReadonlyMap<string, string>): Line {
  const [most, used] = [Number(info.get('maxmemory') ?? 0), Number(info.get('used_memory') ?? 0)];
  const used100 = most > 0 ? Math.round((100 * used) / most) : null;
  if (used100 === null) return ok('redis memory', 'no limit is set');
  return used100 >= FULL * 100
    ? warn(
        'redis memory',
        `${used100} % of maxmemory is used; at 100 % nothing new is taken.`,
        'Raise maxmemory, or shorten retention in bursting.yaml.',
      )
    : ok('redis memory', `${used100} % of maxmemory`);
}

/** By a script that takes away what is not there: a write to Redis's eyes, and it changes nothing. */
const NO_KEY = `${PREFIX}:doctor`;
const TAKE_NOTHING = "return redis.call('DEL', KEYS[1])";

async function writes(redis: RedisClient): Promise<Line> {
  try {
    await redis.eval(TAKE_NOTHING, 1, NO_KEY);
    return ok('redis writes', 'taken');
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const [, todo = 'Look the word up at redis.io; the log of Redis says more.'] = REFUSED.find(([word]) => word.test(said)) ?? [];
    return fail('redis writes', `they are refused (${said.slice(0, 120)}).`, todo);
  }
}

const REFUSED: readonly (readonly [said: RegExp, todo: string])[] = [
  [/READONLY/, 'It is a replica: name its primary in REDIS_URL, or its Sentinels (redis+sentinel://...), which know where that is.'],
  [
    /NOPERM|can't (run|access)/,
    "Give the user of REDIS_URL everything on the bot's keys: ACL SETUSER <user> ~{bursting}* &* +@all -@dangerous +info.",
  ],
  [/MISCONF/, 'Redis cannot write its snapshot: look at its disk (full, or read-only).'],
  [/NOREPLICAS/, 'Fewer replicas are connected than min-replicas-to-write asks for: bring them back.'],
  [/CLUSTERDOWN/, 'Part of the cluster is down: redis-cli --cluster check.'],
];

async function latency(redis: RedisClient): Promise<Line> {
  const times: number[] = [];
  for (let i = 0; i < PINGS; i++) {
    const asked = performance.now();
    await redis.ping();
    times.push(performance.now() - asked);
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(PINGS / 2)] ?? 0;
  const says = `${median < 1 ? 'under 1' : Math.round(median)} ms`;
  const todo = 'Put Redis nearer, or find out what keeps it busy (redis-cli --latency, SLOWLOG GET).';
  if (median >= TOO_SLOW_MS) return fail('redis latency', `${says} for one answer: commands are not acknowledged in time.`, todo);
  return median >= SLOW_MS ? warn('redis latency', `${says} for one answer.`, todo) : ok('redis latency', says);
}
