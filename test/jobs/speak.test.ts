import { expect, test } from 'vitest';
import { en } from '../../blocks/en/index.ts';
import { catalogueOf } from '../../blocks/languages.ts';
import { Directory } from '../../jobs/directory.ts';
import { key } from '../../jobs/redis.ts';
import { sayIn, speakTo } from '../../jobs/speak.ts';
import { startRedis } from '../setup/redis.ts';
import { ALICE, CHANNEL, connected, openTestLog, rulesOf, startSlack, webClient } from './workbench.ts';

test('people are spoken to by their locale in Slack, which is asked for once and remembered; without an answer in time, in English', async (context) => {
  const [server, slack] = await Promise.all([startRedis(), startSlack()]);
  const redis = await connected(server.url);
  context.onTestFinished(async () => {
    redis.disconnect();
    await Promise.all([slack.stop(), server.stop()]);
  });
  const person = slack.workspace.people.get(ALICE);
  if (!person) throw new Error('Alice is gone');
  person.locale = 'zh-CN';
  const directory = new Directory({ slack: webClient(slack), redis, teamId: async () => slack.workspace.teamId, log: openTestLog().log });
  expect(await directory.locale(ALICE)).toBe('zh-CN');
  await redis.del(key('person', ALICE));
  slack.faults.add('users.info', { hang: true });
  expect(await directory.locale(ALICE)).toBe('zh-CN');
  expect(await speakTo(directory)(ALICE)).toBe(catalogueOf('zh'));
  await redis.del(key('locale', ALICE));
  expect(await speakTo(directory)(ALICE)).toBe(en);
});

test('a channel is spoken to as the file says', () => {
  const rules = rulesOf({ channels: { [CHANNEL]: { language: 'zh' }, C0OTHER: {} } });
  expect(sayIn(rules, CHANNEL)).toBe(catalogueOf('zh'));
  expect(sayIn(rules, 'C0OTHER')).toBe(en);
  expect(sayIn(rules, 'D01ALICE')).toBe(en);
});
