import type { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { client, labSlack, refusal } from './lab.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;
const metadata = { event_type: 'bursting_run', event_payload: { run_id: 'run_1' } };

describe('tokens', () => {
  test.each([
    ['auth.test', 'bot', 'ok'],
    ['auth.test', 'app', 'ok'],
    ['auth.test', 'xoxb-wrong', 'invalid_auth'],
    ['apps.connections.open', 'app', 'ok'],
    ['apps.connections.open', 'bot', 'not_allowed_token_type'],
    ['users.list', 'app', 'not_allowed_token_type'],
    ['users.list', 'xoxb-wrong', 'invalid_auth'],
    ['no.such.method', 'bot', 'unknown_method'],
  ])('%s with the token %s: %s', async (method, token, expected) => {
    const slack = await labSlack();
    const known: Record<string, string> = { bot: slack.botToken, app: slack.appToken };
    expect(await refusal(client(slack, {}, known[token] ?? token).apiCall(method))).toBe(expected);
  });

  test('a call without a token is not_authed', async () => {
    const slack = await labSlack();
    const response = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ ok: false, error: 'not_authed' });
  });

  test('what the token may comes with every answer, where scopes are given', async () => {
    const slack = await labSlack({ scopes: ['chat:write', 'commands'] });
    expect((await client(slack).auth.test()).response_metadata?.scopes).toEqual(['chat:write', 'commands']);
    expect((await client(slack, {}, slack.appToken).apps.connections.open()).response_metadata?.scopes).toEqual(['connections:write']);
    expect((await client(await labSlack()).auth.test()).response_metadata?.scopes).toBeUndefined();
  });

  test('a scope that is missing is named, where scopes are given', async () => {
    const slack = await labSlack({ scopes: ['chat:write'] });
    expect(await refusal(client(slack).chat.postMessage({ channel: 'C01OPS', text: 'hi' }))).toBe('ok');
    await expect(client(slack).users.info({ user: 'U02BOB' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write' },
    });
  });
});

