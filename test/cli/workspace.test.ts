import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Memory } from '../../cli/workspace.ts';
import { openRedis } from '../../jobs/redis.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';

const KEY = '{bursting}:workspace';
const OURS = { teamId: 'T01LAB', url: 'https://lab.slack.com/' };
const SIGNING_KEYS = ['new-key-0123456789-0123456789-0123456789', 'old-key-0123456789-0123456789-0123456789'];

let server: PrivateRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

const memory = (token = 'xoxb-1', keys: readonly string[] = SIGNING_KEYS) => new Memory(redis, keys, token);

test('what Slack said of a token is known to the next process, for a month', async () => {
  await memory().keep(OURS);
  expect(await memory().recall()).toEqual(OURS);
  expect(await redis.pttl(KEY)).toBeGreaterThan(29 * 86_400_000);
  expect(await redis.get(KEY)).not.toContain('xoxb');
});

test('what Slack says before Redis is there is kept when it is', async () => {
  const late = openRedis({ kind: 'single', url: server.url }, 'fast', () => {});
  await new Memory(late, SIGNING_KEYS, 'xoxb-1').keep(OURS);
  late.disconnect();
  expect(await memory().recall()).toEqual(OURS);
});

test('a key that has been replaced still vouches for it', async () => {
  await memory('xoxb-1', SIGNING_KEYS.slice(1)).keep(OURS);
  expect(await memory().recall()).toEqual(OURS);
});

test.each<[string, () => Promise<unknown>]>([
  ['nothing', async () => {}],
  ['no JSON', () => redis.set(KEY, 'T01LAB')],
  ['another shape', () => redis.set(KEY, '{"teamId":1}')],
  ['another token', () => memory('xoxb-2').keep(OURS)],
  ['a key of somebody else', () => memory('xoxb-1', ['a-strange-key-0123456789-0123456789-012345']).keep(OURS)],
  [
    'another workspace in what was signed',
    async () => {
      await memory().keep(OURS);
      await redis.set(KEY, JSON.stringify({ ...JSON.parse((await redis.get(KEY)) ?? ''), teamId: 'T66EVIL' }));
    },
  ],
])('%s in Redis is not believed', async (_, tamper) => {
  await tamper();
  await expect(memory().recall()).rejects.toThrow();
});
