import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, type TestContext, test, vi } from 'vitest';
import { GATEWAY, House, SIGNING_KEY, until, WORKER } from './house.ts';
import { Program, runProgram } from './program.ts';
import { leaks } from './secret-scan.ts';

// Each program takes a second to load on a small machine.
vi.setConfig({ testTimeout: 60_000 });

/** A killed worker's read goes on within 10 s; the rest is for a loaded machine. */
const RECOVERS_MS = 10_000 + 5_000;

type Env = Readonly<Record<string, string | undefined>>;

/** A house without bots, and how programs of it are run; all of it is gone when the test is. */
async function openFor(context: TestContext) {
  const house = await House.open();
  context.onTestFinished(() => house.close());
  const launch = (env: Env = {}): Program => Program.onStage(['start'], house.stage(env), context);
  const start = async (env: Env): Promise<Program> => {
    const bot = launch(env);
    await bot.says(/"msg":"started"/);
    return bot;
  };
  return { house, launch, start };
}

/** Asks for a read, and resolves when it has begun to wait for an answer that does not come. */
async function askInVain(house: House): Promise<string> {
  house.cloud.world.faults.push({ service: 'CCE', operation: 'ShowCluster', trouble: { kind: 'hang' }, times: 1 });
  const id = await house.ask('precheck prod');
  await until(() => house.cloud.calls.some(({ operation }) => operation === 'ShowCluster'));
  return id;
}

test('gateway and worker, apart, each without what the other must have, do the work together', async (context) => {
  const { house, start } = await openFor(context);
  const [gateway, worker] = await Promise.all([start(GATEWAY), start(WORKER)]);
  const { message } = await house.play('precheck prod');
  expect(message.text).toBe('prod is ready to burst to CCI 2.0.');
  for (const each of [gateway, worker]) {
    each.kill('SIGTERM');
    expect(await each.ended).toEqual({ code: 0, signal: null });
    expect(each.err).toBe('');
    expect(each.out).toMatch(/"msg":"stopped"/);
  }
});

test('commands that come with the connection are answered, though hardly more than that is loaded yet', async (context) => {
  const { house, launch } = await openFor(context);
  launch(GATEWAY);
  await house.slack.sockets.whenConnected(1);
  const heard = await Promise.all(['help', 'whoami', 'clusters', 'precheck prod'].map((line) => house.told(line)));
  expect(heard).toEqual(['What bursting can do', 'You may read', 'prod', 'is queued'].map((part) => expect.stringContaining(part)));
});

// Both wait for BullMQ to miss a worker: at the same time.
test.concurrent('a worker killed with -9 while it reads: another finishes the run within 10 s, and people see one message', async (context) => {
  const { house, start } = await openFor(context);
  await house.startBot(GATEWAY);
  const first = await start(WORKER);
  const id = await askInVain(house);
  await start(WORKER);
  // Of an edit that dies with its publisher nobody knows for 12 s whether it still arrives: the run alone is looked at here.
  const isShown = async (): Promise<void> => {
    const found = await (await house.store()).get(id);
    expect(found).toMatchObject({ run: { state: 'running' }, shown: found?.version });
  };
  await vi.waitFor(isShown, { timeout: house.patienceMs });
  first.kill('SIGKILL');
  const since = performance.now();
  await house.ended(id, 'succeeded');
  expect(performance.now() - since).toBeLessThan(RECOVERS_MS);
  expect(await house.run(id)).toMatchObject({ attempt: 2, result: { success: true } });
  expect(house.slack.callsOf('chat.postMessage')).toHaveLength(1);
});

test.concurrent('a worker that starts while Slack is away finishes what a dead one had begun', async (context) => {
  const { house, start } = await openFor(context);
  await house.startBot(GATEWAY);
  const first = await start(WORKER);
  const id = await askInVain(house);
  house.slack.pause('refuse');
  first.kill('SIGKILL');
  const second = await start(WORKER);
  await vi.waitFor(async () => expect(await house.run(id)).toMatchObject({ state: 'succeeded', attempt: 2 }), { timeout: RECOVERS_MS });
  await second.says(/Slack does not answer yet/);
  const port = /"port":(\d+)/.exec(second.out)?.[1];
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
});

test('one that has both roles goes on with what it had begun, though Slack is away when it starts again', async (context) => {
  const { house, launch, start } = await openFor(context);
  const before = await start({});
  const id = await askInVain(house);
  before.kill('SIGTERM');
  await before.ended;
  house.slack.pause('refuse');
  launch();
  await expect.poll(() => house.run(id), { timeout: RECOVERS_MS }).toMatchObject({ state: 'succeeded', attempt: 2 });
});

test('a worker whose token Slack refuses leaves what waits alone', async (context) => {
  const { house, launch } = await openFor(context);
  await house.startBot(GATEWAY);
  const id = await house.ask('precheck prod');
  const bot = launch({ ...WORKER, SLACK_BOT_TOKEN: 'xoxb-canary-wrong-token' });
  expect(await bot.ended).toEqual({ code: 2, signal: null });
  expect(await house.run(id)).toMatchObject({ state: 'queued', attempt: 0 });
  expect(bot.out).not.toMatch(/messages are held/);
});

test('SIGTERM while a gateway connects to Slack: it ends with 0, and at once', async (context) => {
  const { launch } = await openFor(context);
  const bot = launch(GATEWAY);
  await bot.says(/listening for health checks/);
  const since = performance.now();
  bot.kill('SIGTERM');
  expect(await bot.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - since).toBeLessThan(5_000);
});

