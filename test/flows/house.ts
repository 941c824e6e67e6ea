import { once } from 'node:events';
import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { TestContext } from 'vitest';
import { runDocument } from '../../blocks/document.ts';
import type { Bot } from '../../cli/bot.ts';
// Here it takes seconds to load, and nobody shall wait for it.
import '../../cli/gateway-parts.ts';
import { openRedis } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import { type SandboxCloud, startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { ready } from '../../sandbox/scenarios/ready.ts';
import type { Scenario } from '../../sandbox/scenarios/scenario.ts';
import { FakeSlack, type FakeSlackOptions } from '../../sandbox/slack/fake.ts';
import { LAB } from '../../sandbox/slack/local.ts';
import type { Message } from '../../sandbox/slack/messages.ts';
import { type StageOptions, startStage } from '../../sandbox/stage.ts';
import { isFinal, type Run, type RunState } from '../../src/runs/run.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { seekCanaries } from './canaries.ts';

export const ALICE = 'U01ALICE';
export const BOB = 'U02BOB';
export const MALLORY = 'U04MALLORY';
export const GUS = 'U05GUS';
export const OPS = 'C01OPS';
export const GENERAL = 'C02GENERAL';

/** One key for every bot of every house, long enough and recognisable where it must not be. */
export const SIGNING_KEY = 'canary-signing-key-0123456789-0123456789-0123456789';

/** What a bot logs, kept as it was written. */
class LogBook extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

export interface HouseOptions {
  readonly scenario?: Scenario;
  readonly slack?: FakeSlackOptions;
  /** For every bot of the house. */
  readonly env?: StageOptions['env'];
  readonly yaml?: StageOptions['yaml'];
  /** Instead of one of its own; it is stopped with the house. */
  readonly redis?: PrivateRedis;
}

/** A Redis, a strict Slack, a cloud with its clusters, and as many bots of one configuration as are started: all on loopback. */
export class House {
  readonly slack: FakeSlack;
  readonly cloud: SandboxCloud;
  readonly redis: PrivateRedis;
  readonly log = new LogBook();
  /** How long the end of a run is waited for. */
  patienceMs = 15_000;
  readonly #options: HouseOptions;
  /** Those that run, in the order in which they were started. */
  readonly bots: Bot[] = [];
  #store: ReturnType<typeof openStore> | null = null;

  private constructor(parts: { slack: FakeSlack; cloud: SandboxCloud; redis: PrivateRedis }, options: HouseOptions) {
    this.slack = parts.slack;
    this.cloud = parts.cloud;
    this.redis = parts.redis;
    this.#options = options;
  }

  static async open(options: HouseOptions = {}): Promise<House> {
    const [slack, cloud, redis] = await Promise.all([
      FakeSlack.start({ ...LAB, ...options.slack }),
      startSandboxCloud(options.scenario ?? ready),
      options.redis ?? startRedis(),
    ]);
    return new House({ slack, cloud, redis }, options);
  }

  /** A house with one bot that has both roles. */
  static async withBot(options: HouseOptions = {}): Promise<House> {
    const house = await House.open(options);
    await house.startBot();
    return house;
  }

  /** What a bot of this house is configured with. */
  stage(env: StageOptions['env'] = {}): StageOptions {
    const settings = { REDIS_URL: this.redis.url, BURSTING_SIGNING_KEY: SIGNING_KEY, ...this.#options.env, ...env };
    const yaml = this.#options.yaml ? { yaml: this.#options.yaml } : {};
    return { slack: this.slack, cloud: this.cloud, env: settings, log: this.log, ...yaml };
  }

  async startBot(env: StageOptions['env'] = {}): Promise<Bot> {
    const bot = await startStage(this.stage(env));
    const running: Bot = {
      port: bot.port,
      stop: async () => {
        this.bots.splice(this.bots.indexOf(running), 1);
        await bot.stop();
      },
    };
    this.bots.push(running);
    return running;
  }

  /** Somebody types `/bursting <line>`. */
  type(line: string, user: string = ALICE, channel: string = OPS, options: Parameters<FakeSlack['people']['command']>[3] = {}) {
    return this.slack.people.command(user, channel, `/bursting ${line}`.trimEnd(), options);
  }

  /** What the person reads at once, in one string. */
  async told(...typed: Parameters<House['type']>): Promise<string> {
    return textOf(await this.type(...typed));
  }

  /** Types a line that makes a run, again if told so: on a loaded machine, it may be. */
  typeOften(...typed: Parameters<House['type']>): ReturnType<House['type']> {
    return untilTaken(() => this.type(...typed));
  }

  /** Asks for a run; its id. */
  async ask(...typed: Parameters<House['type']>): Promise<string> {
    return runIdIn(textOf(await this.typeOften(...typed)));
  }

  /** Asks for a run, and waits until Slack shows its end. */
  async play(...typed: Parameters<House['type']>): Promise<{ readonly id: string; readonly message: Message; readonly run: Run }> {
    const id = await this.ask(...typed);
    const message = await this.ended(id);
    return { id, message, run: await this.run(id) };
  }

  /** The run's message, once it shows a final state, or that state. */
  async ended(id: string, state?: RunState): Promise<Message> {
    const shows = (message: Message): boolean => {
      const shown = shownBy(message);
      return shown?.id === id && (state ? shown.state === state : isFinal(shown.state));
    };
    try {
      return await this.slack.messages.wait(shows, this.patienceMs);
    } catch (error) {
      throw new Error(`${id} does not show ${state ?? 'its end'}; the log ends with\n${this.log.text.slice(-2_000)}`, { cause: error });
    }
  }

  /** The runs, read beside the bots. */
  async store(): Promise<RedisRunStore> {
    this.#store ??= openStore(this.redis.url);
    return this.#store.ready();
  }

  async run(id: string): Promise<Run> {
    const found = await (await this.store()).get(id);
    if (!found) throw new Error(`there is no run ${id}`);
    return found.run;
  }

  /** How many runs there are. */
  async runCount(): Promise<number> {
    return (await (await this.store()).list({ limit: 1_000, visible: () => true })).length;
  }

  /** As if a minute had passed: who people are, and which groups they are in, is asked of Slack again. */
  async forgetPeople(): Promise<void> {
    const redis = new Redis(this.redis.url);
    const known = [...(await redis.keys('{bursting}:person:*')), ...(await redis.keys('{bursting}:group:*'))];
    if (known.length > 0) await redis.del(...known);
    redis.disconnect();
  }

  async close(): Promise<void> {
    for (const bot of [...this.bots].reverse()) await bot.stop();
    const { slack, cloud, redis, log } = this;
    const searched = seekCanaries({ slack, cloud, redisUrl: redis.url, log: log.text }, SIGNING_KEY);
    await searched.catch(() => {});
    this.#store?.close();
    await Promise.all([slack.stop(), cloud.close(), redis.stop()]);
    await searched;
  }
}

/** Bots start one after the other, so that none waits for Slack while others load. */
let starting: Promise<unknown> = Promise.resolve();

/** A house with a bot for a test that runs beside others, closed when that ends. */
export async function houseFor({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, options: HouseOptions = {}): Promise<House> {
  const opened = starting.then(() => House.withBot(options));
  starting = opened.catch(() => {});
  const house = await opened;
  onTestFinished(() => house.close());
  return house;
}

function openStore(url: string) {
  const redis = openRedis({ kind: 'single', url }, 'fast', () => {});
  const runs = new RedisRunStore({
    redis,
    retention: { runsMs: 1, detailsMs: 1, auditMs: 1 },
    hints: { work() {}, show() {} },
    sign: () => '',
  });
  const ready = async (): Promise<RedisRunStore> => {
    if (redis.status !== 'ready') await once(redis, 'ready');
    return runs;
  };
  return { ready, close: () => redis.disconnect() };
}

/** What `bursting runs show` would print of it. */
export const documentOf = (run: Run): Readonly<Record<string, unknown>> => JSON.parse(JSON.stringify(runDocument(run)));

/** Types again, a few times, as long as the person reads that it may go better a moment later, from the bot or from Slack. */
export async function untilTaken<T extends { readonly payload: unknown; readonly failure: string | null }>(
  type: () => Promise<T>,
): Promise<T> {
  let heard = await type();
  const isPutOff = (): boolean => heard.failure !== null || /please try again/i.test(JSON.stringify(heard.payload));
  for (let again = 0; again < 3 && isPutOff(); again++) heard = await type();
  return heard;
}

/** All that a message, or an acknowledgement, says. */
export const textOf = ({ payload, failure }: { payload: unknown; failure: string | null }): string => {
  if (failure) throw new Error(failure);
  return JSON.stringify(payload);
};

export function runIdIn(text: string): string {
  const id = /run_[0-9a-hjkmnp-tv-z]{10}/.exec(text)?.[0];
  if (!id) throw new Error(`no run id in ${text}`);
  return id;
}

/** Which run a message shows, and in which state; null for a message of no run. */
export function shownBy({ metadata }: Pick<Message, 'metadata'>): { readonly id: string; readonly state: RunState } | null {
  const payload = metadata?.event_payload as { run_id?: string; state?: RunState } | undefined;
  return payload?.run_id && payload.state ? { id: payload.run_id, state: payload.state } : null;
}

/**
 * The first run of a process loads the clients of cloud and cluster, which stops everything else in it for a moment. To be called before
 * tests that measure, or that run side by side.
 */
export async function warmUp(): Promise<void> {
  const house = await House.withBot();
  await house.play('precheck prod');
  await house.close();
}

/** What a gateway, or a worker, must not have. */
export const GATEWAY = { ROLE: 'gateway', HUAWEI_AK: undefined, HUAWEI_SK: undefined } as const;
export const WORKER = { ROLE: 'worker', SLACK_APP_TOKEN: undefined } as const;

/** Resolves as soon as it holds, for what nobody announces: a call that has come in. Looked at between all other work. */
export async function until(holds: () => boolean, withinMs = 15_000): Promise<void> {
  const since = performance.now();
  while (!holds()) {
    if (performance.now() - since > withinMs) throw new Error(`it does not hold within ${withinMs} ms: ${holds}`);
    await setImmediate();
  }
}
