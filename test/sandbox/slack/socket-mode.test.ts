import type { App, BlockAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import { expect, test } from 'vitest';
import { socketBot, startedSocketBot } from './bolt-apps.ts';
import { client, labSlack } from './lab.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;
const approve = { type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve' }, value: 'run_1' } as const;
const plan = { text: 'A plan.', blocks: [section('A plan.'), { type: 'actions', elements: [approve] }] } as const;

/** Answers commands at once, ephemerally, and says which app it was. */
const answering =
  (name: string, seen: unknown[] = []) =>
  (app: App) => {
    app.command('/bursting', async ({ ack, command }) => {
      seen.push(command);
      await ack({ text: `${name}: ${command.text}` });
    });
  };

test('a command reaches the app, and its acknowledgement the one person who typed it', async () => {
  const slack = await labSlack();
  const seen: unknown[] = [];
  await startedSocketBot(slack, answering('bot', seen));
  const acted = await slack.people.command('U01ALICE', 'C01OPS', '/bursting precheck prod');
  expect(acted).toMatchObject({ failure: null, payload: { text: 'bot: precheck prod' }, http: null, again: null });
  expect(seen).toMatchObject([
    { command: '/bursting', text: 'precheck prod', user_id: 'U01ALICE', user_name: 'alice', channel_name: 'ops', team_id: 'T01LAB' },
  ]);
  expect(slack.messages.in('C01OPS')).toMatchObject([{ text: 'bot: precheck prod', visibleTo: 'U01ALICE', via: 'ack' }]);
});

test('in_channel is for everybody, and an answer Slack would not show is a failure', async () => {
  const slack = await labSlack();
  await startedSocketBot(slack, (app) =>
    app.command('/bursting', async ({ ack, command }) =>
      ack(command.text === 'all' ? { response_type: 'in_channel', text: 'hello all' } : { text: 'x', blocks: [section('<!channel>')] }),
    ),
  );
  await slack.people.command('U01ALICE', 'C01OPS', '/bursting all');
  const refused = await slack.people.command('U01ALICE', 'C01OPS', '/bursting ping');
  expect(refused.failure).toMatch(/^invalid_blocks: .*pings everybody/);
  expect(slack.messages.in('C01OPS')).toMatchObject([{ text: 'hello all', visibleTo: null }]);
});

test('an app that does not acknowledge in time is told so, and what it says later counts for nothing', async () => {
  const slack = await labSlack({ ackWithinMs: 150 });
  let late = (): void => {};
  const held = new Promise<void>((resolve) => {
    late = resolve;
  });
  let acked = (): void => {};
  const afterwards = new Promise<void>((resolve) => {
    acked = resolve;
  });
  await startedSocketBot(slack, (app) =>
    app.command('/bursting', async ({ ack }) => {
      await held;
      await ack('too late');
      acked();
    }),
  );
  expect(await slack.people.command('U01ALICE', 'C01OPS', '/bursting slow')).toMatchObject({
    failure: 'no ack within 0.15 s',
    payload: null,
  });
  late();
  await afterwards;
  expect(slack.messages.in('C01OPS')).toEqual([]);
});

test('nobody is connected: not connected', async () => {
  const slack = await labSlack();
  expect(await slack.people.command('U01ALICE', 'C01OPS', '/bursting help')).toMatchObject({ failure: 'not connected' });
});

test('each payload goes to exactly one of two connections, in turn; delivered twice, to both, with one trigger', async () => {
  const slack = await labSlack();
  const seen: { trigger_id: string; text: string }[] = [];
  for (const name of ['one', 'two']) await startedSocketBot(slack, answering(name, seen));
  const answers = [];
  for (const text of ['a', 'b', 'c', 'd'])
    answers.push((await slack.people.command('U01ALICE', 'C01OPS', `/bursting ${text}`)).payload?.text);
  expect(answers).toEqual(['one: a', 'two: b', 'one: c', 'two: d']);
  const twice = await slack.people.command('U01ALICE', 'C01OPS', '/bursting e', { deliverTwice: true });
  expect([twice.payload?.text, twice.again?.payload?.text].sort()).toEqual(['one: e', 'two: e']);
  const triggers = seen.filter((command) => command.text === 'e').map((command) => command.trigger_id);
  expect(triggers).toHaveLength(2);
  expect(new Set(triggers).size).toBe(1);
  const [first, second] = slack.sockets.deliveries.slice(-2);
  expect(first?.envelopeId).not.toBe(second?.envelopeId);
  expect([first?.retry, second?.retry]).toEqual([null, { attempt: 1, reason: 'timeout' }]);
});

test('a click carries the message, its own value, and who clicked; a forged one what the forger says', async () => {
  const slack = await labSlack();
  const seen: { value: string | undefined; channel: string | undefined; ts: string | undefined; user: unknown; blocks: unknown }[] = [];
  await startedSocketBot(slack, (app) =>
    app.action<BlockAction<ButtonAction>>('approve', async ({ ack, body, action, respond }) => {
      await ack();
      seen.push({ value: action.value, channel: body.channel?.id, ts: body.message?.ts, user: body.user, blocks: body.message?.blocks });
      await respond({ text: 'noted', replace_original: false });
    }),
  );
  const { ts = '' } = await client(slack).chat.postMessage({ channel: 'C01OPS', ...plan, blocks: [...plan.blocks] });
  const message = slack.messages.find('C01OPS', ts);
  if (!message) throw new Error('not posted');
  expect(await slack.people.click('U02BOB', message, 'approve')).toMatchObject({ failure: null });
  await slack.people.click('U04MALLORY', message, 'approve', { value: 'run_2' });
  await slack.people.click('U02BOB', message, 'approve', { copyInChannel: 'C02GENERAL' });
  expect(seen).toMatchObject([
    {
      value: 'run_1',
      channel: 'C01OPS',
      ts,
      user: { id: 'U02BOB', name: 'bob', team_id: 'T01LAB' },
      blocks: [{ block_id: 'b0' }, { type: 'actions' }],
    },
    { value: 'run_2', channel: 'C01OPS', ts, user: { id: 'U04MALLORY' } },
    { value: 'run_1', channel: 'C02GENERAL', user: { id: 'U02BOB' } },
  ]);
  expect(seen[2]?.ts).not.toBe(ts);
  await slack.messages.wait((said) => said.channel === 'C02GENERAL' && said.via === 'response_url', 5_000);
  expect(slack.messages.in('C01OPS').filter((said) => said.via === 'response_url')).toMatchObject([
    { text: 'noted', visibleTo: 'U02BOB' },
    { visibleTo: 'U04MALLORY' },
  ]);
  await expect(slack.people.click('U02BOB', message, 'no-such-action')).rejects.toThrow('no element');
});

test('a person from another workspace keeps their own team, and a foreign workspace is named', async () => {
  const slack = await labSlack();
  slack.workspace.people.set('U99', { id: 'U99', name: 'eve', team_id: 'T99', is_stranger: true });
  const seen: unknown[] = [];
  await startedSocketBot(slack, (app) => {
    app.action('approve', async ({ ack, body }) => {
      seen.push(body.team?.id, body.user.team_id);
      await ack();
    });
    answering('bot', seen)(app);
  });
  const message = slack.messages.add('C01OPS', { ...plan });
  await slack.people.click('U99', message, 'approve');
  await slack.people.command('U01ALICE', 'C01OPS', '/bursting help', { teamId: 'T77' });
  expect(seen).toMatchObject(['T01LAB', 'T99', { team_id: 'T77' }]);
});

test('a response_url takes five answers within thirty minutes', async () => {
  let now = Date.now();
  const slack = await labSlack({ now: () => now });
  const urls: string[] = [];
  await startedSocketBot(slack, (app) =>
    app.command('/bursting', async ({ ack, command }) => {
      urls.push(command.response_url);
      await ack();
    }),
  );
  await slack.people.command('U01ALICE', 'C01OPS', '/bursting a');
  await slack.people.command('U01ALICE', 'C01OPS', '/bursting b');
  const [first = '', second = ''] = urls;
  const say = async (url: string, body: object): Promise<number> =>
    (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).status;
  const statuses = [];
  for (let n = 1; n <= 6; n++) statuses.push(await say(first, { text: `answer ${n}` }));
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  expect(await say(second, { text: '' })).toBe(400);
  now += 30 * 60_000 + 1;
  expect(await say(second, { text: 'late' })).toBe(404);
  expect(slack.messages.in('C01OPS').map((message) => [message.text, message.visibleTo])).toEqual(
    [1, 2, 3, 4, 5].map((n) => [`answer ${n}`, 'U01ALICE']),
  );
  expect(slack.callsOf('response_url').map((call) => call.answer)).toEqual([...Array(5).fill('ok'), 'used_url', 'no_text', 'expired_url']);
});

test('a modal opens once per trigger and within three seconds, is submitted, and closes unless there are errors', async () => {
  let now = Date.now();
  const slack = await labSlack({ now: () => now });
  const title = { type: 'plain_text', text: 'Reject' } as const;
  const input = { type: 'input', block_id: 'why', label: title, element: { type: 'plain_text_input', action_id: 'reason' } } as const;
  const view = { type: 'modal', callback_id: 'reject', title, submit: title, blocks: [input] } as const;
  const errors: unknown[] = [];
  await startedSocketBot(slack, (app) => {
    app.command('/bursting', async ({ ack, command, client: web }) => {
      await ack();
      if (command.text === 'late') now += 3_001;
      const open = () => web.views.open({ trigger_id: command.trigger_id, view: { ...view, blocks: [input] } });
      await open().catch((error: { data: { error: string } }) => errors.push(error.data.error));
      await open().catch((error: { data: { error: string } }) => errors.push(error.data.error));
      await web.chat.postMessage({ channel: command.channel_id, text: `done: ${command.text}` });
    });
    app.view<SlackViewAction>('reject', async ({ ack, view: submitted }) => {
      const reason = submitted.state.values.why?.reason?.value;
      await (reason ? ack() : ack({ response_action: 'errors', errors: { why: 'Say why.' } }));
    });
  });
  await slack.people.command('U02BOB', 'C01OPS', '/bursting now');
  await slack.messages.wait((message) => message.text === 'done: now', 5_000);
  expect(slack.views.top('U02BOB')).toMatchObject({ callback_id: 'reject' });
  const refused = await slack.people.submit('U02BOB', { why: { reason: { type: 'plain_text_input', value: '' } } });
  expect(refused.payload).toMatchObject({ response_action: 'errors' });
  expect(slack.views.top('U02BOB')).not.toBeNull();
  await slack.people.submit('U02BOB', { why: { reason: { type: 'plain_text_input', value: 'too many nodes' } } });
  expect(slack.views.top('U02BOB')).toBeNull();
  await slack.people.command('U02BOB', 'C01OPS', '/bursting late');
  await slack.messages.wait((message) => message.text === 'done: late', 5_000);
  expect(errors).toEqual(['exchanged_trigger_id', 'expired_trigger_id', 'expired_trigger_id']);
});

test('events arrive, and their retries are marked', async () => {
  const slack = await labSlack();
  const seen: unknown[] = [];
  await startedSocketBot(slack, (app) =>
    app.event('app_home_opened', async ({ event, context, client: web }) => {
      seen.push([event.user, context.retryNum ?? 0, context.retryReason ?? '']);
      await web.chat.postMessage({ channel: 'C01OPS', text: `heard ${context.retryNum ?? 0}` });
    }),
  );
  const acted = await slack.people.event(
    { type: 'app_home_opened', user: 'U02BOB', tab: 'home', channel: 'D02BOB' },
    { deliverTwice: true },
  );
  expect([acted.failure, acted.again?.failure]).toEqual([null, null]);
  for (const attempt of [0, 1]) await slack.messages.wait((message) => message.text === `heard ${attempt}`);
  expect(seen).toEqual([
    ['U02BOB', 0, ''],
    ['U02BOB', 1, 'timeout'],
  ]);
});

test('told to reconnect, the app comes back on a new connection and takes commands again', async () => {
  const slack = await labSlack();
  const { lifecycle } = await startedSocketBot(slack, answering('bot'));
  slack.sockets.disconnect('refresh_requested');
  expect(slack.sockets.count).toBe(0);
  await slack.sockets.whenConnected(1);
  expect(await slack.people.command('U01ALICE', 'C01OPS', '/bursting a')).toMatchObject({ payload: { text: 'bot: a' } });
  expect(lifecycle).toEqual(['connected', 'reconnecting', 'connected']);
  expect(slack.sockets.deliveries.at(-1)?.connection).toBe(2);
});

test('Slack goes away and comes back: the app reconnects by itself', async () => {
  const slack = await labSlack();
  await startedSocketBot(slack, answering('bot'));
  slack.pause();
  await slack.sockets.whenConnected(0);
  expect(await slack.people.command('U01ALICE', 'C01OPS', '/bursting a')).toMatchObject({ failure: 'not connected' });
  slack.resume();
  await slack.sockets.whenConnected(1);
  expect(await slack.people.command('U01ALICE', 'C01OPS', '/bursting b')).toMatchObject({ failure: null });
});

test('a wrong app token is fatal, a wrong bot token an error of init()', async () => {
  const slack = await labSlack();
  slack.faults.add('apps.connections.open', { error: 'invalid_auth' });
  slack.faults.add('auth.test', { error: 'invalid_auth' }, { times: 1 });
  await expect(socketBot(slack).app.init()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
  const { app } = socketBot(slack);
  await app.init();
  await expect(app.start()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
});

test('a connection needs a ticket, and there are ten at most', async () => {
  const slack = await labSlack();
  const open = async (): Promise<WebSocket> => new WebSocket((await client(slack, {}, slack.appToken).apps.connections.open({})).url ?? '');
  const ended = (socket: WebSocket): Promise<string> =>
    new Promise((resolve) => {
      let last = '';
      socket.addEventListener('message', ({ data }) => {
        last = String(data);
      });
      socket.addEventListener('close', () => resolve(last));
      socket.addEventListener('error', () => resolve('error'));
    });
  await Promise.all(Array.from({ length: 10 }, open));
  await slack.sockets.whenConnected(10);
  expect(await ended(await open())).toContain('too_many_websockets');
  expect(await ended(new WebSocket(`${slack.apiUrl.replace('http', 'ws').replace('/api/', '')}/link/?ticket=made-up`))).toBe('error');
  slack.sockets.refusing = true;
  expect(await ended(await open())).toBe('error');
});
