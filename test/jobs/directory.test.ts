import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Directory } from '../../jobs/directory.ts';
import { key, type RedisClient } from '../../jobs/redis.ts';
import { Rights } from '../../jobs/rights.ts';
import type { FakeSlack } from '../../sandbox/slack/fake.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { ALICE, connected, openTestLog, rulesOf, startSlack, webClient } from './workbench.ts';

const GROUP = 'S0ONCALL';
let server: PrivateRedis;
let redis: RedisClient;
let slack: FakeSlack;
const { log, lines } = openTestLog();

beforeAll(async () => {
  server = await startRedis();
});
beforeEach(async () => {
  slack = await startSlack();
  redis = await connected(server.url);
  await redis.flushall();
  lines.length = 0;
});
afterEach(async () => {
  redis.disconnect();
  await slack.stop();
});
afterAll(() => server.stop());

const open = (): Directory => new Directory({ slack: webClient(slack, 300), redis, teamId: async () => slack.workspace.teamId, log });

describe('people and groups', () => {
  test('are asked of Slack once, and remembered for a minute by every process', async () => {
    expect(await open().person(ALICE)).toEqual({ id: ALICE, barred: null });
    expect(await open().members(GROUP)).toEqual(new Set([ALICE]));
    expect(await open().person(ALICE)).toEqual({ id: ALICE, barred: null });
    expect(await open().members(GROUP)).toEqual(new Set([ALICE]));
    expect(slack.calls.map(({ method }) => method)).toEqual(['users.info', 'usergroups.users.list']);
    for (const name of [key('person', ALICE), key('group', GROUP)]) {
      const ttl = await redis.pttl(name);
      expect(ttl).toBeGreaterThan(50_000);
      expect(ttl).toBeLessThanOrEqual(60_000);
    }
  });

  test('a right that was taken away is gone when the minute is over', async () => {
    expect(await open().members(GROUP)).toEqual(new Set([ALICE]));
    slack.workspace.groups.set(GROUP, { id: GROUP, handle: 'oncall', users: [] });
    expect(await open().members(GROUP)).toEqual(new Set([ALICE]));
    await redis.pexpire(key('group', GROUP), 0);
    expect(await open().members(GROUP)).toEqual(new Set());
  });

  test('a group that Slack told has changed is asked again at once', async () => {
    await open().members(GROUP);
    slack.workspace.groups.set(GROUP, { id: GROUP, handle: 'oncall', users: ['U02GUS'] });
    await open().forgetGroup(GROUP);
    expect(await open().members(GROUP)).toEqual(new Set(['U02GUS']));
  });

  test('a hundred simultaneous questions are one call', async () => {
    const directory = open();
    slack.faults.add('users.info', { delayMs: 50 });
    const people = await Promise.all(Array.from({ length: 100 }, () => directory.person(ALICE)));
    expect(new Set(people.map(({ barred }) => barred))).toEqual(new Set([null]));
    expect(slack.callsOf('users.info')).toHaveLength(1);
  });
});

describe('what is not known is never a yes', () => {
  test.each([
    ['500', { status: 500 }],
    ['429', { retryAfterS: 30 }],
    ['nothing', { hang: true }],
    ['a broken connection', { reset: true }],
    ['an error', { error: 'fatal_error' }],
  ] as const)('Slack answers %s', async (_, effect) => {
    slack.faults.add('*', effect);
    expect(await open().person(ALICE)).toEqual({ id: ALICE, barred: 'unknown' });
    expect(await open().members(GROUP)).toBeNull();
    const rights = new Rights(open(), rulesOf({ approvals: { approvers: { groups: [GROUP] } } }));
    expect(await rights.judge('approver', ALICE, null)).toMatchObject({ allowed: false });
    expect(await redis.keys('*')).toEqual([]);
    slack.faults.clear();
    expect(await open().person(ALICE)).toEqual({ id: ALICE, barred: null });
    expect(await rights.judge('approver', ALICE, null)).toMatchObject({ allowed: true, because: { code: 'in_group', group: GROUP } });
  });

  test.each([
    ['no JSON', '{'],
    ['another shape', '"yes"'],
    ['a list of something else', '[1,2]'],
    ['nothing', 'null'],
  ])('Redis remembers %s: Slack is asked', async (_, remembered) => {
    await redis.set(key('person', ALICE), remembered);
    await redis.set(key('group', GROUP), remembered);
    expect(await open().person(ALICE)).toEqual({ id: ALICE, barred: null });
    expect(await open().members(GROUP)).toEqual(new Set([ALICE]));
    expect(slack.calls).toHaveLength(2);
  });

  test('Redis remembers somebody else under this id', async () => {
    await redis.set(key('person', 'U02GUS'), JSON.stringify({ id: ALICE, team_id: slack.workspace.teamId }));
    expect(await open().person('U02GUS')).toEqual({ id: 'U02GUS', barred: 'unknown' });
  });

  test('a person and a group that do not exist', async () => {
    expect(await open().person('U0NOBODY')).toEqual({ id: 'U0NOBODY', barred: 'unknown' });
    expect(await open().members('S0NOBODY')).toBeNull();
    expect(lines.map(({ slack: code }) => code)).toEqual(['user_not_found', 'no_such_subteam']);
  });

  test('Redis is away: Slack is asked each time', async () => {
    redis.disconnect();
    expect(await open().person(ALICE)).toEqual({ id: ALICE, barred: null });
    expect(await open().members(GROUP)).toEqual(new Set([ALICE]));
    await open().forgetGroup(GROUP);
  });
});
