import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openRedis, wrongEvictionPolicy } from '../../jobs/redis.ts';
import { startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { ready } from '../../sandbox/scenarios/ready.ts';
import type { FakeSlack } from '../../sandbox/slack/fake.ts';
import { parseRedisUrl } from '../../src/config/redis-url.ts';
import { Program } from '../flows/program.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { ask, startCluster, startTls } from './redis-kinds.ts';
import { type Bench, connected, create, openBench, runIs, startSlack, stored, works } from './workbench.ts';

let slack: FakeSlack;
const closing: (() => Promise<unknown> | unknown)[] = [];

beforeAll(async () => {
  slack = await startSlack();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => slack.stop());

const open = async (...[target, options]: [Parameters<typeof openBench>[0], Parameters<typeof openBench>[2]?]): Promise<Bench> => {
  const bench = await openBench(target, slack, options);
  closing.push(() => bench.stop());
  return bench;
};
const serve = async (settings: readonly string[] = []): Promise<PrivateRedis> => {
  const server = await startRedis(settings);
  closing.push(() => server.stop());
  return server;
};
const targetOf = (url: string) => {
  const target = parseRedisUrl(url);
  if (typeof target === 'string') throw new Error(target);
  return target;
};
describe('a run is created, read and shown on', () => {
  test('one Redis, in another of its databases', async () => {
    const server = await serve();
    await works(slack, await open(targetOf(`${server.url}/3`)));
    expect(await ask(server.port, (redis) => redis.dbsize())).toBe(0);
  });

  test('one Redis with a password', async () => {
    const server = await serve(['--requirepass', 'p@ss:w/rd%']);
    await works(slack, await open(targetOf(`redis://:${encodeURIComponent('p@ss:w/rd%')}@127.0.0.1:${server.port}`)));
  });

  test('one Redis with a user who may touch our keys only, and no dangerous command', async () => {
    const server = await serve();
    await ask(server.port, (redis) =>
      redis.call('ACL', 'SETUSER', 'bot', 'on', '>secret', '~{bursting}*', '&*', '+@all', '-@dangerous', '+info'),
    );
    const bench = await open(targetOf(`redis://bot:secret@127.0.0.1:${server.port}`));
    await works(slack, bench);
    expect(await wrongEvictionPolicy(bench.redis)).toBeNull();
  });

  test('a Redis Cluster of three', async () => {
    const cluster = await startCluster();
    closing.push(() => cluster.stop());
    await works(slack, await open(cluster.target));
    const sizes = await Promise.all(cluster.servers.map(({ port }) => ask(port, (redis) => redis.dbsize())));
    expect(
      sizes.filter((size) => size > 0),
      'all keys are in one slot',
    ).toHaveLength(1);
  });

  test('TLS with a certificate of one’s own authority, and not without it', async () => {
    const tls = await startTls();
    closing.push(() => tls.stop());
    const cloud = await startSandboxCloud(ready);
    closing.push(() => cloud.close());
    const { store } = await open(tls.plain.url, { workers: false });
    const env = { ROLE: 'worker', REDIS_URL: tls.url, BURSTING_SIGNING_KEY: 'k'.repeat(40), SLACK_APP_TOKEN: undefined };
    const clusterId = cloud.world.clusters[0]?.id ?? '';
    const { id } = await create(store, { target: { alias: 'prod', region: cloud.world.region, projectId: null, clusterId } });

    const stranger = Program.onStage(['start'], { slack, cloud, env });
    await stranger.says(/"detail":"[^"]*certificate[^"]*","msg":"Redis does not answer"/);
    expect((await stored(store, id)).run.state).toBe('queued');
    stranger.kill('SIGKILL');

    Program.onStage(['start'], { slack, cloud, env: { ...env, NODE_EXTRA_CA_CERTS: tls.caFile } });
    await runIs(store, id, 'succeeded', 15_000);
  }, 40_000);
});

describe('what may evict runs', () => {
  test.each(['allkeys-lru', 'volatile-ttl', 'noeviction'])('%s', async (policy) => {
    const server = await serve(['--maxmemory-policy', policy]);
    const redis = await connected(server.url);
    closing.push(() => redis.disconnect());
    expect(await wrongEvictionPolicy(redis)).toBe(policy === 'noeviction' ? null : policy);
  });

  test('is found out although CONFIG is hidden; nobody knows when INFO is, too', async () => {
    const hidden = ['--maxmemory-policy', 'allkeys-lru', '--rename-command', 'CONFIG', ''];
    const redis = await connected((await serve(hidden)).url);
    closing.push(() => redis.disconnect());
    expect(await wrongEvictionPolicy(redis)).toBe('allkeys-lru');
    await redis.call('ACL', 'SETUSER', 'default', '-info');
    expect(await wrongEvictionPolicy(redis)).toBeNull();
  });
});

test('errors of a connection are reported, never thrown, and it goes on trying', async () => {
  const server = await serve();
  const errors: string[] = [];
  const redis = openRedis({ kind: 'single', url: server.url }, 'fast', (error) => errors.push(error.message));
  closing.push(() => redis.disconnect());
  await vi.waitFor(() => expect(redis.status).toBe('ready'), { interval: 10 });
  await server.stop();
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(1), { timeout: 3_000, interval: 20 });
  const again = await startRedis([], server.port);
  closing.push(() => again.stop());
  await vi.waitFor(() => expect(redis.status).toBe('ready'), { timeout: 3_000, interval: 10 });
});
