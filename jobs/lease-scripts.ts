import { NOW } from './scripts.ts';

/**
 * Takes all leases or none; first come, first served. Who waits says so again at least every 10 s, or loses its place. A lease whose
 * holder died is waited out, also by a later attempt of the same run: its last write may still be under way. KEYS any (names the slot).
 * ARGV prefix, run, token, leaseMs, names... Returns '' and for how long it stood in line when all were taken, else the run to wait for; and the time.
 */
export const LEASE_TAKE = `${NOW}
local prefix, run, token = ARGV[1], ARGV[2], ARGV[3]
local blocker = ''
-- Whoever stopped asking has lost its place in every line: kept in one and lost in another, two could wait for each other.
if redis.call('EXISTS', prefix .. ':lease-wait:' .. run) == 0 then
  for i = 5, #ARGV do redis.call('ZREM', prefix .. ':lease-queue:' .. ARGV[i], run) end
end
for i = 5, #ARGV do
  local held = redis.call('GET', prefix .. ':lease:' .. ARGV[i])
  if held then blocker = string.match(held, '^[^/]+') end
  local queue = prefix .. ':lease-queue:' .. ARGV[i]
  local head = redis.call('ZRANGE', queue, 0, 0)[1]
  while head and head ~= run and redis.call('EXISTS', prefix .. ':lease-wait:' .. head) == 0 do
    redis.call('ZREM', queue, head)
    head = redis.call('ZRANGE', queue, 0, 0)[1]
  end
  if head and head ~= run and blocker == '' then blocker = head end
end
if blocker ~= '' then
  redis.call('SET', prefix .. ':lease-wait:' .. run, '1', 'PX', 10000)
  for i = 5, #ARGV do redis.call('ZADD', prefix .. ':lease-queue:' .. ARGV[i], 'NX', ms(now), run) end
  return {blocker, 0, now}
end
local since = now
redis.call('DEL', prefix .. ':lease-wait:' .. run)
for i = 5, #ARGV do
  since = math.min(since, tonumber(redis.call('ZSCORE', prefix .. ':lease-queue:' .. ARGV[i], run) or now))
  redis.call('ZREM', prefix .. ':lease-queue:' .. ARGV[i], run)
  redis.call('SET', prefix .. ':lease:' .. ARGV[i], run .. '/' .. token, 'PX', ARGV[4])
end
return {'', now - since, now}
`;

/** Renews all leases or says that one is lost. KEYS any. ARGV prefix, run, token, leaseMs (0: give them back), names... */
export const LEASE_KEEP = `
local holder = ARGV[2] .. '/' .. ARGV[3]
local kept = 1
for i = 5, #ARGV do
  local lease = ARGV[1] .. ':lease:' .. ARGV[i]
  if redis.call('GET', lease) ~= holder then kept = 0
  elseif ARGV[4] == '0' then redis.call('DEL', lease)
  else redis.call('PEXPIRE', lease, ARGV[4]) end
end
return kept
`;
