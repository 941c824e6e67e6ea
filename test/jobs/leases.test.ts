import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Lease, Leases } from '../../jobs/leases.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';

const [A, B, C, HOLDER] = ['run_aaaaaaaaaa', 'run_bbbbbbbbbb', 'run_cccccccccc', 'run_hhhhhhhhhh'] as const;
const [CLUSTER, OTHER, VPC] = ['cn/p/cluster/1', 'cn/p/cluster/2', 'cn/p/vpc/1'] as const;
const SHORT = { leaseMs: 300, renewMs: 60, writeMarginMs: 100 };
const STEADY = { saw: () => 0, steadyMs: () => Number.POSITIVE_INFINITY };
const LONG = { leaseMs: 60_000, renewMs: 60_000, writeMarginMs: 12_000 };

let server: PrivateRedis;
let redis: Redis;
let held: Lease[] = [];
beforeAll(async () => {
  server = await startRedis();
});
beforeEach(async () => {
  redis = new Redis(server.url);
  await redis.flushall();
});
afterEach(async () => {
  await Promise.all(held.map((lease) => lease.release()));
  held = [];
  redis.disconnect();
});
afterAll(() => server.stop());

/** The lease, or the run in the way. */
async function take(run: string, names: readonly string[], timing = LONG, by = redis): Promise<Lease | string> {
  const taken = await new Leases(by, STEADY, timing).take(names, run);
  if ('blocker' in taken) return taken.blocker;
  held.push(taken);
  return taken;
}
async function taken(...args: Parameters<typeof take>): Promise<Lease> {
  const lease = await take(...args);
  if (typeof lease === 'string') throw new Error(`${lease} is in the way`);
  return lease;
}

describe('taking', () => {
  test('is of all or of none, and names the run in the way', async () => {
    const first = await taken(A, [CLUSTER, VPC]);
    expect(await take(B, [VPC, OTHER])).toBe(A);
    expect(await redis.exists(`{bursting}:lease:${OTHER}`)).toBe(0);
    expect(await new Leases(redis, STEADY).holders([CLUSTER, VPC, OTHER])).toEqual([A]);
    await first.release();
    expect(await new Leases(redis, STEADY).holders([CLUSTER, VPC, OTHER])).toEqual([]);
    await taken(B, [VPC, OTHER]);
  });

  test('waits as long as a lease lasts once Redis’s clock was set ahead: what is free there may still be counted on', async () => {
    let steadyMs = 0;
    const leases = new Leases(redis, { saw: () => 0, steadyMs: () => steadyMs }, SHORT);
    expect(await leases.take([VPC], A)).toEqual({ blocker: A });
    expect(await new Leases(redis, STEADY).holders([VPC])).toEqual([]);
    steadyMs = SHORT.leaseMs;
    expect(await leases.take([VPC], A)).toMatchObject({ waitedMs: 0 });
  });

  test('is in the order in which runs asked', async () => {
    const first = await taken(A, [VPC]);
    expect(await take(B, [VPC])).toBe(A);
    expect(await take(C, [VPC])).toBe(A);
    await first.release();
    expect(await take(C, [VPC])).toBe(B);
    const second = await taken(B, [VPC]);
    expect(await take(C, [VPC])).toBe(B);
    await second.release();
    await taken(C, [VPC]);
  });

  test('tells how long it stood in line, in whatever process it asked first', async () => {
    const first = await taken(A, [CLUSTER, VPC]);
    expect(first.waitedMs).toBe(0);
    await take(B, [CLUSTER, VPC]);
    await redis.zincrby(`{bursting}:lease-queue:${VPC}`, -5_000, B);
    await first.release();
    const second = await taken(B, [CLUSTER, VPC]);
    expect(second.waitedMs).toBeGreaterThanOrEqual(5_000);
    expect(second.waitedMs).toBeLessThan(15_000);
    await second.release();
    expect((await taken(B, [VPC])).waitedMs).toBe(0);
  });

  test('who stopped asking loses its place', async () => {
    const first = await taken(A, [VPC]);
    expect(await take(B, [VPC])).toBe(A);
    await first.release();
    await redis.del(`{bursting}:lease-wait:${B}`);
    await taken(C, [VPC]);
  });

  test('two that want two of the same never hold one each', async () => {
    const outcomes = await Promise.all([take(A, [CLUSTER, VPC]), take(B, [VPC, CLUSTER])]);
    expect(outcomes.filter((outcome) => typeof outcome !== 'string')).toHaveLength(1);
    const [holder] = await new Leases(redis, STEADY).holders([CLUSTER, VPC]);
    expect(outcomes).toContain(holder);
  });

  test('who comes back after it stopped asking has lost its place in every line, so that no two wait for each other', async () => {
    const asksFor = async (run: string, names: readonly string[], agoMs: number): Promise<void> => {
      expect(await take(run, names)).toBe(HOLDER);
      for (const name of names) await redis.zincrby(`{bursting}:lease-queue:${name}`, -agoMs, run);
    };
    const first = await taken(HOLDER, [CLUSTER, VPC]);
    await asksFor(A, [CLUSTER], 3_000);
    await asksFor(B, [CLUSTER, VPC], 2_000);
    // An outage: B asks too late, and C has come meanwhile. In one line B was the first, and is taken out; in the other it was not.
    await redis.del(`{bursting}:lease-wait:${B}`);
    await asksFor(C, [CLUSTER, VPC], 1_000);
    await asksFor(B, [CLUSTER, VPC], 0);
    await first.release();
    await (await taken(A, [CLUSTER])).release();
    expect(await take(B, [CLUSTER, VPC])).toBe(C);
    await (await taken(C, [CLUSTER, VPC])).release();
    await taken(B, [CLUSTER, VPC]);
  });

  test('a second attempt of the same run waits too: the last write of the first may be under way', async () => {
    await taken(A, [VPC]);
    expect(await take(A, [VPC])).toBe(A);
  });

  test('of a dead holder’s lease happens when its time is over, not before', async () => {
    await redis.set(`{bursting}:lease:${VPC}`, `${A}/dead`, 'PX', 200);
    expect(await take(B, [VPC])).toBe(A);
    await vi.waitFor(() => taken(B, [VPC]), { timeout: 5_000, interval: 20 });
  });
});

