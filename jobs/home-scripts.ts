import { NOW } from './scripts.ts';

/**
 * App Homes in Redis. `home:people`: who opened theirs, when. `home:dirty`: whose is to be published, when. `home:version`: counts every
 * move of every run; `home:swept`: the version up to which everybody who looks was marked. A Home is a hash: `want` (counts its marks),
 * `asked` (the mark by the person themselves), `shown` (the mark that was published last), `at` (when: later than now on a clock that was
 * set back), `print` (of what it shows).
 */

/** Somebody looks, now. KEYS people, dirty, home. ARGV user, keepMs, gapMs. Returns the milliseconds until it may be published. */
export const HOME_OPEN = `${NOW}
redis.call('ZADD', KEYS[1], ms(now), ARGV[1])
redis.call('HSET', KEYS[3], 'asked', redis.call('HINCRBY', KEYS[3], 'want', 1))
redis.call('PEXPIRE', KEYS[3], ARGV[2])
local due = math.max(now, math.min(now, tonumber(redis.call('HGET', KEYS[3], 'at') or 0)) + tonumber(ARGV[3]))
redis.call('ZADD', KEYS[2], 'LT', ms(due), ARGV[1])
return due - now
`;

/**
 * Marks everybody who looked lately if anything has moved, and takes those whose time has come; they come back after againMs unless they
 * are published. KEYS version, swept, people, dirty. ARGV prefix, lookedMs, gapMs, againMs, limit. Returns user ids.
 */
export const HOME_SWEEP = `${NOW}
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', ms(now - tonumber(ARGV[2])))
local version = redis.call('GET', KEYS[1])
if version and version ~= redis.call('GET', KEYS[2]) then
  redis.call('SET', KEYS[2], version)
  for _, user in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
    local home = ARGV[1] .. ':home:' .. user
    redis.call('HINCRBY', home, 'want', 1)
    redis.call('PEXPIRE', home, ARGV[2])
    redis.call('ZADD', KEYS[4], 'NX', ms(math.max(now, math.min(now, tonumber(redis.call('HGET', home, 'at') or 0)) + tonumber(ARGV[3]))), user)
  end
end
local users = redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', ms(now), 'LIMIT', 0, ARGV[5])
for _, user in ipairs(users) do redis.call('ZADD', KEYS[4], ms(now + tonumber(ARGV[4])), user) end
return users
`;

/** Takes the turn at one Home. KEYS lease, home. ARGV token, leaseMs. Returns nothing if another has it, else now and the Home. */
export const HOME_TAKE = `${NOW}
if not redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') then return false end
return {now, redis.call('HMGET', KEYS[2], 'want', 'asked', 'shown', 'at', 'print')}
`;

/**
 * What was wanted is shown. KEYS home, dirty, lease, views. ARGV user, token, want, print, view (empty: it showed that already), gapMs,
 * keepMs.
 */
export const HOME_SHOWN = `${NOW}
local holder = redis.call('GET', KEYS[3])
if holder and holder ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'shown', ARGV[3], 'print', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[7])
if ARGV[5] ~= '' then
  redis.call('HSET', KEYS[1], 'at', ms(now))
  redis.call('LREM', KEYS[4], 0, ARGV[5])
  redis.call('LPUSH', KEYS[4], ARGV[5])
  redis.call('LTRIM', KEYS[4], 0, 4)
  redis.call('PEXPIRE', KEYS[4], ARGV[7])
end
if redis.call('HGET', KEYS[1], 'want') == ARGV[3] then redis.call('ZREM', KEYS[2], ARGV[1])
else redis.call('ZADD', KEYS[2], ms(now + tonumber(ARGV[6])), ARGV[1]) end
redis.call('DEL', KEYS[3])
return 1
`;

/** Gives the turn back for later. KEYS dirty, lease. ARGV user, token, delayMs (-1: this Home is nobody's any more), people. */
export const HOME_LATER = `${NOW}
if redis.call('GET', KEYS[2]) ~= ARGV[2] then return 0 end
if ARGV[3] == '-1' then
  redis.call('ZREM', KEYS[1], ARGV[1])
  redis.call('ZREM', ARGV[4], ARGV[1])
else
  redis.call('ZADD', KEYS[1], ms(now + tonumber(ARGV[3])), ARGV[1])
end
redis.call('DEL', KEYS[2])
return 1
`;
