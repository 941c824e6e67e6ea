import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { corpus } from '../core/redact/corpus.ts';
import { GUS, House, OPS, runIdIn, SIGNING_KEY } from './house.ts';
import { Program } from './program.ts';
import { everythingIn, everythingSaidIn, everythingUnder, leaks } from './secret-scan.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A bot in a process of its own, with a Redis of its own, that has seen much trouble, at the chattiest level. */
let house: House;
let bot: Program | null = null;
let data: string;
beforeAll(async () => {
  house = await House.open();
  data = mkdtempSync(path.join(tmpdir(), 'bursting-data-'));
});
afterAll(async () => {
  await house.close();
  rmSync(data, { recursive: true, force: true });
});

/** On a loaded machine a bot may lose its connection, and makes another. */
const play = async (line: string): Promise<void> => {
  await house.slack.sockets.whenConnected(1, 30_000);
  await house.ended(await house.ask(line));
};

const SECURITY_TOKEN = `canary-security-token-${randomBytes(24).toString('base64url')}`;
const SIGNING_SECRET = `canary-signing-secret-${randomBytes(12).toString('hex')}`;

test('after a day of trouble, no secret is in a log line, in Redis or its files, in Slack, in metrics or in the arguments of processes', async () => {
  bot = Program.onStage(
    ['start'],
    house.stage({
      ...{ REDIS_URL: undefined, DATA_DIR: data, LOG_LEVEL: 'trace' },
      ...{ HUAWEI_SECURITY_TOKEN: SECURITY_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET },
    }),
  );
  const port = JSON.parse(await bot.says(/\{[^\n]*"msg":"listening for health checks"\}/)).port as number;
  await bot.says(/"msg":"started"/);
  const { AK, SK } = { AK: String(house.cloud.env.HUAWEI_AK), SK: String(house.cloud.env.HUAWEI_SK) };

  await play('precheck prod');
  // A cloud that repeats what it was sent, as some gateways do in their errors.
  const echo = { error_msg: `signature of ${AK} / ${SK} / ${SECURITY_TOKEN} does not match`, error_code: 'APIGW.0301' };
  for (const status of [400, 401, 403, 500]) {
    house.cloud.world.faults = [{ trouble: { kind: 'status', status, body: echo } }];
    await play('precheck prod');
    await play('capacity prod');
  }
  // And one that repeats what others sent it, in every spelling.
  const others = [...corpus(8, 12)];
  for (const { text } of others) {
    const body = { error_msg: text, error_code: 'APIGW.0301', request_id: text };
    house.cloud.world.faults = [{ trouble: { kind: 'status', status: 400, body } }];
    await play('capacity prod');
  }
  house.cloud.world.faults = [];
  await play('vpcep prod');
  house.cloud.world.faults = [{ service: 'CCE', operation: 'CreateKubernetesClusterCert', trouble: { kind: 'broken-json' } }];
  await play('capacity prod');
  house.cloud.world.faults = [];
  house.slack.faults.add('chat.postMessage', { status: 503 }, { times: 1 });
  house.slack.faults.add('chat.update', { error: 'invalid_blocks' }, { times: 1 });
  await play('precheck prod');
  house.slack.faults.add('users.info', { status: 500 }, { times: 1 });
  for (const line of ['precheck prod', 'whoami', 'runs', 'help', `precheck prod ak=${AK}`]) await house.told(line, GUS);
  house.slack.sockets.drop();
  await house.slack.sockets.whenConnected(0);
  await house.slack.sockets.whenConnected(1);
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const show = await house.told(`show ${runIdIn(await house.told('runs'))}`);

  const secrets = {
    AK,
    SK,
    SECURITY_TOKEN,
    SIGNING_SECRET,
    SIGNING_KEY,
    botToken: house.slack.botToken,
    appToken: house.slack.appToken,
    privateKey: '-----BEGIN RSA PRIVATE KEY',
    privateKey8: '-----BEGIN PRIVATE KEY',
    ecKey: '-----BEGIN EC PRIVATE KEY',
    certificate: '-----BEGIN CERTIFICATE',
    authorization: 'SDK-HMAC-SHA256',
    ...Object.fromEntries(others.flatMap(({ what, secrets }) => secrets.map((secret, i) => [`${what} ${i}`, secret]))),
  };
  const said = everythingSaidIn(house.slack);
  const redis = await everythingIn(path.join(data, 'redis.sock'));
  const places = { log: bot.out, errors: bot.err, redis, files: everythingUnder(data), slack: said, metrics, show };
  for (const [place, text] of Object.entries(places)) if (place !== 'errors') expect(text.length, place).toBeGreaterThan(200);
  expect(bot.arguments()).toMatch(/cli.main\.ts.*redis-server/s);
  expect(leaks(secrets, { ...places, arguments: bot.arguments() })).toEqual([]);
  expect(said).toMatch(/does not match/);

  bot.kill('SIGTERM');
  expect((await bot.ended).code).toBe(0);
  expect(leaks(secrets, { log: bot.out, errors: bot.err, files: everythingUnder(data) })).toEqual([]);
  expect(house.slack.messages.in(OPS).length).toBeGreaterThan(10);
});

test('the scan finds what is there, in whatever form', async () => {
  const secret = 'canary/"secret"+\n0123456789abcdef';
  const forms = [
    secret,
    JSON.stringify({ a: secret }),
    JSON.stringify({ auth: Buffer.from(`user:${secret}:x`).toString('base64') }),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
  ];
  for (const form of forms) expect(leaks({ secret }, { here: `before ${form} after` }), form).toEqual(['secret in here']);
  expect(leaks({ secret }, { here: 'nothing' })).toEqual([]);
  const { Redis } = await import('ioredis');
  const redis = new Redis(house.redis.url);
  await redis.hset('planted', 'field', secret);
  await redis.xadd('planted-stream', '*', 'field', 'in-a-stream');
  redis.disconnect();
  const found = await everythingIn(house.redis.url);
  expect(found).toContain(secret);
  expect(found).toContain('in-a-stream');
});