describe('messages', () => {
  test('a post is kept with its blocks and metadata, and its ts is its own', async () => {
    const slack = await labSlack();
    const posts = await Promise.all(
      [1, 2, 3].map((n) => client(slack).chat.postMessage({ channel: 'C01OPS', text: `n ${n}`, blocks: [section('a')], metadata })),
    );
    expect(new Set(posts.map((post) => post.ts)).size).toBe(3);
    expect(posts[0]?.ts).toMatch(/^\d+\.\d{6}$/);
    expect(slack.messages.in('C01OPS')[0]).toMatchObject({ text: 'n 1', blocks: [section('a')], metadata, edits: [], replies: [] });
  });

  test.each([
    ['no text', { channel: 'C01OPS' }, 'no_text'],
    ['a channel that is not there', { channel: 'C99', text: 'a' }, 'channel_not_found'],
    ['a private channel without the bot', { channel: 'C04SECRET', text: 'a' }, 'channel_not_found'],
    ['a channel without the bot', { channel: 'C05OTHER', text: 'a' }, 'not_in_channel'],
    ['an archived channel', { channel: 'C06OLD', text: 'a' }, 'is_archived'],
    ['blocks that Slack refuses', { channel: 'C01OPS', text: 'a', blocks: [{ type: 'banner' }] }, 'invalid_blocks'],
    ['blocks that are no JSON', { channel: 'C01OPS', text: 'a', blocks: '[{' }, 'invalid_blocks_format'],
    ['metadata that Slack refuses', { channel: 'C01OPS', text: 'a', metadata: { event_type: '' } }, 'invalid_metadata_schema'],
    ['a thread that is not there', { channel: 'C01OPS', text: 'a', thread_ts: '1.000001' }, 'thread_not_found'],
  ])('a post with %s is refused', async (_, args, expected) => {
    const slack = await labSlack();
    slack.workspace.channels.set('C04SECRET', { id: 'C04SECRET', name: 'secret', members: ['U02BOB'], is_private: true });
    slack.workspace.channels.set('C05OTHER', { id: 'C05OTHER', name: 'other', members: ['U02BOB'] });
    slack.workspace.channels.set('C06OLD', { id: 'C06OLD', name: 'old', members: ['U0BOT'], is_archived: true });
    expect(await refusal(client(slack).apiCall('chat.postMessage', args))).toBe(expected);
    expect(slack.callsOf('chat.postMessage')).toMatchObject([{ args: { channel: args.channel }, answer: expected }]);
  });

  test('invalid blocks are explained', async () => {
    const slack = await labSlack();
    const post = client(slack).apiCall('chat.postMessage', { channel: 'C01OPS', text: 'a', blocks: [section('x'.repeat(3001))] });
    await expect(post).rejects.toMatchObject({
      data: { response_metadata: { messages: ['[ERROR] 3001 characters, at most 3000 [at blocks[0].text]'] } },
    });
  });

  test('JSON bodies are understood as forms are', async () => {
    const slack = await labSlack();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${slack.botToken}` };
    const body = JSON.stringify({ channel: 'C01OPS', text: 'a', blocks: [section('b')] });
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({ ok: true });
    expect(slack.messages.in('C01OPS')[0]?.blocks).toEqual([section('b')]);
  });

  test('an update keeps what it was, keeps metadata unless told to empty it, and drops the blocks it does not repeat', async () => {
    const slack = await labSlack();
    const web = client(slack);
    const { ts = '' } = await web.chat.postMessage({ channel: 'C01OPS', text: 'one', blocks: [section('one')], metadata });
    await web.chat.update({ channel: 'C01OPS', ts, text: 'two', blocks: [section('two')] });
    await web.chat.update({ channel: 'C01OPS', ts, text: 'three' });
    expect(slack.messages.find('C01OPS', ts)).toMatchObject({
      text: 'three',
      blocks: [],
      metadata,
      edits: [{ text: 'one', blocks: [section('one')] }, { text: 'two' }],
    });
    await web.apiCall('chat.update', { channel: 'C01OPS', ts, text: 'four', metadata: {} });
    expect(slack.messages.find('C01OPS', ts)?.metadata).toBeNull();
  });

  test.each([
    ['a message that is not there', { ts: '1.000001', text: 'a' }, 'message_not_found'],
    ['more than 4000 characters', { text: 'x'.repeat(4001) }, 'msg_too_long'],
    ['nothing to say', {}, 'no_text'],
  ])('an update with %s is refused', async (_, args, expected) => {
    const slack = await labSlack();
    const { ts = '' } = await client(slack).chat.postMessage({ channel: 'C01OPS', text: 'one' });
    expect(await refusal(client(slack).apiCall('chat.update', { channel: 'C01OPS', ts, ...args }))).toBe(expected);
  });

  test("nobody else's message and no ephemeral one can be updated", async () => {
    const slack = await labSlack();
    const web = client(slack);
    const { ts } = slack.messages.add('C01OPS', { user: 'U02BOB', text: 'mine' });
    const { message_ts: ephemeral = '' } = await web.chat.postEphemeral({ channel: 'C01OPS', user: 'U02BOB', text: 'psst' });
    expect(await refusal(web.chat.update({ channel: 'C01OPS', ts, text: 'a' }))).toBe('cant_update_message');
    expect(await refusal(web.chat.update({ channel: 'C01OPS', ts: ephemeral, text: 'a' }))).toBe('message_not_found');
    expect(slack.messages.find('C01OPS', ephemeral)).toMatchObject({ visibleTo: 'U02BOB' });
    expect(await refusal(web.chat.postEphemeral({ channel: 'C01OPS', user: 'U99', text: 'a' }))).toBe('user_not_in_channel');
  });

  test('threads, history and links are there, and metadata only for who asks', async () => {
    const slack = await labSlack();
    const web = client(slack);
    const { ts = '' } = await web.chat.postMessage({ channel: 'C01OPS', text: 'parent', metadata });
    const reply = await web.chat.postMessage({ channel: 'C01OPS', text: 'reply', thread_ts: ts });
    await web.chat.postMessage({ channel: 'C01OPS', text: 'reply to a reply', thread_ts: reply.ts ?? '' });
    expect(slack.messages.in('C01OPS')).toMatchObject([{ text: 'parent', replies: [{ text: 'reply' }, { text: 'reply to a reply' }] }]);
    const thread = await web.conversations.replies({ channel: 'C01OPS', ts });
    expect(thread.messages?.map((message) => message.text)).toEqual(['parent', 'reply', 'reply to a reply']);
    const plain = await web.conversations.history({ channel: 'C01OPS' });
    const full = await web.conversations.history({ channel: 'C01OPS', include_all_metadata: true });
    expect(plain.messages?.[0]).not.toHaveProperty('metadata');
    expect(full.messages?.[0]).toMatchObject({ metadata, reply_count: 2, bot_id: 'B0BOT' });
    const link = await web.chat.getPermalink({ channel: 'C01OPS', message_ts: ts });
    expect(link.permalink).toBe(`https://lab.slack.com/archives/C01OPS/p${ts.replace('.', '')}`);
  });

  test('a post to a person is a direct message', async () => {
    const slack = await labSlack();
    const posted = await client(slack).chat.postMessage({ channel: 'U02BOB', text: 'hello' });
    const opened = await client(slack).conversations.open({ users: 'U02BOB' });
    expect(posted.channel).toBe(opened.channel?.id);
    expect(slack.messages.in('D02BOB')).toMatchObject([{ text: 'hello' }]);
  });
});

