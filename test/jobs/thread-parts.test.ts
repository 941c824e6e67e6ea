import { describe, expect, type TestContext, test, vi } from 'vitest';
import type * as thread from '../../blocks/thread.ts';
import { key } from '../../jobs/redis.ts';
import type { Run } from '../../src/runs/run.ts';
import { Publishing } from './publishing.ts';
import { CHANNEL, create, openBench } from './workbench.ts';

/** What the views say belongs below a run: decided by each test, by run. */
const below = vi.hoisted(() => new Map<string, readonly unknown[]>());
vi.mock(
  '../../blocks/thread.ts',
  (): Partial<typeof thread> => ({
    renderThread: ({ id }) => (below.get(id) ?? []) as ReturnType<typeof thread.renderThread>,
  }),
);

const reply = (name: string, blocks: readonly unknown[] = []) => ({ key: name, kind: 'reply', message: { text: `${name}.`, blocks } });
const file = (name: string, content = 'text\n') => ({ key: name, kind: 'file', filename: `${name}.txt`, content });

const start = (context: TestContext, timeoutMs = 5_000): Promise<Publishing> => Publishing.start(context, [], timeoutMs);
/** A run that Slack shows. */
async function shown(desk: Publishing): Promise<Run> {
  const run = await desk.create();
  await desk.publish(run);
  return run;
}
const repliesOf = (desk: Publishing, channel = CHANNEL): readonly string[] =>
  desk.messages(channel).flatMap(({ replies }) => replies.map(({ text, files }) => files[0]?.name ?? text));
/** Publishes when it is due, as the reconciler would, until nothing is left to do. */
const untilDone = (desk: Publishing, run: Run): Promise<void> =>
  vi.waitFor(
    async () => {
      if ((await desk.redis.zscore(key('dirty'), run.id)) === null) return;
      if ((await desk.againInMs(run)) <= 0) await desk.publish(run);
      throw new Error('there is more to do');
    },
    { timeout: 8_000, interval: 10 },
  );

