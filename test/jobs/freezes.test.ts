import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { AuditTrail, signRecord } from '../../jobs/audit-trail.ts';
import { RedisFreezes } from '../../jobs/freezes.ts';
import type { RedisClient } from '../../jobs/redis.ts';
import type { AuditRecord } from '../../src/runs/audit.ts';
import { StoreUnavailable } from '../../src/runs/store.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { ALICE, CLUSTER_ID, connected } from './workbench.ts';

const KEYS = ['k'.repeat(40)];
const BOB = 'U02BOB';

let server: PrivateRedis;
let redis: RedisClient;
let freezes: RedisFreezes;
let records: AuditRecord[];

beforeAll(async () => {
  server = await startRedis();
  redis = await connected(server.url);
});
beforeEach(async () => {
  await redis.flushall();
  records = [];
  freezes = new RedisFreezes(
    redis,
    (text) => signRecord(KEYS, text),
    (record) => records.push(record),
  );
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

test('one cluster and all are two switches; the cluster’s own is told first', async () => {
  expect(await freezes.of(CLUSTER_ID)).toBeNull();
  expect(await freezes.set(null, ALICE, 'incident 42')).toBeNull();
  expect(await freezes.of(CLUSTER_ID)).toMatchObject({ by: ALICE, reason: 'incident 42' });
  expect(await freezes.set(CLUSTER_ID, BOB, null)).toBeNull();
  expect(await freezes.of(CLUSTER_ID)).toMatchObject({ by: BOB, reason: null });
  expect(await freezes.of('another')).toMatchObject({ by: ALICE, reason: 'incident 42' });
  expect(await freezes.clear(null, BOB)).toMatchObject({ by: ALICE, reason: 'incident 42' });
  expect(await freezes.of('another')).toBeNull();
  expect(await freezes.of(CLUSTER_ID)).toMatchObject({ by: BOB, reason: null });
  expect(await freezes.clear(CLUSTER_ID, ALICE)).toMatchObject({ by: BOB, reason: null });
  expect(await freezes.clear(CLUSTER_ID, ALICE), 'there was none any more').toBeNull();
});

test('all of them are told together, with when by Redis’s clock; each change is one that Homes show', async () => {
  const before = Date.now();
  await freezes.set(null, ALICE, 'a "reason" with }');
  await freezes.set(CLUSTER_ID, BOB, null);
  const all = await freezes.all();
  expect(all.get(null)).toEqual({ by: ALICE, reason: 'a "reason" with }', at: expect.any(Number) });
  expect(all.get(CLUSTER_ID)).toMatchObject({ by: BOB, reason: null });
  expect(Math.abs((all.get(null)?.at ?? 0) - before)).toBeLessThan(60_000);
  expect(all.size).toBe(2);
  await freezes.clear(null, BOB);
  expect([...(await freezes.all()).keys()]).toEqual([CLUSTER_ID]);
  expect(await redis.get('{bursting}:home:version')).toBe('3');
  // As an earlier version kept it.
  await redis.hset('{bursting}:freezes', 'all', JSON.stringify({ by: BOB, reason: null }));
  expect(await freezes.of('another')).toEqual({ by: BOB, reason: null, at: null });
});

test('each switch is in the audit, signed and in the chain, and told to the log', async () => {
  await freezes.set(CLUSTER_ID, ALICE, 'incident 42');
  await freezes.clear(CLUSTER_ID, BOB);
  expect(records).toEqual([
    { kind: 'freeze', scope: CLUSTER_ID, by: ALICE, reason: 'incident 42' },
    { kind: 'unfreeze', scope: CLUSTER_ID, by: BOB, reason: null },
  ]);
  const trail = new AuditTrail(redis);
  const kept: AuditRecord[] = [];
  for await (const { record } of trail.entries('-')) kept.push(record);
  expect(kept).toEqual(records);
  expect(await trail.verify(KEYS)).toMatchObject({ entries: 2, faults: [] });
});

test('a Redis that is away is no answer, never a no', async () => {
  const away = await startRedis();
  const lost = await connected(away.url);
  const there = new RedisFreezes(
    lost,
    () => '',
    (record) => records.push(record),
  );
  await away.stop();
  await vi.waitFor(() => expect(lost.status).not.toBe('ready'), { interval: 5 });
  for (const asked of [there.of(CLUSTER_ID), there.set(null, ALICE, null), there.clear(null, ALICE)])
    await expect(asked).rejects.toBeInstanceOf(StoreUnavailable);
  expect(records).toEqual([]);
  lost.disconnect();
});
