import { type TestContext, vi } from 'vitest';
import type { Publisher } from '../../jobs/publish.ts';
import { key, type RedisClient } from '../../jobs/redis.ts';
import { RedisRunStore, type StoredRun } from '../../jobs/store.ts';
import type { FakeSlack } from '../../sandbox/slack/fake.ts';
import type { Message } from '../../sandbox/slack/messages.ts';
import type { Run, RunState } from '../../src/runs/run.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { type Bench, CHANNEL, create, move, NO_HINTS, openBench, rulesOf, startSlack, stored } from './workbench.ts';

/** One Slack, one Redis, one process that publishes only when the test says so; gone when the test is. */
export class Publishing {
  readonly server: PrivateRedis;
  readonly slack: FakeSlack;
  readonly bench: Bench;
  /** Writes without telling anybody. */
  readonly store: RedisRunStore;

  private constructor(server: PrivateRedis, slack: FakeSlack, bench: Bench) {
    this.server = server;
    this.slack = slack;
    this.bench = bench;
    this.store = new RedisRunStore({ redis: bench.redis, retention: rulesOf().retention, hints: NO_HINTS, sign: () => '' });
  }

  static async start(
    { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
    redis: readonly string[] = [],
    slackTimeoutMs = 1_000,
  ): Promise<Publishing> {
    const [server, slack] = await Promise.all([startRedis(redis), startSlack()]);
    const bench = await openBench(server.url, slack, { workers: false, slackTimeoutMs, reconcile: false });
    onTestFinished(async () => {
      await bench.stop();
      await Promise.all([slack.stop(), server.stop()]);
    });
    return new Publishing(server, slack, bench);
  }

  get redis(): RedisClient {
    return this.bench.redis;
  }

  get publisher(): Publisher {
    return this.bench.publisher;
  }

  create(): Promise<Run> {
    return create(this.store);
  }

  stored(run: Run): Promise<StoredRun> {
    return stored(this.store, run.id);
  }

  async move(run: Run, to: RunState): Promise<Run> {
    return move(this.store, run, to, to === 'succeeded' ? { result: { success: true, nodes: [], warnings: [] } } : {});
  }

  publish(run: Run): Promise<void> {
    return this.publisher.publish(run.id);
  }

  /** When a run that could not be shown is to be tried again. */
  async againInMs(run: Run): Promise<number> {
    const [at, { now }] = await Promise.all([this.redis.zscore(key('dirty'), run.id), this.stored(run)]);
    return Number(at) - now;
  }

  /** Publishes when it is due, as the reconciler would, until Slack shows the newest version. */
  async untilShown(run: Run, timeout = 8_000): Promise<void> {
    await vi.waitFor(
      async () => {
        const { version, shown } = await this.stored(run);
        if (version === shown) return;
        if ((await this.againInMs(run)) <= 0) await this.publish(run);
        throw new Error(`version ${version}, Slack shows ${shown}`);
      },
      { timeout, interval: 10 },
    );
  }

  messages(channel = CHANNEL): Message[] {
    return this.slack.messages.in(channel);
  }

  /** The states that the messages of a channel show. */
  states(channel = CHANNEL): unknown[] {
    return this.messages(channel).map(stateShown);
  }

  /** How often the log says this. */
  logged(msg: string): number {
    return this.bench.lines.filter((line) => line.msg === msg).length;
  }
}

export const stateShown = ({ metadata }: Message): unknown => (metadata?.event_payload as { state?: unknown } | undefined)?.state;
