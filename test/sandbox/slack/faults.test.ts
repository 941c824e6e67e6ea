import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { expect, test } from 'vitest';
import { client, labSlack, refusal } from './lab.ts';

const post = { channel: 'C01OPS', text: 'a' };

test('429 carries Retry-After, for as many calls as asked', async () => {
  const slack = await labSlack();
  const web = client(slack, { rejectRateLimitedCalls: true });
  slack.faults.add('chat.postMessage', { retryAfterS: 7 }, { times: 2 });
  for (let call = 0; call < 2; call++) {
    const error = await web.chat.postMessage(post).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WebAPIRateLimitedError);
    expect(error).toMatchObject({ retryAfter: 7 });
  }
  expect(await refusal(web.chat.postMessage(post))).toBe('ok');
  expect(slack.calls.map((call) => call.answer)).toEqual(['http 429', 'http 429', 'ok']);
});

test('500 is no JSON', async () => {
  const slack = await labSlack();
  slack.faults.add('chat.postMessage', { status: 500 });
  await expect(client(slack).chat.postMessage(post)).rejects.toBeInstanceOf(WebAPIHTTPError);
  expect(slack.messages.in('C01OPS')).toEqual([]);
});

test.each([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'internal_error',
  'invalid_auth',
  'edit_window_closed',
  'message_not_found',
])('ok: false with %s, until it is taken back', async (error) => {
  const slack = await labSlack();
  const takeBack = slack.faults.add('*', { error });
  expect(await refusal(client(slack).chat.postMessage(post))).toBe(error);
  expect(await refusal(client(slack).users.list({}))).toBe(error);
  takeBack();
  expect(await refusal(client(slack).chat.postMessage(post))).toBe('ok');
});

test('a call that hangs is given up by the caller; one after commit was done all the same', async () => {
  const slack = await labSlack();
  const web = client(slack, { timeout: 200 });
  slack.faults.add('chat.postMessage', { hang: true }, { times: 1 });
  await expect(web.chat.postMessage(post)).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(slack.messages.in('C01OPS')).toEqual([]);
  slack.faults.add('chat.postMessage', { hang: true }, { times: 1, afterCommit: true });
  await expect(web.chat.postMessage({ ...post, text: 'landed' })).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(slack.messages.in('C01OPS')).toMatchObject([{ text: 'landed' }]);
});

test('a 500 after commit is a message that is there', async () => {
  const slack = await labSlack();
  slack.faults.add('chat.postMessage', { status: 500 }, { afterCommit: true });
  await expect(client(slack).chat.postMessage(post)).rejects.toBeInstanceOf(WebAPIHTTPError);
  expect(slack.messages.in('C01OPS')).toHaveLength(1);
});

test('a connection that is reset', async () => {
  const slack = await labSlack();
  slack.faults.add('chat.postMessage', { reset: true }, { times: 1 });
  await expect(client(slack).chat.postMessage(post)).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(await refusal(client(slack).chat.postMessage(post))).toBe('ok');
});

test('only the calls that are meant', async () => {
  const slack = await labSlack();
  slack.faults.add('chat.postMessage', { error: 'not_in_channel' }, { when: (args) => args.channel === 'C02GENERAL' });
  expect(await refusal(client(slack).chat.postMessage(post))).toBe('ok');
  expect(await refusal(client(slack).chat.postMessage({ ...post, channel: 'C02GENERAL' }))).toBe('not_in_channel');
  slack.faults.clear();
  expect(await refusal(client(slack).chat.postMessage({ ...post, channel: 'C02GENERAL' }))).toBe('ok');
});

test.each(['refuse', 'hang'] as const)('Slack is down (%s) and comes back', async (how) => {
  const slack = await labSlack();
  const web = client(slack, { timeout: 300 });
  slack.pause(how);
  await expect(web.chat.postMessage(post)).rejects.toBeInstanceOf(WebAPIRequestError);
  slack.resume();
  expect(await refusal(web.chat.postMessage(post))).toBe('ok');
  expect(slack.messages.in('C01OPS')).toHaveLength(1);
});

test('a message is waited for, and what is there is told when it does not come', async () => {
  const slack = await labSlack();
  const waited = slack.messages.wait((message) => message.text === 'done', 5_000);
  const { ts = '' } = await client(slack).chat.postMessage({ ...post, text: 'under way' });
  await client(slack).chat.update({ channel: 'C01OPS', ts, text: 'done' });
  expect(await waited).toMatchObject({ ts, edits: [{ text: 'under way' }] });
  await expect(slack.messages.wait(() => false, 1)).rejects.toThrow('the last ones say ["C01OPS done"]');
});
