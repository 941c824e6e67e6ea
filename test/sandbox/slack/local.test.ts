import type { BlockAction, ButtonAction } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localSlackBinary } from '../../../sandbox/slack/local/process.ts';
import { LAB, type LocalSlack, startLocalSlack } from '../../../sandbox/slack/local.ts';
import { startedSocketBot } from './bolt-apps.ts';
import { client, refusal } from './lab.ts';

const installed = localSlackBinary() !== null;
const metadata = { event_type: 'bursting_run', event_payload: { run_id: 'run_1' } };
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;
const approve = { type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve' }, value: 'run_1' } as const;

interface OnPage {
  readonly ts: string;
  readonly text: string;
  readonly blocks?: readonly unknown[];
  readonly ephemeral_to?: string;
  readonly thread_ts?: string;
  readonly files?: readonly { readonly name: string }[];
}

describe.skipIf(!installed)(`local-slack${installed ? '' : ' (skipped: no binary of it for this platform)'}`, () => {
  let local: LocalSlack;
  const origin = (): string => new URL(local.url).origin;
  const control = async (path: string, body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${origin()}/_control/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  /** What the page shows. */
  const onPage = async (channel: string): Promise<OnPage[]> => {
    const response = await fetch(`${origin()}/_control/messages/${channel}`);
    return ((await response.json()) as { messages: OnPage[] }).messages;
  };
  beforeAll(async () => {
    local = await startLocalSlack({ scopes: [...LAB.scopes, 'files:write'] });
  });
  // The app of the test before is gone.
  beforeEach(() => local.slack.sockets.whenConnected(0));
  afterAll(() => local.stop());

  test('a command typed on the page is acknowledged by an unmodified Bolt app, once, to one person', async () => {
    await startedSocketBot(local.slack, (app) =>
      app.command('/bursting', async ({ ack, command }) => ack({ text: `You typed &lt;${command.text}&gt;` })),
    );
    const acted = await local.say('U01ALICE', 'C01OPS', '/bursting precheck prod');
    expect(acted).toMatchObject({ failure: null, payload: { text: 'You typed &lt;precheck prod&gt;' } });
    const shown = (await onPage('C01OPS')).filter((message) => message.text.startsWith('You typed'));
    expect(shown).toMatchObject([{ text: 'You typed <precheck prod>', ephemeral_to: 'U01ALICE' }]);
    expect(local.messages('C01OPS').filter((message) => message.via === 'ack')).toHaveLength(1);
  });

  test('nobody there: the person reads it on the page', async () => {
    expect(await local.say('U02BOB', 'C02GENERAL', '/bursting help')).toMatchObject({ failure: 'not connected' });
    expect((await onPage('C02GENERAL')).map((message) => message.text)).toContain(
      '/bursting failed: the app did not answer (not connected)',
    );
  });

  test('a message is kept as it was sent, and shown as the page can draw it', async () => {
    const web = client(local.slack);
    const blocks = [section('a &lt; b &amp; c <!date^1700000000^{time}|22:13 UTC>'), { type: 'rich_text' as const, elements: [] }].slice(
      0,
      1,
    );
    const { ts = '' } = await web.chat.postMessage({ channel: 'C01OPS', text: 'a &lt; b', blocks, metadata });
    await web.chat.update({ channel: 'C01OPS', ts, text: 'a &gt; b', blocks });
    const kept = local.messages('C01OPS').find((message) => message.ts === ts);
    expect(kept).toMatchObject({ text: 'a &gt; b', blocks, metadata, edits: [{ text: 'a &lt; b' }] });
    const shown = (await onPage('C01OPS')).find((message) => message.ts === ts);
    expect(shown).toMatchObject({ text: 'a > b', blocks: [{ text: { text: 'a < b & c 22:13 UTC' } }] });
    const { permalink } = await web.chat.getPermalink({ channel: 'C01OPS', message_ts: ts });
    expect(permalink).toBe(`${origin()}/archives/C01OPS/p${ts.replace('.', '')}`);
  });

  test('what Slack refuses is refused, and does not reach the page', async () => {
    const web = client(local.slack);
    const before = (await onPage('C01OPS')).length;
    expect(await refusal(web.apiCall('chat.postMessage', { channel: 'C01OPS', text: 'a', blocks: [{ type: 'banner' }] }))).toBe(
      'invalid_blocks',
    );
    expect(await refusal(client(local.slack, {}, 'xoxb-other').chat.postMessage({ channel: 'C01OPS', text: 'a' }))).toBe('invalid_auth');
    local.slack.faults.add('chat.postMessage', { error: 'is_archived' }, { times: 1 });
    expect(await refusal(web.chat.postMessage({ channel: 'C01OPS', text: 'a' }))).toBe('is_archived');
    expect(await onPage('C01OPS')).toHaveLength(before);
    expect((await web.users.info({ user: 'U05GUS' })).user?.is_restricted).toBe(true);
    expect((await web.usergroups.users.list({ usergroup: 'S0ONCALL' })).users).toEqual(['U02BOB', 'U03CAROL']);
  });

  test('a button pressed on the page is a click on the very message, also when delivered twice', async () => {
    const seen: unknown[] = [];
    await startedSocketBot(local.slack, (app) =>
      app.action<BlockAction<ButtonAction>>('approve', async ({ ack, body, action, respond }) => {
        await ack();
        seen.push([body.user.id, action.value, body.message?.ts, body.message?.metadata]);
        await respond({ text: `Not you, <@${body.user.id}>.`, replace_original: false });
      }),
    );
    const blocks = [section('A plan.'), { type: 'actions' as const, elements: [approve] }];
    const { ts = '' } = await client(local.slack).chat.postMessage({ channel: 'C01OPS', text: 'A plan.', blocks, metadata });
    local.slack.people.everythingTwice = true;
    const action = { type: 'button', action_id: 'approve', value: 'run_1' };
    await control('interact', { channel: 'C01OPS', messageTs: ts, user: 'U04MALLORY', action });
    local.slack.people.everythingTwice = false;
    expect(seen).toEqual([
      ['U04MALLORY', 'run_1', ts, metadata],
      ['U04MALLORY', 'run_1', ts, metadata],
    ]);
    await local.slack.messages.wait((message) => message.via === 'response_url' && message.visibleTo === 'U04MALLORY', 5_000);
  });

  test('threads, files and direct messages are on the page too', async () => {
    const web = client(local.slack);
    const { ts = '' } = await web.chat.postMessage({ channel: 'C01OPS', text: 'with a log' });
    await web.filesUploadV2({ channel_id: 'C01OPS', thread_ts: ts, filename: 'log.txt', content: 'one\ntwo\n' });
    const { channel, ts: direct = '' } = await web.chat.postMessage({ channel: 'U01ALICE', text: 'hello Alice' });
    await web.chat.update({ channel: channel ?? '', ts: direct, text: 'hello again' });
    expect((await onPage('C01OPS')).find((message) => message.thread_ts === ts)?.files).toMatchObject([{ name: 'log.txt' }]);
    const state = (await (await fetch(`${origin()}/_control/state`)).json()) as { channels: { id: string; is_im: boolean }[] };
    const dm = state.channels.find((candidate) => candidate.is_im);
    expect((await onPage(dm?.id ?? '')).map((message) => message.text)).toEqual(['hello again']);
    expect(local.messages('D01ALICE')).toMatchObject([{ text: 'hello again' }]);
  });

  test('App Home is opened on the page and shows what was published', async () => {
    await startedSocketBot(local.slack, (app) =>
      app.event('app_home_opened', async ({ event, client: web }) => {
        await web.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('Nothing waits for you.')] } });
      }),
    );
    await control('open-home', { user: 'U02BOB' });
    await local.slack.waitForCall('views.publish', (call) => call.answer === 'ok' && call.args.user_id === 'U02BOB');
    expect(local.slack.views.home('U02BOB')).toMatchObject({ blocks: [section('Nothing waits for you.')] });
  });

  test('a modal opens on the page for the trigger of a command, and is submitted there', async () => {
    const title = { type: 'plain_text', text: 'Reject' } as const;
    const input = { type: 'input', block_id: 'why', label: title, element: { type: 'plain_text_input', action_id: 'reason' } } as const;
    await startedSocketBot(local.slack, (app) => {
      app.command('/bursting', async ({ ack, command, client: web }) => {
        await web.views.open({
          trigger_id: command.trigger_id,
          view: { type: 'modal', callback_id: 'reject', title, submit: title, blocks: [input] },
        });
        await ack();
      });
      app.view('reject', async ({ ack, view, body, client: web }) => {
        await ack();
        await web.chat.postMessage({ channel: 'C01OPS', text: `${body.user.name}: ${view.state.values.why?.reason?.value}` });
      });
    });
    expect(await local.say('U02BOB', 'C01OPS', '/bursting reject')).toMatchObject({ failure: null });
    expect(local.slack.views.top('U02BOB')).toMatchObject({ callback_id: 'reject' });
    const page = new WebSocket(`${origin().replace('http', 'ws')}/ui`);
    const values = { why: { reason: { type: 'plain_text_input', value: 'too many nodes' } } };
    page.addEventListener('open', () => page.send(JSON.stringify({ t: 'view_submit', user: 'U02BOB', values })));
    await local.slack.messages.wait((message) => message.text === 'bob: too many nodes');
    page.close();
    expect(local.slack.views.top('U02BOB')).toBeNull();
  });

  test('two at once have ports and tokens of their own, and stop leaves nothing', async () => {
    const other = await startLocalSlack();
    expect(other.url).not.toBe(local.url);
    expect(other.botToken).not.toBe(local.botToken);
    await other.stop();
    await expect(fetch(other.url)).rejects.toThrow();
    await expect(fetch(`${other.apiUrl}auth.test`)).rejects.toThrow();
  });
});