describe.concurrent('what belongs below a message', () => {
  test('follows it in order, each once, whatever the message shows later', async (context) => {
    const desk = await start(context);
    const run = await desk.create();
    below.set(run.id, [reply('first'), file('log', 'zweite Zeile ✓\n'), reply('second')]);
    await desk.publish(run);
    expect(repliesOf(desk)).toEqual(['first.', 'log.txt', 'second.']);
    const [shared] = desk.messages()[0]?.replies[1]?.files ?? [];
    expect(desk.slack.files.get(shared?.id ?? '')?.content?.toString()).toBe('zweite Zeile ✓\n');
    below.set(run.id, [reply('first'), file('log'), reply('third')]);
    await desk.untilShown(await desk.move(run, 'running'));
    await untilDone(desk, run);
    expect(repliesOf(desk)).toEqual(['first.', 'log.txt', 'second.', 'third.']);
    expect(desk.messages()[0]?.replies.every(({ metadata }) => metadata === null)).toBe(true);
    expect(await desk.redis.zcard(key('dirty'))).toBe(0);
  });

  test('of a run that stands in a thread goes to that thread', async (context) => {
    const desk = await start(context);
    const root = await shown(desk);
    const child = await create(desk.store, { parent: root.id, root: root.id });
    const grandchild = await create(desk.store, { parent: child.id, root: root.id });
    below.set(grandchild.id, [reply('deep'), file('deep-log')]);
    await desk.publish(grandchild);
    await desk.publish(child);
    expect(desk.messages()).toHaveLength(1);
    expect(desk.messages()[0]?.replies).toHaveLength(4);
    expect(repliesOf(desk).slice(1, 3)).toEqual(['deep.', 'deep-log.txt']);
  });

  test('of a run whose thread is gone goes below its own message', async (context) => {
    const desk = await start(context);
    const root = await shown(desk);
    const child = await create(desk.store, { parent: root.id, root: root.id });
    await desk.publish(child);
    const own = await desk.store.message(child.id);
    const gone = await desk.store.message(root.id);
    const asked: unknown[] = [];
    desk.slack.faults.add(
      'chat.postMessage',
      { error: 'thread_not_found' },
      { when: ({ thread_ts: ts }) => asked.push(ts) > 0 && ts === gone?.ts },
    );
    below.set(child.id, [reply('deep')]);
    await desk.untilShown(await desk.move(child, 'running'));
    await untilDone(desk, child);
    expect(asked).toEqual([gone?.ts, own?.ts]);
    expect(await desk.redis.hget(key('run', child.id), 'part:deep')).not.toBe('-');
  });

  test('by many publishers in two processes is posted once', async (context) => {
    const desk = await start(context);
    const other = await openBench(desk.server.url, desk.slack, { workers: false, reconcile: false });
    const run = await desk.create();
    below.set(run.id, [reply('one'), file('two')]);
    await Promise.all(Array.from({ length: 30 }, (_, i) => (i % 2 ? desk : other).publisher.publish(run.id)));
    await untilDone(desk, run);
    expect(repliesOf(desk)).toEqual(['one.', 'two.txt']);
    await other.stop();
  });

  test.each([
    ['429', { retryAfterS: 1 }, {}],
    ['an outage', { status: 503 }, {}],
    ['a lost answer', { reset: true }, { afterCommit: true }],
    ['a broken connection', { reset: true }, {}],
  ] as const)('survives %s, and is there once', async (_, effect, more) => {
    const desk = await Publishing.start({ onTestFinished: () => {} } as never, [], 5_000);
    try {
      const run = await shown(desk);
      below.set(run.id, [reply('one'), file('two')]);
      for (const method of ['chat.postMessage', 'files.getUploadURLExternal', 'files.completeUploadExternal'])
        desk.slack.faults.add(method, effect, { times: 1, ...more });
      await desk.untilShown(await desk.move(run, 'running'));
      await untilDone(desk, run);
      expect(repliesOf(desk)).toEqual(['one.', 'two.txt']);
    } finally {
      await desk.bench.stop();
      await Promise.all([desk.slack.stop(), desk.server.stop()]);
    }
  });

  test('in blocks that Slack refuses is sent as plain text; what it never takes is given up, and the next goes on', async (context) => {
    const desk = await start(context);
    const run = await shown(desk);
    below.set(run.id, [reply('bad', [{ type: 'nonsense' }]), file('never'), reply('last')]);
    desk.slack.faults.add('files.completeUploadExternal', { error: 'file_uploads_disabled' });
    await desk.untilShown(await desk.move(run, 'running'));
    await untilDone(desk, run);
    expect(repliesOf(desk)).toEqual(['bad.', 'last.']);
    expect(desk.messages()[0]?.replies[0]?.blocks).toEqual([]);
    expect(desk.logged('a part of a thread cannot be delivered')).toBe(1);
    expect(await desk.redis.hget(key('run', run.id), 'part:never')).toBe('-');
  });

  test('whose view breaks holds nothing up', async (context) => {
    const desk = await start(context);
    const run = await desk.create();
    below.set(run.id, null as never);
    await desk.publish(run);
    expect(desk.states()).toEqual(['queued']);
  });
});

describe.concurrent('what is asked for later', () => {
  test('is new once; a publisher that looked just before goes on', async (context) => {
    const desk = await start(context);
    const run = await shown(desk);
    expect(await desk.store.want(run.id, 'json')).toBe(true);
    expect(await desk.store.want(run.id, 'json')).toBe(false);
    expect(await desk.store.want('run_0000000000', 'json')).toBe(false);
    expect(await desk.redis.exists(key('run', 'run_0000000000'))).toBe(0);
    expect((await desk.stored(run)).wishes).toEqual(['json']);
    expect(await desk.redis.zscore(key('dirty'), run.id)).not.toBeNull();
    below.set(run.id, [file('json')]);
    await untilDone(desk, run);
    expect(repliesOf(desk)).toEqual(['json.txt']);
    expect(desk.slack.callsOf('chat.update')).toEqual([]);
  });

  test('a reminder is asked for when its time has come by Redis’s clock, once, and not before', async (context) => {
    const desk = await start(context);
    let run = await shown(desk);
    run = await desk.move(run, 'running');
    const moved = await desk.store.move(run, 'succeeded', { result: { success: true, nodes: [], warnings: [] } }, { remindMs: 86_400_000 });
    expect(moved.moved).toBe(true);
    expect(Number(await desk.redis.zscore(key('reminders'), run.id)) - (await desk.stored(run)).run.updatedAt).toBe(86_400_000);
    const reconciling = await openBench(desk.server.url, desk.slack, { workers: false, reconcile: true });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await desk.stored(run)).wishes).toEqual([]);
    await desk.redis.zadd(key('reminders'), 1, run.id);
    await vi.waitFor(async () => expect((await desk.stored(run)).wishes).toEqual(['reminder']), { timeout: 5_000 });
    expect(await desk.redis.zcard(key('reminders'))).toBe(0);
    await reconciling.stop();
  });
});