describe('holding', () => {
  test('renews itself for as long as it takes, and a write may be sent all the while', async () => {
    const lease = await taken(A, [CLUSTER, VPC], SHORT);
    const since = performance.now();
    await vi.waitFor(
      async () => {
        expect(await redis.pttl(`{bursting}:lease:${VPC}`)).toBeGreaterThan(0);
        expect(performance.now() - since).toBeGreaterThan(2 * SHORT.leaseMs);
      },
      { timeout: 5_000, interval: 20 },
    );
    expect(lease.lost.aborted).toBe(false);
    expect(lease.mayWrite()).toBe(true);
  });

  test('ends at once when Redis says that another one has it: no write any more', async () => {
    const lease = await taken(A, [VPC], SHORT);
    await redis.set(`{bursting}:lease:${VPC}`, `${B}/other`);
    await new Promise((resolve) => lease.lost.addEventListener('abort', resolve, { once: true }));
    expect(lease.mayWrite()).toBe(false);
    await lease.release();
    expect(await redis.get(`{bursting}:lease:${VPC}`)).toBe(`${B}/other`);
  });

  test('ends by its own clock when Redis is silent: first no write, then lost', async () => {
    const own = new Redis(server.url, { maxRetriesPerRequest: 0, enableOfflineQueue: false, retryStrategy: () => null });
    own.on('error', () => {});
    await vi.waitFor(() => expect(own.status).toBe('ready'), { interval: 5 });
    const lease = await taken(A, [VPC], SHORT, own);
    expect(lease.mayWrite()).toBe(true);
    own.disconnect();
    await vi.waitFor(() => expect(lease.mayWrite()).toBe(false), { timeout: 5_000, interval: 5 });
    if (!lease.lost.aborted) await new Promise((resolve) => lease.lost.addEventListener('abort', resolve, { once: true }));
    expect(lease.leftMs()).toBe(0);
  });

  test('with less left than a write takes, none is sent', async () => {
    const lease = await taken(A, [VPC], { leaseMs: 12_000, renewMs: 60_000, writeMarginMs: 12_000 });
    expect(lease.mayWrite()).toBe(false);
    expect(lease.lost.aborted).toBe(false);
  });
});
