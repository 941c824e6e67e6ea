/**
 * The atomic writes of the run store, in Lua: Redis runs each as one, so a transition, its audit record and the work that follows from it
 * happen together or not at all. Time is Redis's own. All keys share one hash tag, hence one slot in Redis Cluster.
 *
 * A run is a hash: `doc` (JSON: what never or rarely changes), `rev` (moves), `state`, `attempt`, `ver` (visible changes), `shown` (the
 * version Slack has), `work` (the revision whose work is due; empty: none), `created`, `updated`, `result`, `channel` and `ts` (its Slack
 * message), `posting` (a post is under way or was never answered), `edited`, `fails`.
 */

const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function ms(n) return string.format('%.0f', n) end
`;

/** The audit is a stream, trimmed by age. */
const AUDIT = `
local function audit(stream, record, keep)
  redis.call('XADD', stream, 'MINID', '~', ms(now - keep), '*', 'record', record)
end
`;

/** KEYS run, delivery, due, dirty, recent, cluster, state, queued, audit. ARGV id, doc, notAfter, deliveryMs, queuedLimit, keepMs, record, auditMs. */
export const CREATE = `${NOW}${AUDIT}
local first = redis.call('GET', KEYS[2])
if first then return {'repeated', first, now} end
if now > tonumber(ARGV[3]) then return {'late', '', now} end
local queued = redis.call('ZCARD', KEYS[8])
if queued >= tonumber(ARGV[5]) then return {'full', tostring(queued), now} end
local id = ARGV[1]
redis.call('HSET', KEYS[1], 'doc', ARGV[2], 'rev', 1, 'state', 'queued', 'attempt', 0, 'ver', 1, 'shown', 0, 'work', 1, 'created', ms(now), 'updated', ms(now))
redis.call('SET', KEYS[2], id, 'PX', ARGV[4])
for i = 3, 8 do redis.call('ZADD', KEYS[i], ms(now), id) end
for i = 5, 6 do redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', ms(now - tonumber(ARGV[6]))) end
audit(KEYS[9], ARGV[7], tonumber(ARGV[8]))
return {'created', id, now}
`;

/**
 * Compare-and-set on revision, state and (unless -1) attempt.
 * KEYS run, due, dirty, queued, state from, state to, audit, details.
 * ARGV id, rev, from, to, attempt, doc, result, details, detailsMs, final, keepMs, showAfterMs, record, auditMs.
 */
export const MOVE = `${NOW}${AUDIT}
local seen = redis.call('HMGET', KEYS[1], 'rev', 'state', 'attempt')
if seen[1] ~= ARGV[2] or seen[2] ~= ARGV[3] or (ARGV[5] ~= '-1' and seen[3] ~= ARGV[5]) then return {'changed', '', now} end
local id = ARGV[1]
redis.call('HSET', KEYS[1], 'rev', ARGV[2] + 1, 'state', ARGV[4], 'doc', ARGV[6], 'updated', ms(now))
if ARGV[7] ~= '' then redis.call('HSET', KEYS[1], 'result', ARGV[7]) end
if ARGV[8] ~= '' then redis.call('SET', KEYS[8], ARGV[8], 'PX', ARGV[9]) end
local version = redis.call('HINCRBY', KEYS[1], 'ver', 1)
redis.call('ZREM', KEYS[4], id)
redis.call('ZREM', KEYS[5], id)
redis.call('ZADD', KEYS[6], ms(now), id)
redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', ms(now - tonumber(ARGV[11])))
if ARGV[10] == '1' then
  redis.call('HSET', KEYS[1], 'work', '')
  redis.call('ZREM', KEYS[2], id)
  redis.call('PEXPIRE', KEYS[1], ARGV[11])
end
redis.call('ZADD', KEYS[3], 'LT', ms(now + tonumber(ARGV[12])), id)
audit(KEYS[7], ARGV[13], tonumber(ARGV[14]))
return {'moved', tostring(version), now}
`;

/** Reads a run as it is, with the time. KEYS run. */
export const READ = `${NOW}
return {now, redis.call('HGETALL', KEYS[1])}
`;

/** Begins work on a running run: counts the attempt. KEYS run. ARGV work. Returns the attempt, or nothing if that work is no longer due. */
export const BEGIN = `
local seen = redis.call('HMGET', KEYS[1], 'work', 'state')
if seen[1] ~= ARGV[1] or seen[2] ~= 'running' then return false end
return redis.call('HINCRBY', KEYS[1], 'attempt', 1)
`;

/**
 * Takes entries of \`due\` or \`dirty\` whose time has come and puts them off, so that of many processes one hands each on; it comes back
 * after that time unless a move has ended it. KEYS set. ARGV againMs, limit. Returns ids.
 */
export const TAKE = `${NOW}
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ms(now), 'LIMIT', 0, ARGV[2])
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[1], ms(now + tonumber(ARGV[1])), id) end
return ids
`;

/**
 * Writes down what Slack shows. A lease that ran out and nobody took is still good: what was posted must not be posted again. KEYS run, dirty, lease. ARGV id, token, version, channel, ts, edited (0, 1). Returns 1 if there is already more to
 * show.
 */
export const SHOWN = `${NOW}
local holder = redis.call('GET', KEYS[3])
if holder and holder ~= ARGV[2] then return 0 end
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HSET', KEYS[1], 'shown', ARGV[3], 'channel', ARGV[4], 'ts', ARGV[5], 'fails', 0)
  redis.call('HDEL', KEYS[1], 'posting')
  if ARGV[6] == '1' then redis.call('HSET', KEYS[1], 'edited', ms(now)) end
  if redis.call('HGET', KEYS[1], 'ver') ~= ARGV[3] then return 1 end
end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('DEL', KEYS[3])
return 0
`;

/** Gives the message back for later. KEYS run, dirty, lease. ARGV id, token, delayMs, failed (0, 1). */
export const POSTPONE = `${NOW}
if redis.call('GET', KEYS[3]) ~= ARGV[2] then return 0 end
if ARGV[4] == '1' and redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HINCRBY', KEYS[1], 'fails', 1) end
redis.call('ZADD', KEYS[2], ms(now + tonumber(ARGV[3])), ARGV[1])
redis.call('DEL', KEYS[3])
return 1
`;

/**
 * A token bucket for edits, one for the workspace (Slack: chat.update is Tier 3, 50 a minute). KEYS bucket. ARGV size, refillPerMs, reserve.
 * Returns 0 if one may be made now, else the milliseconds to wait. What is not urgent leaves \`reserve\` tokens to what is.
 */
export const SPEND = `${NOW}
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local size, refill, reserve = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local tokens = math.min(size, (tonumber(bucket[1]) or size) + (now - (tonumber(bucket[2]) or now)) * refill)
local short = reserve + 1 - tokens
if short <= 0 then tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', ms(now))
redis.call('PEXPIRE', KEYS[1], 120000)
if short <= 0 then return 0 end
return math.ceil(short / refill)
`;
