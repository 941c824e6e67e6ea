import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { key } from '../../jobs/redis.ts';
import { APP } from '../../sandbox/slack/workspace.ts';
import { startRedis } from '../setup/redis.ts';
import { Publishing } from './publishing.ts';
import { ALICE, CHANNEL, openBench } from './workbench.ts';

const DIRECT = `D${ALICE.slice(1)}`;

describe.concurrent('Slack does not answer well', () => {
  test.for([
    ['500', { status: 500 }],
    ['a web page', { status: 404 }],
    ['a broken connection', { reset: true }],
    ['nothing', { hang: true }],
    ['its own internal error', { error: 'internal_error' }],
    ['a code nobody knows', { error: 'something_new' }],
  ] as const)('%s: posted and edited all the same, once', async ([, effect], context) => {
    const desk = await Publishing.start(context);
    desk.slack.faults.add('chat.postMessage', effect, { times: 2 });
    desk.slack.faults.add('chat.update', effect, { times: 1 });
    const queued = await desk.create();
    await desk.untilShown(queued);
    await desk.untilShown(await desk.move(queued, 'cancelled'));
    expect(desk.states()).toEqual(['cancelled']);
    expect(desk.logged('message not delivered yet')).toBe(3);
  });

  test.for([
    ['500', { status: 500 }],
    ['a broken connection', { reset: true }],
    ['nothing', { hang: true }],
  ] as const)('posted, but answered with %s: the message is found in the history and edited', async ([, effect], context) => {
    const desk = await Publishing.start(context);
    desk.slack.faults.add('chat.postMessage', effect, { afterCommit: true, times: 1 });
    const run = await desk.create();
    await desk.publish(run);
    expect(desk.messages()).toHaveLength(1);
    expect(await desk.stored(run)).toMatchObject({ message: null, posting: true });
    await desk.untilShown(run);
    expect(await desk.stored(run)).toMatchObject({ message: { channel: CHANNEL, ts: desk.messages()[0]?.ts }, posting: false });
    await desk.untilShown(await desk.move(run, 'cancelled'));
    expect(desk.states()).toEqual(['cancelled']);
  });

  test('posted, unanswered, and the history may not be read: posted again, and bound to the new message', async (context) => {
    const desk = await Publishing.start(context);
    desk.slack.faults.add('conversations.history', { error: 'missing_scope' });
    desk.slack.faults.add('chat.postMessage', { status: 500 }, { afterCommit: true, times: 1 });
    const run = await desk.create();
    await desk.untilShown(run);
    await desk.untilShown(await desk.move(run, 'cancelled'));
    expect(desk.states()).toEqual(['queued', 'cancelled']);
    expect((await desk.stored(run)).message?.ts).toBe(desk.messages()[1]?.ts);
  });

  test('somebody else’s message with the same metadata is not taken for ours', async (context) => {
    const desk = await Publishing.start(context);
    desk.slack.faults.add('chat.postMessage', { status: 500 }, { times: 1 });
    const run = await desk.create();
    await desk.publish(run);
    desk.slack.messages.add(CHANNEL, { user: ALICE, metadata: { event_type: 'bursting_run', event_payload: { run_id: run.id } } });
    await desk.untilShown(run);
    expect(desk.messages().map(({ user }) => user)).toEqual([ALICE, APP.botUser]);
  });

  test('the last state arrives after an outage, through all that came in between', async (context) => {
    const desk = await Publishing.start(context);
    const queued = await desk.create();
    await desk.publish(queued);
    desk.slack.pause('refuse');
    const running = await desk.move(queued, 'running');
    await desk.publish(running);
    desk.slack.pause('hang');
    const ended = await desk.move(running, 'succeeded');
    await vi.waitFor(async () => expect(await desk.againInMs(ended)).toBeLessThanOrEqual(0), { timeout: 3_000, interval: 20 });
    await desk.publish(ended);
    desk.slack.resume();
    await desk.untilShown(ended);
    expect(desk.states()).toEqual(['succeeded']);
  });
});

