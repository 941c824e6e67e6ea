import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type SandboxCloud, startSandboxCloud } from '../sandbox/cloud/start.ts';
import { addReadyCluster } from '../sandbox/site.ts';
import { FakeSlack } from '../sandbox/slack/fake.ts';
import { LAB } from '../sandbox/slack/local.ts';
import type { Message } from '../sandbox/slack/messages.ts';
import { stageSettings } from '../sandbox/stage.ts';
import { emptyWorld } from '../sandbox/story.ts';
import type { World } from '../sandbox/world.ts';
import { isFinal, type RunState } from '../src/runs/run.ts';
import { type PrivateRedis, startRedis } from '../test/setup/redis.ts';
import { monitorRedis } from '../test/setup/redis-monitor.ts';
import { Child } from './child.ts';

const MAIN = path.resolve(import.meta.dirname, '../cli/main.ts');
const [ALICE, OPS] = ['U01ALICE', 'C01OPS'] as const;

/** What a gateway, or a worker, must not have. */
export const GATEWAY = { ROLE: 'gateway', HUAWEI_AK: undefined, HUAWEI_SK: undefined } as const;
export const WORKER = { ROLE: 'worker', SLACK_APP_TOKEN: undefined } as const;

export interface RigOptions {
  readonly arrange?: (world: World) => void;
  readonly yaml?: Readonly<Record<string, unknown>>;
}

/** Slack, cloud and cluster in this process, a Redis (append-only, as the bot runs it), and bots in processes of their own. */
export class Rig {
  readonly slack: FakeSlack;
  readonly cloud: SandboxCloud;
  readonly redis: PrivateRedis;
  readonly #options: RigOptions;
  readonly #dir = mkdtempSync(path.join(tmpdir(), 'bursting-bench-'));
  readonly #children: Child[] = [];
  readonly #closing: (() => void)[] = [];

  private constructor(slack: FakeSlack, cloud: SandboxCloud, redis: PrivateRedis, options: RigOptions) {
    this.slack = slack;
    this.cloud = cloud;
    this.redis = redis;
    this.#options = options;
  }

  static async start(options: RigOptions = {}): Promise<Rig> {
    const world = emptyWorld();
    addReadyCluster(world, 'prod');
    options.arrange?.(world);
    const redis = startRedis(['--appendonly', 'yes', '--appendfsync', 'everysec']);
    return new Rig(await FakeSlack.start(LAB), await startSandboxCloud(world), await redis, options);
  }

  /** A bot in a process of its own; resolves when it works. */
  async bot(env: Readonly<Record<string, string | undefined>> = {}): Promise<Child> {
    const bot = this.spawn(env);
    await bot.says('"started"');
    return bot;
  }

  spawn(more: Readonly<Record<string, string | undefined>> = {}): Child {
    const { slack, cloud, redis } = this;
    const key = 'signing-key-of-a-bench-0123456789-0123456789';
    const limits = { commandsPerUserPerMinute: 1_000_000, queuedPerCluster: 1_000_000 };
    const { env, yaml } = stageSettings({
      slack,
      cloud,
      env: { REDIS_URL: redis.url, BURSTING_SIGNING_KEY: key, LOG_FORMAT: 'json', ...more },
      yaml: { limits, ...this.#options.yaml },
    });
    writeFileSync(path.join(this.#dir, 'bursting.yaml'), yaml);
    const child = new Child([MAIN, 'start'], { cwd: this.#dir, env });
    this.#children.push(child);
    return child;
  }

  /** Compiles the program, as its image is made. */
  async compile(): Promise<void> {
    await new Child([path.resolve(import.meta.dirname, '../cli/compile.ts')]).ended;
  }

  /** A process of another kind, stopped with the rig. */
  run(file: string, env: Readonly<Record<string, string | undefined>>): Child {
    const child = new Child([path.join(import.meta.dirname, 'baselines', file)], { env });
    this.#children.push(child);
    return child;
  }

  /** Counts what Redis is asked over its connections from now on. */
  async countCommands(): Promise<() => number> {
    let count = 0;
    this.#closing.push(
      await monitorRedis(this.redis.port, () => {
        count += 1;
      }),
    );
    return () => count;
  }

  /** Types a line; resolves with how long the acknowledgement took, in milliseconds, and the run it made, if any. */
  async type(line: string, user: string = ALICE): Promise<{ readonly tookMs: number; readonly run: string | null }> {
    const { tookMs, failure, payload } = await this.slack.people.command(user, OPS, `/bursting ${line}`);
    if (failure) throw new Error(`${line}: ${failure}`);
    return { tookMs, run: /run_[0-9a-z]{10}/.exec(JSON.stringify(payload))?.[0] ?? null };
  }

  /** The run's message. Slack takes fifty edits a minute: of many runs, most show only their beginning for a while. */
  posted(run: string): Promise<Message> {
    return this.slack.messages.wait((message) => shownBy(message)?.run_id === run, 60_000);
  }

  /** The run's message, once it shows that the run is over. */
  ended(run: string, withinMs = 120_000): Promise<Message> {
    return this.slack.messages.wait((message) => {
      const shown = shownBy(message);
      return shown?.run_id === run && isFinal(shown.state);
    }, withinMs);
  }

  async close(): Promise<void> {
    for (const close of this.#closing) close();
    for (const child of this.#children) await child.stop();
    await Promise.all([this.slack.stop(), this.cloud.close(), this.redis.stop()]);
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

interface Shown {
  readonly run_id: string;
  readonly state: RunState;
}
const shownBy = ({ metadata }: Pick<Message, 'metadata'>): Shown | null => (metadata?.event_payload as Shown | undefined) ?? null;

/** Does `each` at a steady rate, whatever it takes, and resolves with all results. */
export async function steadily<T>(perSecond: number, count: number, each: (index: number) => Promise<T>): Promise<readonly T[]> {
  const begun: Promise<T>[] = [];
  const since = performance.now();
  for (let index = 0; index < count; index += 1) {
    const waitMs = since + (index * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    begun.push(each(index));
  }
  return Promise.all(begun);
}
