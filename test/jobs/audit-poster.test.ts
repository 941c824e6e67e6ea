import { WebClient } from '@slack/web-api';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startAuditPoster } from '../../jobs/audit-poster.ts';
import { AuditTrail, signRecord } from '../../jobs/audit-trail.ts';
import { RedisFreezes } from '../../jobs/freezes.ts';
import { FakeSlack } from '../../sandbox/slack/fake.ts';
import { APP } from '../../sandbox/slack/workspace.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';

const KEYS = ['a-signing-key-of-the-audit-poster-tests-0123456789'];
const CHANNEL = 'C09AUDIT';

let server: PrivateRedis;
let redis: Redis;
let slack: FakeSlack;
let freezes: RedisFreezes;
const logged: string[] = [];
const log = pino({ base: null }, { write: (line: string) => void logged.push(line) });
let posters: { stop(): void }[] = [];
beforeAll(async () => {
  [server, slack] = await Promise.all([
    startRedis(),
    FakeSlack.start({ channels: [{ id: CHANNEL, name: 'audit', members: [APP.botUser] }] }),
  ]);
  redis = new Redis(server.url);
  freezes = new RedisFreezes(
    redis,
    (text) => signRecord(KEYS, text),
    () => {},
  );
});
beforeEach(async () => {
  await redis.flushall();
  slack.faults.clear();
  for (const { channel, ts } of slack.messages.in(CHANNEL)) slack.messages.remove(channel, ts);
});
afterEach(() => {
  for (const poster of posters) poster.stop();
  posters = [];
});
afterAll(async () => {
  redis.disconnect();
  await Promise.all([slack.stop(), server.stop()]);
});

const SILENT = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => 'error' as never, setName() {} };
/** One process that posts. Resolves when it has looked once. */
async function start(): Promise<void> {
  const web = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logger: SILENT,
  });
  posters.push(
    startAuditPoster({ redis, trail: new AuditTrail(redis), signingKeys: KEYS, slack: web, channel: CHANNEL, log, everyMs: 50 }),
  );
  await vi.waitFor(async () => expect(await redis.exists('{bursting}:audit:posted')).toBe(1), { interval: 5 });
}
const freeze = async (...people: readonly string[]): Promise<void> => {
  for (const person of people) await freezes.set(null, person, null);
};
const people = (): readonly string[] =>
  slack.messages.in(CHANNEL).flatMap(({ text }) => text.split('\n').map((line) => /`(U\w+)` froze/.exec(line)?.[1] ?? line));
const told = (...expected: readonly string[]) => vi.waitFor(() => expect(people()).toEqual(expected), { timeout: 15_000, interval: 20 });

test('nothing of before the first time is told, everything after, once, by however many processes', async () => {
  await freeze('U0BEFORE');
  await start();
  await start();
  await freeze('U0ONE', 'U0TWO');
  await told('U0ONE', 'U0TWO');
  await freeze('U0THREE');
  await told('U0ONE', 'U0TWO', 'U0THREE');
});

test('a burst comes in few messages, in order', async () => {
  await start();
  const crowd = Array.from({ length: 45 }, (_, i) => `U0CROWD${i}`);
  await freeze(...crowd);
  await told(...crowd);
  expect(slack.messages.in(CHANNEL).length).toBeLessThanOrEqual(4);
});

test('after an outage, or a limit of Slack, it goes on where it stopped', async () => {
  await start();
  slack.faults.add('chat.postMessage', { status: 500 }, { times: 1 });
  await freeze('U0ONE');
  await told('U0ONE');
  slack.faults.add('chat.postMessage', { retryAfterS: 3 }, { times: 1 });
  const before = slack.callsOf('chat.postMessage').length;
  await freeze('U0TWO');
  await told('U0ONE', 'U0TWO');
  const [limited, then] = slack.callsOf('chat.postMessage').slice(before);
  expect((then?.at ?? 0) - (limited?.at ?? 0)).toBeGreaterThanOrEqual(3_000);
});

test('what somebody else wrote into the trail is told as that, and holds up nothing', async () => {
  await start();
  const forged = JSON.stringify({ kind: 'move', run: 'run_0123456789', from: 'awaiting_approval', to: 'approved', by: 'U0FORGER' });
  await redis.xadd('{bursting}:audit', '*', 'at', '1', 'record', forged, 'mac', 'ab'.repeat(32), 'hash', 'ab'.repeat(20));
  await redis.xadd('{bursting}:audit', '*', 'hello', 'world');
  await freeze('U0ONE');
  await vi.waitFor(() => expect(people().at(-1)).toBe('U0ONE'), { timeout: 10_000, interval: 20 });
  const lines = people();
  expect(lines).toHaveLength(3);
  expect(lines.slice(0, 2).every((line) => line.includes('somebody else wrote into the audit'))).toBe(true);
  expect(lines.join()).not.toContain('U0FORGER');
  expect(logged.filter((line) => line.includes('somebody else wrote into the audit'))).toHaveLength(2);
});