describe.concurrent('Slack refuses', () => {
  test('message_not_found: posted again, and that message is edited from then on', async (context) => {
    const desk = await Publishing.start(context);
    const queued = await desk.create();
    await desk.publish(queued);
    desk.slack.messages.remove(CHANNEL, desk.messages()[0]?.ts ?? '');
    const running = await desk.move(queued, 'running');
    await desk.untilShown(running);
    await desk.untilShown(await desk.move(running, 'succeeded'));
    expect(desk.states()).toEqual(['succeeded']);
    expect((await desk.stored(queued)).message?.ts).toBe(desk.messages()[0]?.ts);
  });

  test.for(['edit_window_closed', 'cant_update_message'])('%s: a new message', async (error, context) => {
    const desk = await Publishing.start(context);
    const queued = await desk.create();
    await desk.publish(queued);
    desk.slack.faults.add('chat.update', { error });
    await desk.untilShown(await desk.move(queued, 'cancelled'));
    expect(desk.states()).toEqual(['queued', 'cancelled']);
    expect((await desk.stored(queued)).message?.ts).toBe(desk.messages()[1]?.ts);
  });

  test('invalid_blocks: plain text for the person, an error for us; the next state is tried with blocks again', async (context) => {
    const desk = await Publishing.start(context);
    const withBlocks = (args: Record<string, unknown>): boolean => Array.isArray(args.blocks) && args.blocks.length > 0;
    const mended = desk.slack.faults.add('*', { error: 'invalid_blocks' }, { when: withBlocks });
    const queued = await desk.create();
    await desk.publish(queued);
    expect(desk.messages()).toMatchObject([{ blocks: [], text: expect.stringMatching(/capacity/i) }]);
    const running = await desk.move(queued, 'running');
    await desk.untilShown(running);
    expect(desk.messages()).toMatchObject([{ blocks: [] }]);
    expect(desk.logged('Slack refuses the blocks of a message: sent as plain text')).toBe(2);
    mended();
    await desk.untilShown(await desk.move(running, 'succeeded'));
    expect(desk.messages()[0]?.blocks.length).toBeGreaterThan(0);
    expect(desk.states()).toEqual(['succeeded']);
  });

  test('what is refused even as plain text is given up, once', async (context) => {
    const desk = await Publishing.start(context);
    desk.slack.faults.add('chat.postMessage', { error: 'msg_too_long' });
    const run = await desk.create();
    await desk.publish(run);
    await desk.publish(run);
    expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(2);
    expect(await desk.redis.zcard(key('dirty'))).toBe(0);
  });

  test.for(['not_in_channel', 'channel_not_found', 'is_archived'])(
    '%s: a direct message to the requester, edited there',
    async (error, context) => {
      const desk = await Publishing.start(context);
      const channel = desk.slack.workspace.channels.get(CHANNEL);
      if (error === 'channel_not_found') desk.slack.workspace.channels.delete(CHANNEL);
      else if (error === 'is_archived') Object.assign(channel ?? {}, { is_archived: true });
      else Object.assign(channel ?? {}, { members: [ALICE] });
      const queued = await desk.create();
      await desk.publish(queued);
      expect(desk.slack.callsOf('chat.postMessage')[0]?.answer).toBe(error);
      expect(desk.states(DIRECT)).toEqual(['queued']);
      await desk.untilShown(await desk.move(queued, 'cancelled'));
      expect(desk.states(DIRECT)).toEqual(['cancelled']);
      expect((await desk.stored(queued)).message?.channel).toBe(DIRECT);
    },
  );

  test('a direct message whose answer was lost is found there', async (context) => {
    const desk = await Publishing.start(context);
    desk.slack.workspace.channels.delete(CHANNEL);
    desk.slack.faults.add('chat.postMessage', { status: 500 }, { afterCommit: true, times: 1, when: (args) => args.channel === DIRECT });
    const run = await desk.create();
    await desk.untilShown(run);
    expect(desk.states(DIRECT)).toEqual(['queued']);
  });

  test('no channel and no direct message: given up once, and the log says so once', async (context) => {
    const desk = await Publishing.start(context);
    desk.slack.workspace.channels.delete(CHANNEL);
    desk.slack.faults.add('conversations.open', { error: 'cannot_dm_bot' });
    const run = await desk.create();
    await desk.publish(run);
    await desk.publish(run);
    expect(desk.slack.callsOf('conversations.open')).toHaveLength(1);
    expect(desk.logged('message cannot be delivered: Slack offers no way to the requester')).toBe(1);
    expect(await desk.redis.zcard(key('dirty'))).toBe(0);
    expect((await desk.stored(run)).message).toBeNull();
  });

  test('invalid_auth: held, said as an error, and shown when the token is mended', async (context) => {
    const desk = await Publishing.start(context);
    const mended = desk.slack.faults.add('*', { error: 'invalid_auth' });
    const run = await desk.create();
    await desk.publish(run);
    expect(await desk.againInMs(run)).toBeGreaterThan(50_000);
    expect(desk.logged('Slack refuses the bot token: messages are held until it is mended')).toBe(1);
    mended();
    await desk.publish(run);
    expect(desk.states()).toEqual(['queued']);
  });
});

