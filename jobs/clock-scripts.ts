import { NOW } from './scripts.ts';

/** Clocks are corrected by moments all the time; what is less than this holds nothing up for long. */
const SET_BACK_MS = 30_000;
/** So seldom the time is written down: a clock that is set back is set back by this much more than is seen. */
const WRITTEN_EVERY_MS = 5_000;

/**
 * Redis keeps what ends, and we what is due, by its wall clock: set back by hours, leases of the dead, pauses and everything that is to be
 * done next would last these hours longer. Who sees it first moves them back as well. Leases that were renewed since are left as they are:
 * what ends sooner than the jump was long is of the new time. Deadlines stay: approvals are signed with them. KEYS clock, sorted sets by
 * when something is due. ARGV prefix. Returns the time, and by how much the clock was set back (0: it was not).
 */
export const CLOCK = `${NOW}
local last = tonumber(redis.call('HGET', KEYS[1], 'at') or 0)
local back = last - now
if back < ${SET_BACK_MS} then
  if now >= last + ${WRITTEN_EVERY_MS} then redis.call('HSET', KEYS[1], 'at', ms(now)) end
  return {now, 0}
end
redis.call('HSET', KEYS[1], 'at', ms(now))
for i = 2, #KEYS do
  local ahead = redis.call('ZRANGEBYSCORE', KEYS[i], '(' .. ms(now), '+inf', 'WITHSCORES')
  for at = 1, #ahead, 2 do redis.call('ZADD', KEYS[i], ms(tonumber(ahead[at + 1]) - back), ahead[at]) end
end
local cursor = '0'
repeat
  local page = redis.call('SCAN', cursor, 'MATCH', ARGV[1] .. ':*', 'COUNT', 1000)
  cursor = page[1]
  for _, name in ipairs(page[2]) do
    local left = redis.call('PTTL', name)
    if left > back then redis.call('PEXPIRE', name, left - back) end
  end
until cursor == '0'
return {now, back}
`;