describe('people', () => {
  test('flags, groups and channels are as Slack tells them', async () => {
    const slack = await labSlack();
    const web = client(slack);
    expect((await web.users.info({ user: 'U05GUS' })).user).toMatchObject({ is_restricted: true, deleted: false, team_id: 'T01LAB' });
    expect((await web.users.list({})).members?.map((member) => member.name)).toContain('alice');
    expect((await web.usergroups.users.list({ usergroup: 'S0ONCALL' })).users).toEqual(['U02BOB', 'U03CAROL']);
    expect((await web.usergroups.list({})).usergroups).toMatchObject([{ id: 'S0ONCALL', handle: 'oncall', user_count: 2 }]);
    expect((await web.conversations.info({ channel: 'C01OPS' })).channel).toMatchObject({ is_ext_shared: false, is_member: true });
    expect((await web.team.info()).team).toMatchObject({ id: 'T01LAB' });
    expect(await refusal(web.users.info({ user: 'U99' }))).toBe('user_not_found');
    expect(await refusal(web.usergroups.users.list({ usergroup: 'S99' }))).toBe('no_such_subteam');
  });

  test('what changes in the workspace is seen at once, and only here', async () => {
    const [slack, other] = [await labSlack(), await labSlack()];
    slack.workspace.groups.get('S0ONCALL')?.users.pop();
    expect((await client(slack).usergroups.users.list({ usergroup: 'S0ONCALL' })).users).toEqual(['U02BOB']);
    expect((await client(other).usergroups.users.list({ usergroup: 'S0ONCALL' })).users).toEqual(['U02BOB', 'U03CAROL']);
  });
});

describe('files', () => {
  test('the three steps of filesUploadV2 put a file into a thread', async () => {
    const slack = await labSlack();
    const { ts = '' } = await client(slack).chat.postMessage({ channel: 'C01OPS', text: 'parent' });
    await client(slack).filesUploadV2({
      channel_id: 'C01OPS',
      thread_ts: ts,
      filename: 'log.txt',
      content: 'a log\n',
      initial_comment: 'log',
    });
    const [reply] = slack.messages.in('C01OPS')[0]?.replies ?? [];
    expect(reply).toMatchObject({ text: 'log' });
    expect(slack.files.get(reply?.files[0]?.id ?? '')).toMatchObject({ name: 'log.txt', content: Buffer.from('a log\n') });
  });

  test('a file that was announced and never uploaded cannot be shared', async () => {
    const slack = await labSlack();
    const { file_id: id = '' } = await client(slack).files.getUploadURLExternal({ filename: 'a', length: 1 });
    const share = client(slack).files.completeUploadExternal({ files: [{ id }], channel_id: 'C01OPS' });
    expect(await refusal(share)).toBe('file_not_found');
  });
});

test('the home tab is what was published', async () => {
  const slack = await labSlack();
  const web: WebClient = client(slack);
  await web.views.publish({ user_id: 'U02BOB', view: { type: 'home', blocks: [section('hello')] } });
  expect(slack.views.home('U02BOB')).toMatchObject({ blocks: [section('hello')] });
  expect(await refusal(web.apiCall('views.publish', { user_id: 'U02BOB', view: { type: 'home', blocks: [{ type: 'table' }] } }))).toBe(
    'invalid_blocks',
  );
  expect(
    await refusal(web.apiCall('views.open', { trigger_id: 'made-up', view: { type: 'modal', title: { type: 'plain_text', text: 'a' } } })),
  ).toBe('invalid_trigger_id');
});
