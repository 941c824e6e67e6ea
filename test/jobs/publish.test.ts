import { describe, expect, type TestContext, test, vi } from 'vitest';
import { key } from '../../jobs/redis.ts';
import type { Run } from '../../src/runs/run.ts';
import { Publishing, stateShown } from './publishing.ts';
import { CHANNEL, move, openBench } from './workbench.ts';

/** Slack always answers here, though perhaps slowly. */
const start = (context: TestContext): Promise<Publishing> => Publishing.start(context, [], 5_000);

describe.concurrent('a run', () => {
  test('is posted once and edited ever after', async (context) => {
    const desk = await start(context);
    const queued = await desk.create();
    await desk.publish(queued);
    expect(desk.states()).toEqual(['queued']);
    const running = await desk.move(queued, 'running');
    await desk.untilShown(running);
    await desk.untilShown(await desk.move(running, 'succeeded'));
    expect(desk.states()).toEqual(['succeeded']);
    expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(1);
    expect((await desk.stored(queued)).message).toEqual({ channel: CHANNEL, ts: desk.messages()[0]?.ts });
    expect(await desk.redis.zcard(key('dirty'))).toBe(0);
  });

  test('of which nothing new is to be said is left alone, and so is one that is gone', async (context) => {
    const desk = await start(context);
    const run = await desk.create();
    await desk.publish(run);
    const calls = desk.slack.calls.length;
    await desk.publish(run);
    await desk.publisher.publish('run_0000000000');
    expect(desk.slack.calls).toHaveLength(calls);
    expect(await desk.redis.keys('*publisher')).toEqual([]);
    expect(await desk.redis.exists(key('run', 'run_0000000000'))).toBe(0);
  });

  test('that many publishers in two processes look at is posted once', async (context) => {
    const desk = await start(context);
    const other = await openBench(desk.server.url, desk.slack, { workers: false, reconcile: false });
    const run = await desk.create();
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? desk : other).publisher.publish(run.id)));
    expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(1);
    expect(desk.messages()).toHaveLength(1);
    await other.stop();
  });

  test('that moves while it is being posted shows its newest state', async (context) => {
    const desk = await start(context);
    const queued = await desk.create();
    desk.slack.faults.add('chat.postMessage', { delayMs: 100 }, { times: 1 });
    const publishing = desk.publish(queued);
    await vi.waitFor(() => expect(desk.messages()).toHaveLength(1), { interval: 5 });
    await desk.move(queued, 'cancelled');
    await publishing;
    expect(desk.states()).toEqual(['cancelled']);
  });

  test('that has ended and was never shown is posted as it ended', async (context) => {
    const desk = await start(context);
    await desk.publish(await desk.move(await desk.move(await desk.create(), 'running'), 'succeeded'));
    expect(desk.states()).toEqual(['succeeded']);
    expect(desk.slack.callsOf('chat.update')).toEqual([]);
  });

  test('whose view breaks is shown without its result', async (context) => {
    const desk = await start(context);
    const running = await desk.move(await desk.create(), 'running');
    await desk.publish(await move(desk.store, running, 'succeeded', { result: { success: true, nodes: 'none' } }));
    expect(desk.states()).toEqual(['succeeded']);
    expect(desk.logged('a view broke: the run is shown without its result')).toBe(1);
  });
});

describe.concurrent('what Slack can bear', () => {
  test('429: this run and all others wait for as long as it says, then all are shown', async (context) => {
    const desk = await start(context);
    desk.slack.faults.add('chat.postMessage', { retryAfterS: 1 }, { times: 1 });
    const [first, second] = [await desk.create(), await desk.create()];
    const refused = Date.now();
    await desk.publish(first);
    await desk.publish(second);
    expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(1);
    for (const run of [first, second]) expect(await desk.againInMs(run)).toBeGreaterThan(300);
    await Promise.all([desk.untilShown(first), desk.untilShown(second)]);
    const [, ...later] = desk.slack.callsOf('chat.postMessage');
    expect(later).toHaveLength(2);
    for (const { at } of later) expect(at - refused).toBeGreaterThanOrEqual(990);
    expect(desk.messages()).toHaveLength(2);
  });

  const gapsOf = (desk: Publishing): number[] => {
    const times = desk.slack.callsOf('chat.update').map(({ at }) => at);
    return times.slice(1).map((at, i) => at - (times[i] ?? 0));
  };

  test('no message is edited twice within a second, also when the first edit was not answered', async (context) => {
    const desk = await start(context);
    let run = await desk.move(await desk.create(), 'running');
    await desk.publish(run);
    desk.slack.faults.add('chat.update', { status: 500 }, { afterCommit: true, times: 1 });
    for (const to of ['awaiting_approval', 'awaiting_approval', 'approved', 'applying'] as const) {
      run = await desk.move(run, to);
      await desk.publish(run);
    }
    await desk.untilShown(run);
    await desk.untilShown(await desk.move(run, 'succeeded'));
    expect(gapsOf(desk).length).toBeGreaterThanOrEqual(2);
    for (const gap of gapsOf(desk)) expect(gap).toBeGreaterThanOrEqual(990);
    expect(desk.states()).toEqual(['succeeded']);
  });

  test('nor when the first edit was made to a message that had to be looked for', async (context) => {
    const desk = await start(context);
    desk.slack.faults.add('chat.postMessage', { status: 500 }, { afterCommit: true, times: 1 });
    const queued = await desk.create();
    await desk.publish(queued);
    await desk.untilShown(queued);
    await desk.untilShown(await desk.move(queued, 'cancelled'));
    expect(gapsOf(desk)).toHaveLength(1);
    expect(gapsOf(desk)[0]).toBeGreaterThanOrEqual(990);
  });

  test('fifty edits are made in any minute, what has ended comes first, and posts are not counted', async (context) => {
    const desk = await start(context);
    const runs: Run[] = [];
    for (let i = 0; i < 60; i += 1) runs.push(await desk.create());
    await Promise.all(runs.map((run) => desk.publish(run)));

    const open = await Promise.all(runs.slice(0, 40).map((run) => desk.move(run, 'running')));
    await Promise.all(open.map((run) => desk.publish(run)));
    expect(desk.slack.callsOf('chat.update')).toHaveLength(35);

    const ended = await Promise.all(runs.slice(40).map((run) => desk.move(run, 'cancelled')));
    await Promise.all(ended.map((run) => desk.publish(run)));
    expect(desk.slack.callsOf('chat.update')).toHaveLength(50);
    expect(desk.messages().filter((message) => stateShown(message) === 'cancelled')).toHaveLength(15);

    for (const run of [...open, ...ended]) {
      const { version, shown } = await desk.stored(run);
      if (version !== shown) expect(await desk.againInMs(run)).toBeGreaterThan(40_000);
    }
    await desk.publish(await desk.create());
    expect(desk.messages()).toHaveLength(61);
  });
});
