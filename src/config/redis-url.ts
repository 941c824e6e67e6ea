import { hide } from '../core/secret.ts';
import type { RedisTarget } from './config.ts';

const ACCEPTED =
  'redis://host:port, rediss://host:port, several of one kind separated by commas, or redis+sentinel://host:port,host:port/<master>';

type Target<K extends RedisTarget['kind']> = Extract<RedisTarget, { kind: K }>;

/**
 * Where Redis is, from REDIS_URL. A string is what is wrong with it, without any part of the value: it may hold a password.
 *
 * `redis+sentinel://[user:password@]host[:26379],.../<master>[/db]`; user and password are those of Redis and of the sentinels.
 */
export function parseRedisUrl(text: string): RedisTarget | string {
  if (text.startsWith('redis+sentinel://')) return parseSentinel(text.slice('redis+sentinel://'.length));
  const urls = text.split(',').map((url) => url.trim());
  const parsed = urls.map((url) => (/^rediss?:\/\/[^/]/.test(url) && URL.canParse(url) ? new URL(url) : null));
  if (parsed.some((url) => !url?.hostname)) {
    return `must be ${ACCEPTED}${urls.length > 1 ? ' (a comma in a password is written %2C)' : ''}`;
  }
  if (parsed.some((url) => !decodes(url?.username) || !decodes(url?.password))) return BAD_ESCAPE;
  const [first] = urls;
  if (urls.length === 1 && first !== undefined) {
    if (!/^\/?(\d{1,5})?$/.test(parsed[0]?.pathname ?? '')) return 'must end in the number of a database, or in nothing, after the port';
    return hide<Target<'single'>>({ kind: 'single', url: first }, 'url');
  }
  if (new Set(parsed.map((url) => url?.protocol)).size > 1) return 'must be either all redis:// or all rediss://';
  if (parsed.some((url) => !/^\/?0?$/.test(url?.pathname ?? ''))) return 'must name no database: Redis Cluster has only database 0';
  return hide<Target<'cluster'>>({ kind: 'cluster', urls }, 'urls');
}

const BAD_ESCAPE = 'has a % in user or password that begins no valid escape: a % itself is written %25';

function parseSentinel(rest: string): RedisTarget | string {
  const match = /^(?:(?<userinfo>.*)@)?(?<hosts>[^/@]+)\/(?<master>[^/?#\s]+)(?:\/(?<db>\d{1,5}))?$/.exec(rest);
  if (!match?.groups)
    return 'must be redis+sentinel://user:password@host:port,host:port/<master>/<database>; user, password, port and database may be left out';
  const { userinfo = '', hosts = '', master = '', db = '0' } = match.groups;
  const sentinels = hosts.split(',').map((host) => parseHost(host.trim()));
  if (!sentinels.every((sentinel) => sentinel !== null))
    return 'must list its sentinels as host:port,host:port; the port may be left out (26379)';
  const [user = '', ...password] = userinfo.split(':');
  if (!decodes(userinfo) || !decodes(master)) return BAD_ESCAPE;
  return hide<Target<'sentinel'>>(
    {
      kind: 'sentinel',
      sentinels: sentinels,
      master: decodeURIComponent(master),
      username: decodeURIComponent(user) || null,
      password: decodeURIComponent(password.join(':')) || null,
      db: Number(db),
    },
    'username',
    'password',
  );
}

function parseHost(text: string): { host: string; port: number } | null {
  const match = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<name>[a-z0-9._-]+))(?::(?<port>\d{1,5}))?$/i.exec(text);
  const port = Number(match?.groups?.port ?? 26_379);
  const host = match?.groups?.six ?? match?.groups?.name;
  return host && port >= 1 && port <= 65_535 ? { host, port } : null;
}

const decodes = (text = ''): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};