describe.concurrent('a turn', () => {
  test('lasts longer than each request in it, also the second and the third', async (context) => {
    const desk = await Publishing.start(context);
    const left: Promise<number>[] = [];
    desk.slack.faults.add('chat.postMessage', { hang: true }, { times: 1 });
    const run = await desk.create();
    await desk.publish(run);
    desk.slack.workspace.channels.delete(CHANNEL);
    const look = (): boolean => left.push(desk.redis.pttl(key('run', run.id, 'publisher'))) > 0;
    desk.slack.faults.add('*', { delayMs: 250 }, { when: look });
    await desk.untilShown(run);
    expect(desk.states(DIRECT)).toEqual(['queued']);
    expect(left.length).toBeGreaterThanOrEqual(4);
    for (const ms of await Promise.all(left)) expect(ms).toBeGreaterThan(11_000);
  });

  test('that was lost in the middle sends nothing more', async (context) => {
    const desk = await Publishing.start(context);
    desk.slack.faults.add('chat.postMessage', { hang: true }, { times: 1 });
    const run = await desk.create();
    await desk.publish(run);
    const lease = key('run', run.id, 'publisher');
    const steal = (): boolean => void desk.redis.set(lease, 'another', 'PX', 60_000) === undefined;
    desk.slack.faults.add('conversations.history', { delayMs: 100 }, { when: steal });
    await desk.publish(run);
    expect(desk.slack.callsOf('conversations.history')).toHaveLength(1);
    expect(desk.messages()).toEqual([]);
    expect(await desk.redis.get(lease)).toBe('another');
  });

  test('survives a Redis that is killed right after Slack answered: nothing is posted twice', async (context) => {
    const dir = mkdtempSync(path.join(tmpdir(), 'bursting-aof-'));
    const settings = ['--dir', dir, '--appendonly', 'yes'];
    const desk = await Publishing.start(context, settings);
    const other = await openBench(desk.server.url, desk.slack, { workers: false, slackTimeoutMs: 300 });
    context.onTestFinished(() => other.stop());
    desk.slack.faults.add('chat.postMessage', { delayMs: 150 }, { times: 1 });
    const run = await desk.create();
    const publishing = desk.publish(run);
    await vi.waitFor(() => expect(desk.messages()).toHaveLength(1), { interval: 5 });
    await desk.server.stop('SIGKILL');
    await desk.slack.waitForCall('chat.postMessage');
    const back = await startRedis(settings, desk.server.port);
    context.onTestFinished(async () => {
      await back.stop();
      rmSync(dir, { recursive: true, force: true });
    });
    await publishing;
    expect(await desk.stored(run)).toMatchObject({ shown: 1, message: { ts: desk.messages()[0]?.ts } });
    expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(1);
  });
});
