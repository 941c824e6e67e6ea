/**
 * The atomic writes of the run store, in Lua: Redis runs each as one, so a transition, its audit record and the work that follows from it
 * happen together or not at all. Time is Redis's own. All keys share one hash tag, hence one slot in Redis Cluster.
 *
 * A run is a hash: `doc` (JSON: what never or rarely changes), `rev` (moves), `state`, `attempt`, `ver` (visible changes), `shown` (the
 * version Slack has), `work` (the revision whose work is due; empty: none), `created`, `updated`, `deadline`, `result`, `resources` (JSON:
 * what its plan writes, while it waits), `superseded` (the newer plan that ended it), `successor` (the run that took its place), `step:<id>` (progress of an apply), `preflight`,
 * `waiting`, `progress` (how far the work under way is), `guide` (JSON: how far a guided run has come), `stop` (who asked an apply to stop), `channel` and `ts` (its Slack message), `posting` (a post is under way or was never
 * answered), `edited`, `fails`, `showAt` (when the newest version is worth an edit), `part:<key>` (what was posted below the message, and as
 * what), `sending` (the part that is being posted, or was never answered), `want:<wish>` (asked for in the thread), `wants` (how many), `earlier` (the message that cannot be edited any more), `repost` (to be posted where it
 * belongs).
 */

/** What scripts begin with: the time, by Redis's clock. */
export const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function ms(n) return string.format('%.0f', n) end
`;

/**
 * Appends to the audit: a stream whose entries are chained. A record is signed by who writes it; the chain adds order and time, so that
 * none can be changed, moved or taken out unseen. SHA-1 is what Redis offers scripts; forging an entry takes a second preimage of it.
 */
export const APPEND = `
local function audit(stream, head, record, mac)
  local last = redis.call('HGET', head, 'hash') or ''
  local hash = redis.sha1hex(last .. ms(now) .. record .. mac)
  redis.call('XADD', stream, '*', 'at', ms(now), 'record', record, 'mac', mac, 'hash', hash)
  redis.call('HSET', head, 'hash', hash)
  redis.call('HINCRBY', head, 'count', 1)
end
`;

/**
 * A run takes the place of another once: whoever tries again gets the one that did. KEYS run, delivery, due, dirty, recent, cluster, state,
 * queued, audit, head, older run (the run itself: none). ARGV id, doc, notAfter, deliveryMs, queuedLimit, keepMs, record, mac, older run's id.
 */
export const CREATE = `${NOW}${APPEND}
local first = redis.call('GET', KEYS[2])
if first then return {'repeated', first, now} end
local successor = redis.call('HGET', KEYS[11], 'successor')
if successor then return {'repeated', successor, now} end
if now > tonumber(ARGV[3]) then return {'late', '', now} end
local queued = redis.call('ZCARD', KEYS[8])
if queued >= tonumber(ARGV[5]) then return {'full', tostring(queued), now} end
local id = ARGV[1]
redis.call('HSET', KEYS[1], 'doc', ARGV[2], 'rev', 1, 'state', 'queued', 'attempt', 0, 'ver', 1, 'shown', 0, 'work', 1, 'created', ms(now), 'updated', ms(now))
redis.call('SET', KEYS[2], id, 'PX', ARGV[4])
for i = 3, 8 do redis.call('ZADD', KEYS[i], ms(now), id) end
for i = 5, 6 do redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', ms(now - tonumber(ARGV[6]))) end
-- Clusters outside the configuration are as many as people name: an index without a recent run goes.
redis.call('PEXPIRE', KEYS[6], ARGV[6])
audit(KEYS[9], KEYS[10], ARGV[7], ARGV[8])
if ARGV[9] ~= '' and redis.call('EXISTS', KEYS[11]) == 1 then
  redis.call('HSET', KEYS[11], 'successor', id)
  redis.call('HINCRBY', KEYS[11], 'ver', 1)
  redis.call('ZADD', KEYS[4], 'LT', ms(now), ARGV[9])
end
return {'created', id, now}
`;

/**
 * Compare-and-set on revision, state and (unless -1) attempt; with \`inTime\` also refused after the run's deadline.
 * KEYS run, due, dirty, queued, deadlines, audit, head, details, reminders. ARGV id, prefix, doc, result, details, record, mac, options (JSON:
 * rev, from, to, attempt, work keep | none | new, final, keepMs, detailsMs, showAfterMs, deadlineMs, inTime, remindMs, guided: the run that may wait for it, resources, verdict: the id of
 * the cluster of which it is the latest, notices: key and afterMs of each, begins: whether this worker begins the work with it). Told: the
 * version, the time, the attempt (0: none begun), and each plan that it ended, with its command.
 */
export const MOVE = `${NOW}${APPEND}
local id, prefix = ARGV[1], ARGV[2]
local o = cjson.decode(ARGV[8])
local seen = redis.call('HMGET', KEYS[1], 'rev', 'state', 'attempt', 'deadline')
if tonumber(seen[1] or -1) ~= o.rev or seen[2] ~= o.from or (o.attempt >= 0 and tonumber(seen[3]) ~= o.attempt) then return {'changed', '', now} end
if o.inTime and seen[4] and seen[4] ~= '' and now > tonumber(seen[4]) then return {'late', '', now} end

