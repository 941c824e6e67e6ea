import { Redis } from 'ioredis';
import { beforeAll, describe, expect, onTestFinished, type TestContext, test, vi } from 'vitest';
import { AuditTrail } from '../../jobs/audit-trail.ts';
import { Leases } from '../../jobs/leases.ts';
import { RedisClock } from '../../jobs/redis-clock.ts';
import { noEndpoints } from '../../sandbox/scenarios/no-endpoints.ts';
import { type ClockedRedis, startClockedRedis } from '../setup/clocked-redis.ts';
import { BOB, House, OPS, SIGNING_KEY, textOf, until, warmUp } from './house.ts';

vi.setConfig({ testTimeout: 60_000 });
beforeAll(warmUp);
const THREE_HOURS = 3 * 3_600;

/** A Redis whose clock can be set, and a connection to it; without a C compiler there is none, and the test is skipped. */
async function clocked({ skip }: TestContext): Promise<{ server: ClockedRedis; redis: Redis }> {
  const server = await startClockedRedis();
  if (!server) return skip('no C compiler, or no Linux');
  onTestFinished(() => server.stop());
  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  return { server, redis };
}

async function houseOn({ server, redis }: Awaited<ReturnType<typeof clocked>>): Promise<House> {
  const house = await House.withBot({ scenario: noEndpoints, redis: server });
  onTestFinished(() => house.close());
  await vi.waitUntil(() => redis.exists('{bursting}:clock'), { timeout: 10_000 });
  return house;
}

const wholeTrail = (redis: Redis) => new AuditTrail(redis).verify([SIGNING_KEY]);

describe('Redis’s clock is set ahead by hours', () => {
  test('what waits for approval has expired and says so, what is under way ends, commands go on', async (context) => {
    const { server, redis } = await clocked(context);
    const house = await houseOn({ server, redis });
    const waiting = await house.ask('vpcep prod');
    const plan = await house.ended(waiting, 'awaiting_approval');
    house.cloud.world.faults.push({ service: 'CCE', operation: 'ShowCluster', trouble: { kind: 'slow', ms: 400 }, times: 1 });
    const calls = house.cloud.calls.length;
    const underWay = await house.ask('precheck prod');
    await until(() => house.cloud.calls.length > calls);

    server.setAhead(THREE_HOURS);
    const told = house.slack.people.click(BOB, plan, 'plan_approve');
    expect((await house.ended(waiting, 'expired')).text).toMatch(/expired: nobody decided in time. Nothing was changed/);
    await told;
    await house.ended(underWay, 'succeeded');
    // Within the second in which the bot has not looked at the clock a command is late, and the person hears that nothing ran.
    await vi.waitUntil(async () => /run_/.test(textOf(await house.type('precheck prod'))), { timeout: 10_000, interval: 200 });
    await house.play('capacity prod');
    expect(house.cloud.calls.filter(({ write }) => write)).toEqual([]);
    expect(house.log.text).toMatch(/"byMs":10(79|80)\d{4},"msg":"Redis's clock was set"/);
    // Three hours went by in which nobody signed where the trail stood: that cannot be told from somebody who took it away.
    expect((await wholeTrail(redis)).faults).toMatchObject([{ problem: 'anchor' }]);
  });

  test('a lease that ended too early is waited out by whoever saw the clock jump; its holder learns that it is lost', async (context) => {
    const { server, redis } = await clocked(context);
    const timing = { leaseMs: 1_500, renewMs: 300, writeMarginMs: 500 };
    const clock = new RedisClock(redis, async () => Number((await redis.time())[0]) * 1_000);
    const leases = new Leases(redis, clock, timing);
    const [first, second, third] = ['run_aaaaaaaaaa', 'run_bbbbbbbbbb', 'run_cccccccccc'];
    const held = await leases.take(['cn/p/vpc/1'], first);
    if (!('lost' in held)) throw new Error('it was free');
    onTestFinished(() => held.release());

    server.setAhead(THREE_HOURS);
    const jumped = performance.now();
    expect(await leases.take(['cn/p/vpc/1'], second)).toEqual({ blocker: second });
    await until(() => held.lost.aborted);
    expect(held.mayWrite()).toBe(false);
    const taken = await vi.waitUntil(
      async () => {
        const next = await leases.take(['cn/p/vpc/1'], third);
        return 'lost' in next && next;
      },
      { timeout: 10_000, interval: 50 },
    );
    await taken.release();
    expect(performance.now() - jumped).toBeGreaterThan(timing.leaseMs);
  });
});

describe('Redis’s clock is set back by hours', () => {
  test('pauses, leases of the dead and what is due do not last that much longer', async (context) => {
    const { server, redis } = await clocked(context);
    const house = await houseOn({ server, redis });
    const id = await house.ask('vpcep prod');
    const plan = await house.ended(id, 'awaiting_approval');
    const { plan: asked } = await house.run(id);
    // A worker that died, a Slack that asked for a pause, an edit that was just made, and all that BullMQ keeps for a while.
    for (const lease of asked?.leases ?? []) await redis.set(`{bursting}:lease:${lease}`, 'run_dddddddddd/dead', 'PX', 1_000);
    await redis.set('{bursting}:slack-paused', '1', 'PX', 1_000);
    const under = await house.ask('precheck prod');

    server.setAhead(-THREE_HOURS);
    await house.slack.people.click(BOB, plan, 'plan_approve');
    await house.ended(under, 'succeeded');
    await house.ended(id, 'succeeded');
    expect(house.slack.messages.find(OPS, plan.ts)?.text).toMatch(/prod/);
    const { cloud } = house;
    expect(cloud.calls.filter(({ operation }) => operation === 'CreateEndpoint').length).toBe(cloud.world.endpoints.length);
    for (const name of await redis.keys('*:stalled-check')) expect(await redis.pttl(name), name).toBeLessThan(60_000);
    expect(house.log.text).toMatch(/"byMs":-10(79|80)\d{4},"msg":"Redis's clock was set"/);
    expect((await wholeTrail(redis)).faults).toEqual([]);
  });
});