test('SIGTERM in the middle of a read: it ends with 0 and its Redis with it; started again, it finishes the run', async (context) => {
  const { house, launch, start } = await openFor(context);
  const data = mkdtempSync(path.join(tmpdir(), 'bursting-data-'));
  context.onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const own = { REDIS_URL: undefined, BURSTING_SIGNING_KEY: undefined, DATA_DIR: data };
  const before = await start(own);
  const second = launch(own);
  expect(await second.ended).toEqual({ code: 2, signal: null });
  expect(second.err).toMatch(new RegExp(`another bursting \\(process ${before.pid}\\)`));

  const id = await askInVain(house);
  const listed = await runProgram(['runs', 'list'], { DATA_DIR: data });
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(listed.out)).toMatchObject({ id, state: 'running' });

  before.kill('SIGTERM');
  expect(await before.ended).toEqual({ code: 0, signal: null });
  expect(before.children()).toEqual([]);
  expect(readdirSync(data)).not.toContain('redis.sock');

  const after = await start(own);
  expect((await house.ended(id)).text).toBe('prod is ready to burst to CCI 2.0.');
  after.kill('SIGTERM');
  expect(await after.ended).toEqual({ code: 0, signal: null });
  expect(after.children()).toEqual([]);
  const shown = await runProgram(['runs', 'show', id], { DATA_DIR: data });
  expect(JSON.parse(shown.out)).toMatchObject({ id, state: 'succeeded' });
  expect(shown.children()).toEqual([]);
});

test('a second signal ends it at once, whatever it waits for', async (context) => {
  const { house, start } = await openFor(context);
  const bot = await start({});
  house.slack.faults.add('chat.postMessage', { hang: true });
  await house.told('precheck prod');
  await until(() => house.slack.callsOf('chat.postMessage').length > 0);
  bot.kill('SIGINT');
  await bot.says(/"msg":"stopping"/);
  const since = performance.now();
  bot.kill('SIGTERM');
  expect((await bot.ended).code).toBe(1);
  // The answer it waits for would be given up after 10 s.
  expect(performance.now() - since).toBeLessThan(8_000);
});

test('Redis that may evict runs is refused, with how to mend it', async (context) => {
  const { house, launch } = await openFor(context);
  const { Redis } = await import('ioredis');
  const redis = new Redis(house.redis.url);
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  redis.disconnect();
  const bot = launch();
  expect(await bot.ended).toEqual({ code: 2, signal: null });
  expect(bot.err).toMatch(/maxmemory-policy allkeys-lru.*noeviction/);
});

test.for([
  ['a gateway', GATEWAY],
  ['a worker', WORKER],
] as const)('a token that Slack refuses ends %s with what to check, and without the token', async ([_, role], context) => {
  const { launch } = await openFor(context);
  const bot = launch({ ...role, SLACK_BOT_TOKEN: 'xoxb-canary-wrong-token' });
  expect(await bot.ended).toEqual({ code: 2, signal: null });
  expect(bot.out + bot.err).toMatch(/invalid_auth.*SLACK_BOT_TOKEN/);
  expect(bot.out + bot.err).not.toContain('canary');
});

describe('a wrong configuration', () => {
  test('is one message with every mistake and its place, and without a secret', async () => {
    const secrets = { sk: 'canary-sk-0123456789', signing: 'canary-signing', redis: 'canary-password' };
    const bot = Program.start(
      ['start'],
      {
        SLACK_BOT_TOKEN: 'canary-no-token',
        HUAWEI_SK: secrets.sk,
        REDIS_URL: `http://x:${secrets.redis}@nowhere`,
        BURSTING_SIGNING_KEY: secrets.signing,
        PORT: 'eighty',
        LOG_LEVEL: 'loud',
      },
      'clusters:\n  prod: { region: somewhere, clusterId: no-id }\nlimits: { queuedPerCluster: many }\nunknown: 1\n',
    );
    expect(await bot.ended).toEqual({ code: 2, signal: null });
    for (const place of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'HUAWEI_AK', 'REDIS_URL', 'BURSTING_SIGNING_KEY', 'PORT', 'LOG_LEVEL'])
      expect(bot.err).toContain(place);
    for (const place of ['bursting.yaml:2', 'bursting.yaml:3', 'bursting.yaml:4']) expect(bot.err).toContain(place);
    expect(leaks({ ...secrets, bot: 'canary-no-token' }, { out: bot.out, err: bot.err, arguments: bot.arguments() })).toEqual([]);
    expect(bot.out).toBe('');
  });

  test.for([
    ['gateway', { HUAWEI_AK: 'x', HUAWEI_SK: 'y' }, /HUAWEI_AK .*a gateway must hold none/],
    ['worker', { SLACK_APP_TOKEN: 'xapp-1', HUAWEI_AK: 'x', HUAWEI_SK: 'y' }, /SLACK_APP_TOKEN .*a worker must not/],
  ] as const)('a %s that finds what only the other may have does not start', async ([ROLE, env, says], context) => {
    const { house } = await openFor(context);
    const bot = Program.start(['start'], {
      ROLE,
      REDIS_URL: house.redis.url,
      BURSTING_SIGNING_KEY: SIGNING_KEY,
      SLACK_BOT_TOKEN: 'xoxb-1',
      ...env,
    });
    expect(await bot.ended).toEqual({ code: 2, signal: null });
    expect(bot.err).toMatch(says);
  });
});