local function index(run, from, to)
  redis.call('ZREM', prefix .. ':runs:state:' .. from, run)
  redis.call('ZADD', prefix .. ':runs:state:' .. to, ms(now), run)
  redis.call('ZREMRANGEBYSCORE', prefix .. ':runs:state:' .. to, '-inf', ms(now - o.keepMs))
end
local function unclaim(run, key)
  for _, resource in ipairs(cjson.decode(redis.call('HGET', key, 'resources') or '[]')) do
    local slot = prefix .. ':plan-of:' .. resource
    if redis.call('GET', slot) == run then redis.call('DEL', slot) end
  end
  redis.call('HDEL', key, 'resources')
end
local function finish(run, key)
  redis.call('HSET', key, 'work', '')
  redis.call('ZREM', KEYS[2], run)
  redis.call('ZREM', KEYS[5], run)
  redis.call('PEXPIRE', key, o.keepMs)
end

redis.call('HSET', KEYS[1], 'rev', o.rev + 1, 'state', o.to, 'doc', ARGV[3], 'updated', ms(now), 'showAt', ms(now + o.showAfterMs))
redis.call('HDEL', KEYS[1], 'waiting', 'progress')
if ARGV[4] ~= '' then redis.call('HSET', KEYS[1], 'result', ARGV[4]) end
if ARGV[5] ~= '' then redis.call('SET', KEYS[8], ARGV[5], 'PX', o.detailsMs) end
local version = redis.call('HINCRBY', KEYS[1], 'ver', 1)
local attempt = o.begins and redis.call('HINCRBY', KEYS[1], 'attempt', 1) or 0
redis.call('ZREM', KEYS[4], id)
index(id, o.from, o.to)
if o.from == 'awaiting_approval' and o.to ~= 'awaiting_approval' then unclaim(id, KEYS[1]) end
if o.deadlineMs then
  redis.call('HSET', KEYS[1], 'deadline', ms(now + o.deadlineMs))
  redis.call('ZADD', KEYS[5], ms(now + o.deadlineMs), id)
elseif o.to ~= 'awaiting_approval' then
  redis.call('ZREM', KEYS[5], id)
end
if o.work == 'new' then
  redis.call('HSET', KEYS[1], 'work', o.rev + 1)
  redis.call('ZADD', KEYS[2], ms(now), id)
elseif o.work == 'none' then
  redis.call('HSET', KEYS[1], 'work', '')
  redis.call('ZREM', KEYS[2], id)
end

