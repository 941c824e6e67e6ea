import { NOW } from './scripts.ts';

/** What a publisher writes down, in Lua: see `scripts.ts`, which says what a run is in Redis. */

/**
 * Writes down what Slack shows. A lease that ran out and nobody took is still good: what was posted must not be posted again. KEYS run,
 * dirty, lease. ARGV id, token, version, channel, ts, edited (0, 1), more (1: something belongs below it), wishes that were seen. Returns 1
 * if there is already more to show.
 */
export const SHOWN = `${NOW}
local holder = redis.call('GET', KEYS[3])
if holder and holder ~= ARGV[2] then return 0 end
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HSET', KEYS[1], 'shown', ARGV[3], 'channel', ARGV[4], 'ts', ARGV[5], 'fails', 0)
  redis.call('HDEL', KEYS[1], 'posting', 'repost')
  if ARGV[6] == '1' then redis.call('HSET', KEYS[1], 'edited', ms(now)) end
  local seen = redis.call('HMGET', KEYS[1], 'ver', 'wants')
  if ARGV[7] == '1' or seen[1] ~= ARGV[3] or (seen[2] or '0') ~= ARGV[8] then return 1 end
end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('DEL', KEYS[3])
return 0
`;

/** Writes down what stands below a message, whoever holds the lease by now. KEYS run. ARGV key, id. */
export const PART = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'part:' .. ARGV[1], ARGV[2], 'fails', 0)
redis.call('HDEL', KEYS[1], 'sending')
return 1
`;

/** Gives the message back for later. KEYS run, dirty, lease. ARGV id, token, delayMs, failed (0, 1). */
export const POSTPONE = `${NOW}
if redis.call('GET', KEYS[3]) ~= ARGV[2] then return 0 end
if ARGV[4] == '1' and redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HINCRBY', KEYS[1], 'fails', 1)
  -- An edit that was not answered may have been made.
  redis.call('HSET', KEYS[1], 'edited', ms(now))
end
redis.call('ZADD', KEYS[2], ms(now + tonumber(ARGV[3])), ARGV[1])
redis.call('DEL', KEYS[3])
return 1
`;

/** Holds the lease for so long from now. KEYS lease. ARGV token, ms. Returns 1, or 0 if it is another's or nobody's by now. */
export const RENEW = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`;

/** As RENEW, and writes down that the run is being posted. KEYS lease, run. ARGV token, ms. */
export const POSTING = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[2], 'posting', '1')
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`;

/**
 * The budget of edits, one for the workspace, over any minute: a bucket that refills would let twice as many through in its first one.
 * KEYS window. ARGV size, windowMs, reserve, member. Returns 0 if one may be made now, else the milliseconds to wait. What is not urgent
 * leaves \`reserve\` edits to what is.
 */
export const SPEND = `${NOW}
local window, room = tonumber(ARGV[2]), tonumber(ARGV[1]) - tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ms(now - window))
local made = redis.call('ZCARD', KEYS[1])
if made < room then
  redis.call('ZADD', KEYS[1], ms(now), ARGV[4])
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return 0
end
local leaves = redis.call('ZRANGE', KEYS[1], made - room, made - room, 'WITHSCORES')
return math.max(1, tonumber(leaves[2]) + window - now)
`;
