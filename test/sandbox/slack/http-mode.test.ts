import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { expect, test } from 'vitest';
import { startedHttpBot } from './bolt-apps.ts';
import { labSlack } from './lab.ts';

const answering = (seen: string[]) => (app: App) => {
  app.command('/bursting', async ({ ack, command }) => {
    seen.push(command.text);
    await ack({ text: `read: ${command.text}` });
  });
  app.action<BlockAction<ButtonAction>>('approve', async ({ ack, action }) => {
    seen.push(action.value ?? '');
    await ack();
  });
  app.event('app_home_opened', async ({ event, client }) => {
    seen.push(event.user);
    await client.chat.postMessage({ channel: event.user, text: 'Welcome home.' });
  });
};

test('commands, clicks and events arrive signed, and are acknowledged with the answer', async () => {
  const slack = await labSlack();
  const seen: string[] = [];
  await startedHttpBot(slack, answering(seen));
  const acted = await slack.people.command('U01ALICE', 'C01OPS', '/bursting precheck "a & b" x=1+1');
  expect(acted).toMatchObject({ failure: null, payload: { text: 'read: precheck "a & b" x=1+1' }, http: { status: 200 } });
  const button = { type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve' }, value: 'run_1' };
  const message = slack.messages.add('C01OPS', { text: 'plan', blocks: [{ type: 'actions', elements: [button] }] });
  expect(await slack.people.click('U02BOB', message, 'approve')).toMatchObject({ failure: null, http: { status: 200 } });
  expect(await slack.people.event({ type: 'app_home_opened', user: 'U02BOB', tab: 'home', channel: 'D02BOB' })).toMatchObject({
    failure: null,
  });
  await slack.messages.wait((said) => said.text === 'Welcome home.');
  expect(seen).toEqual(['precheck "a & b" x=1+1', 'run_1', 'U02BOB']);
  expect(slack.messages.in('C01OPS')).toMatchObject([{ text: 'read: precheck "a & b" x=1+1', visibleTo: 'U01ALICE' }, { text: 'plan' }]);
});

test.each([
  ['another secret', { secret: 'wrong' }, 'http 401', 0],
  ['ten minutes ago', { at: Math.floor(Date.now() / 1000) - 600 }, 'http 401', 0],
  ['ten minutes ahead, which Bolt lets pass', { at: Math.floor(Date.now() / 1000) + 600 }, null, 1],
])('a request signed with %s', async (_, signing, failure, ran) => {
  const slack = await labSlack();
  const seen: string[] = [];
  await startedHttpBot(slack, answering(seen));
  expect(await slack.people.command('U01ALICE', 'C01OPS', '/bursting help', { signing })).toMatchObject({ failure });
  expect(seen).toHaveLength(ran);
});

test('the same signed bytes can be sent again, which Bolt alone does not notice', async () => {
  const slack = await labSlack();
  const seen: string[] = [];
  await startedHttpBot(slack, answering(seen));
  const { http } = await slack.people.command('U01ALICE', 'C01OPS', '/bursting once');
  if (!http) throw new Error('not in HTTP mode');
  expect(await slack.replay(http.request)).toMatchObject({ failure: null, http: { status: 200, request: http.request } });
  expect(seen).toEqual(['once', 'once']);
});

test('delivered twice, the second is marked as a retry', async () => {
  const slack = await labSlack();
  const seen: string[] = [];
  await startedHttpBot(slack, answering(seen));
  const { http, again } = await slack.people.command('U01ALICE', 'C01OPS', '/bursting twice', { deliverTwice: true });
  expect(seen).toEqual(['twice', 'twice']);
  expect(again?.http?.request.body).toBe(http?.request.body);
  expect(again?.http?.request.headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'timeout' });
});

test('an app that never answers, or is not there, is a failure', async () => {
  const slack = await labSlack({ ackWithinMs: 150 });
  const app = await startedHttpBot(slack, (listening) => listening.command('/bursting', async () => {}));
  expect(await slack.people.command('U01ALICE', 'C01OPS', '/bursting a')).toMatchObject({ failure: 'no ack within 0.15 s' });
  await app.stop();
  expect(await slack.people.command('U01ALICE', 'C01OPS', '/bursting a')).toMatchObject({ failure: 'not connected', http: { status: 0 } });
});