-- A plan that begins to wait ends every older waiting plan for the same resource, in this same write. Told: each one's id and command.
local ended = {}
if o.resources and #o.resources > 0 then
  redis.call('HSET', KEYS[1], 'resources', cjson.encode(o.resources))
  for _, resource in ipairs(o.resources) do
    local slot = prefix .. ':plan-of:' .. resource
    local older = redis.call('GET', slot)
    if older and older ~= id then
      local key = prefix .. ':run:' .. older
      if redis.call('HGET', key, 'state') == 'awaiting_approval' then
        redis.call('HINCRBY', key, 'rev', 1)
        redis.call('HINCRBY', key, 'ver', 1)
        redis.call('HSET', key, 'state', 'stale', 'updated', ms(now), 'superseded', id)
        index(older, 'awaiting_approval', 'stale')
        unclaim(older, key)
        finish(older, key)
        redis.call('ZADD', KEYS[3], ms(now), older)
        audit(KEYS[6], KEYS[7], cjson.encode({ kind = 'superseded', run = older, by_run = id }), '')
        ended[#ended + 1] = older
        local doc = cjson.decode(redis.call('HGET', key, 'doc'))
        ended[#ended + 1] = doc.command
        if doc.requestedBy ~= cjson.decode(ARGV[3]).requestedBy then redis.call('ZADD', prefix .. ':notices', ms(now), older .. '/ended') end
      end
    end
    redis.call('SET', slot, id)
  end
end

if o.final then finish(id, KEYS[1]) end
if o.verdict then redis.call('SET', prefix .. ':verdict:' .. o.verdict, id, 'PX', o.keepMs) end
redis.call('INCR', prefix .. ':home:version')
-- Whoever leads through this one looks again at once; one that is not due leads no more.
if o.guided then redis.call('ZADD', KEYS[2], 'XX', 'LT', ms(now), o.guided) end
if o.remindMs then redis.call('ZADD', KEYS[9], ms(now + o.remindMs), id) end
for _, notice in ipairs(o.notices) do
  redis.call('ZADD', prefix .. ':notices', 'NX', ms(now + notice.afterMs), id .. '/' .. notice.key)
end
redis.call('ZADD', KEYS[3], 'LT', ms(now + o.showAfterMs), id)
audit(KEYS[6], KEYS[7], ARGV[6], ARGV[7])
return {'moved', tostring(version), now, attempt, unpack(ended)}
`;

/** Reads a run as it is, with the time. KEYS run. */
export const READ = `${NOW}
return {now, redis.call('HGETALL', KEYS[1])}
`;

/** Begins work: counts the attempt, and forgets how far the one before was. KEYS run. ARGV work, states... Returns the attempt, or nothing if that work is no longer due. */
export const BEGIN = `
local seen = redis.call('HMGET', KEYS[1], 'work', 'state')
if seen[1] ~= ARGV[1] then return false end
for i = 2, #ARGV do
  if seen[2] == ARGV[i] then
    redis.call('HDEL', KEYS[1], 'progress')
    return redis.call('HINCRBY', KEYS[1], 'attempt', 1)
  end
end
return false
`;

/**
 * Writes down progress, under revision and attempt: a worker that was taken over from writes nothing. KEYS run, dirty. ARGV id, rev,
 * attempt (-1: any), field, value (empty: none), showAfterMs (-1: not visible). Returns the version, or 0 if it was refused. Whatever else
 * is written down makes the \`progress\` before it old.
 */
export const NOTE = `${NOW}
local seen = redis.call('HMGET', KEYS[1], 'rev', 'attempt', ARGV[4])
if seen[1] ~= ARGV[2] or (ARGV[3] ~= '-1' and seen[2] ~= ARGV[3]) then return 0 end
if ARGV[5] == '' then
  if not seen[3] then return redis.call('HGET', KEYS[1], 'ver') end
  redis.call('HDEL', KEYS[1], ARGV[4])
else
  if seen[3] == ARGV[5] then return redis.call('HGET', KEYS[1], 'ver') end
  redis.call('HSET', KEYS[1], ARGV[4], ARGV[5])
end
if ARGV[4] ~= 'progress' then redis.call('HDEL', KEYS[1], 'progress') end
if ARGV[6] == '-1' then return redis.call('HGET', KEYS[1], 'ver') end
redis.call('ZADD', KEYS[2], 'LT', ms(now + tonumber(ARGV[6])), ARGV[1])
return redis.call('HINCRBY', KEYS[1], 'ver', 1)
`;

/** Asks an apply to stop before its next write. KEYS run, dirty, audit, head. ARGV id, rev, by, record, mac. Returns 1 if it was asked. */
export const STOP = `${NOW}${APPEND}
local seen = redis.call('HMGET', KEYS[1], 'rev', 'state')
if seen[1] ~= ARGV[2] or seen[2] ~= 'applying' then return 0 end
redis.call('HSET', KEYS[1], 'stop', ARGV[3])
redis.call('HINCRBY', KEYS[1], 'ver', 1)
redis.call('ZADD', KEYS[2], 'LT', ms(now), ARGV[1])
audit(KEYS[3], KEYS[4], ARGV[4], ARGV[5])
return 1
`;

/** Only an audit record. KEYS audit, head. ARGV record, mac. */
export const RECORD = `${NOW}${APPEND}
audit(KEYS[1], KEYS[2], ARGV[1], ARGV[2])
return 1
`;

/**
 * Takes entries of \`due\`, \`dirty\`, \`deadlines\` or \`reminders\` whose time has come and puts them off, so that of many processes one hands each on; it
 * comes back after that time unless a move has ended it. KEYS set. ARGV againMs, limit. Returns ids.
 */
export const TAKE = `${NOW}
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ms(now), 'LIMIT', 0, ARGV[2])
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[1], ms(now + tonumber(ARGV[1])), id) end
return ids
`;

/**
 * Asks for something in a run's thread. KEYS run, dirty, reminders. ARGV id, wish. Returns 1 if it is new, 0 if it was asked for before or the
 * run is gone.
 */
export const WANT = `${NOW}
if ARGV[2] == 'reminder' then redis.call('ZREM', KEYS[3], ARGV[1]) end
if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HSETNX', KEYS[1], 'want:' .. ARGV[2], ms(now)) == 0 then return 0 end
redis.call('HINCRBY', KEYS[1], 'wants', 1)
redis.call('ZADD', KEYS[2], 'LT', ms(now), ARGV[1])
return 1
`;

/** Asks for the message to be posted where the run belongs, because it stands elsewhere. KEYS run, dirty. ARGV id. Returns 0: there is none. */
export const REPOST = `${NOW}
if (redis.call('HGET', KEYS[1], 'channel') or '') == '' then return 0 end
redis.call('HSET', KEYS[1], 'repost', 1)
redis.call('ZADD', KEYS[2], 'LT', ms(now), ARGV[1])
return redis.call('HINCRBY', KEYS[1], 'ver', 1)
`;
