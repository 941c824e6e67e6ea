import { Redis } from 'ioredis';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { noEndpoints } from '../../sandbox/scenarios/no-endpoints.ts';
import { ask, startCluster } from '../jobs/redis-kinds.ts';
import { BOB, House, warmUp } from './house.ts';

vi.setConfig({ testTimeout: 90_000 });
beforeAll(warmUp);

test('on a Redis Cluster of three, whose scripts are forgotten on the way: asked, approved, applied, followed', async () => {
  const cluster = await startCluster();
  onTestFinished(() => cluster.stop());
  if (cluster.target.kind !== 'cluster') throw new Error('no cluster');
  const house = await House.open({ scenario: noEndpoints, env: { REDIS_URL: cluster.target.urls.join(',') } });
  onTestFinished(() => house.close());
  await house.startBot();
  house.patienceMs = 30_000;
  const forget = () => Promise.all(cluster.servers.map(({ port }) => ask(port, (redis) => redis.script('FLUSH'))));

  const id = await house.ask('vpcep prod');
  const plan = await house.ended(id, 'awaiting_approval');
  await forget();
  await house.slack.people.click(BOB, plan, 'plan_approve');
  await forget();
  const message = await house.ended(id, 'succeeded');
  expect(JSON.stringify(message.blocks)).not.toContain('plan_approve');
  const made = house.cloud.calls.filter(({ write }) => write).length;
  expect(made).toBeGreaterThan(0);
  await forget();
  expect(await house.told(`show ${id}`)).toContain(id);
  expect(await house.told('runs')).toContain(id);

  // One hash tag: all of it is on one node, whichever that is, and nothing beside it.
  const kept = await Promise.all(cluster.servers.map(({ port }) => ask(port, (redis) => redis.dbsize())));
  expect(kept.filter((keys) => keys > 0)).toHaveLength(1);
});

test('Redis is full: people hear that nothing ran, a click decides nothing, and all of it works when there is room', async () => {
  const house = await House.withBot({ scenario: noEndpoints });
  onTestFinished(() => house.close());
  const redis = new Redis(house.redis.url);
  onTestFinished(() => redis.disconnect());
  const id = await house.ask('vpcep prod');
  const plan = await house.ended(id, 'awaiting_approval');

  await redis.config('SET', 'maxmemory', '1');
  expect(await house.told('precheck prod')).toMatch(/Nothing ran: the store of the bot cannot be reached/);
  await house.slack.people.click(BOB, plan, 'plan_approve');
  expect((await house.run(id)).state).toBe('awaiting_approval');
  expect(house.cloud.calls.filter(({ write }) => write)).toEqual([]);

  await redis.config('SET', 'maxmemory', '0');
  await house.slack.people.click(BOB, plan, 'plan_approve');
  await house.ended(id, 'succeeded');
  expect((await house.play('precheck prod')).run.state).toBe('succeeded');
});
