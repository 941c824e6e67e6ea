import { Redis } from 'ioredis';
import { vi } from 'vitest';
import { runDocument } from '../../blocks/document.ts';
import type { Bot, Tempo } from '../../cli/bot.ts';
import { AuditTrail } from '../../jobs/audit-trail.ts';
import { openRedis } from '../../jobs/redis.ts';
import { RedisRunStore, type StoredRun } from '../../jobs/store.ts';
import { type SandboxCloud, startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { addReadyCluster } from '../../sandbox/site.ts';
import type { ClickOptions } from '../../sandbox/slack/acting.ts';
import { FakeSlack } from '../../sandbox/slack/fake.ts';
import { LAB } from '../../sandbox/slack/local.ts';
import type { Message } from '../../sandbox/slack/messages.ts';
import type { View } from '../../sandbox/slack/views.ts';
import type { Group, Person } from '../../sandbox/slack/workspace.ts';
import { type StageOptions, startStage } from '../../sandbox/stage.ts';
import { emptyWorld, SERVICES } from '../../sandbox/story.ts';
import type { World } from '../../sandbox/world.ts';
import type { EndpointPurpose } from '../../src/core/finding.ts';
import type { AuditRecord } from '../../src/runs/audit.ts';
import { isFinal, type Run, type RunState } from '../../src/runs/run.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { seekCanaries } from './canaries.ts';
import { Diary } from './diary.ts';
import { runIdIn, shownBy, textOf, untilTaken } from './house.ts';

export { shownBy };

export const [ALICE, BOB, CAROL, MALLORY, GUS] = ['U01ALICE', 'U02BOB', 'U03CAROL', 'U04MALLORY', 'U05GUS'] as const;
export const [OPS, GENERAL, AUDIT_CHANNEL] = ['C01OPS', 'C02GENERAL', 'C09AUDIT'] as const;
export const SIGNING_KEY = 'signing-key-of-a-team-0123456789-0123456789';
/** What a gateway, or a worker, must not have. */
export const GATEWAY = { ROLE: 'gateway', HUAWEI_AK: undefined, HUAWEI_SK: undefined } as const;
export const WORKER = { ROLE: 'worker', SLACK_APP_TOKEN: undefined } as const;

/** A message is as old as 15 s, at worst, where a machine is so busy that a publisher misses an answer of Redis. */
const PATIENCE_MS = 25_000;

/** The proportions of life, faster. */
const TEMPO: Tempo = {
  lease: { leaseMs: 2_000, renewMs: 400, writeMarginMs: 800 },
  apply: { unknownMs: 1_000, pollMs: 20, pollMaxMs: 200, throttledMs: 1_000, passingMs: 1_000 },
};

export interface TeamOptions {
  /** Makes more of a world in which the cluster `prod` bursts. */
  readonly arrange?: (world: World) => void;
  /** Beside those of the sandbox. */
  readonly people?: readonly Person[];
  readonly groups?: readonly Group[];
  readonly yaml?: StageOptions['yaml'];
  readonly clusters?: StageOptions['clusters'];
  /** One per bot; by default one bot with both roles. */
  readonly bots?: readonly StageOptions['env'][];
}

type Verb = 'approve' | 'reject' | 'details';

/** People, their Slack, their cloud, a Redis and the bots between them: all on loopback, all real but for the other ends. */
export class Team {
  readonly slack: FakeSlack;
  readonly cloud: SandboxCloud;
  redis: PrivateRedis;
  /** Redis, for who looks at it, or tampers with it, past the bots. */
  readonly data: Redis;
  readonly store: RedisRunStore;
  readonly diary = new Diary();
  readonly bots: Bot[] = [];
  readonly #options: TeamOptions;
  readonly #endpoints: World['endpoints'];

  private constructor(parts: { slack: FakeSlack; cloud: SandboxCloud; redis: PrivateRedis }, options: TeamOptions) {
    this.slack = parts.slack;
    this.cloud = parts.cloud;
    this.redis = parts.redis;
    this.data = new Redis(parts.redis.url);
    this.data.on('error', () => {});
    const redis = openRedis({ kind: 'single', url: parts.redis.url }, 'patient', () => {});
    this.#close = () => redis.disconnect();
    this.store = new RedisRunStore({ redis, retention: { runsMs: 1, detailsMs: 1, auditMs: 1 }, hints: NO_HINTS, sign: () => '' });
    this.#options = options;
    this.#endpoints = structuredClone(parts.cloud.world.endpoints);
  }
  readonly #close: () => void;

  static async start(options: TeamOptions = {}): Promise<Team> {
    const world = emptyWorld();
    addReadyCluster(world, 'prod');
    options.arrange?.(world);
    const everybody = [...LAB.people.map(({ id }) => id), ...(options.people ?? []).map(({ id }) => id), 'U0BOT'];
    const slack = FakeSlack.start({
      ...LAB,
      people: [...LAB.people, ...(options.people ?? [])],
      groups: [...LAB.groups, ...(options.groups ?? [])],
      channels: [...LAB.channels, { id: AUDIT_CHANNEL, name: 'audit', members: everybody }],
    });
    // Loaded while nothing waits for an answer of Redis within a second.
    await Promise.all([import('../../src/clients/huawei/cloud.ts'), import('undici')]);
    const parts = await Promise.all([slack, startSandboxCloud(world), startRedis()]);
    const team = new Team({ slack: parts[0], cloud: parts[1], redis: parts[2] }, options);
    await Promise.all((options.bots ?? [{}]).map((env) => team.startBot(env)));
    return team;
  }

  /** What a bot of this team is configured with. */
  stage(env: StageOptions['env'] = {}, yaml = this.#options.yaml): StageOptions {
    return {
      slack: this.slack,
      cloud: this.cloud,
      env: { REDIS_URL: this.redis.url, BURSTING_SIGNING_KEY: SIGNING_KEY, ...env },
      ...(yaml ? { yaml } : {}),
      ...(this.#options.clusters ? { clusters: this.#options.clusters } : {}),
      tempo: TEMPO,
      log: this.diary,
    };
  }

  async startBot(...configured: Parameters<Team['stage']>): Promise<Bot> {
    const bot = await startStage(this.stage(...configured));
    this.bots.push(bot);
    return bot;
  }

  async close(): Promise<void> {
    for (const bot of this.bots.splice(0)) await bot.stop();
    const { slack, cloud, redis, diary } = this;
    const searched = seekCanaries({ slack, cloud, redisUrl: redis.url, log: diary.text }, SIGNING_KEY);
    await searched.catch(() => {});
    this.#close();
    this.data.disconnect();
    await Promise.all([slack.stop(), cloud.close(), redis.stop()]);
    await searched;
  }

  /** As if a minute had passed: edits are counted anew, and people are asked about again. No fault remains. */
  async rest(): Promise<void> {
    this.slack.faults.clear();
    this.cloud.world.faults = [];
    const known = await Promise.all([this.data.keys('{bursting}:person:*'), this.data.keys('{bursting}:group:*')]);
    await this.data.del('{bursting}:edits', ...known.flat());
  }

  /** Approved plans wait, where only the decision matters. */
  async holdApplies(): Promise<void> {
    await this.data.hset('{bursting}:freezes', 'all', JSON.stringify({ by: BOB, reason: null }));
  }

  /** And go on, without the pause between two looks. */
  async releaseApplies(): Promise<void> {
    await this.data.hdel('{bursting}:freezes', 'all');
    await this.hurry();
  }

  /** Whatever is due is due now. */
  async hurry(): Promise<void> {
    for (const id of await this.data.zrange('{bursting}:due', '0', '-1')) await this.data.zadd('{bursting}:due', 1, id);
  }

  /** The group that is on call changes, and nobody tells. */
  onCall(...users: string[]): void {
    const group = this.slack.workspace.groups.get('S0ONCALL');
    if (!group) throw new Error('there is no such group');
    group.users = users;
  }

  /** The endpoints are as at the beginning, but for these, of every cluster. */
  missing(...purposes: readonly EndpointPurpose[]): void {
    const names = purposes.map((purpose) => SERVICES[purpose].name);
    const { world } = this.cloud;
    world.endpoints = structuredClone(this.#endpoints).filter(({ serviceName }) => !names.some((name) => name === serviceName));
  }

  /** Redis is there again, at its old address, without what it knew. */
  async redisBack(): Promise<void> {
    this.redis = await startRedis([], this.redis.port);
  }

  /** The first endpoint of that kind that is there. */
  endpoint(purpose: EndpointPurpose): World['endpoints'][number] {
    const found = this.cloud.world.endpoints.find(({ serviceName }) => serviceName === SERVICES[purpose].name);
    if (!found) throw new Error(`there is no endpoint for ${purpose}`);
    return found;
  }

  /** How many endpoints the cloud was asked to make. */
  get writes(): number {
    return this.cloud.calls.filter(({ write }) => write).length;
  }

  /** Types `/bursting <line>`; resolves with all that the person reads at once. */
  async told(line: string, user: string = ALICE, channel: string = OPS): Promise<string> {
    return textOf(await this.slack.people.command(user, channel, `/bursting ${line}`));
  }

  /** Types a line that makes a run, again if told so: on a loaded machine, it may be. The run's id. */
  async ask(line: string, user: string = ALICE, channel: string = OPS): Promise<string> {
    return runIdIn(textOf(await untilTaken(() => this.slack.people.command(user, channel, `/bursting ${line}`))));
  }

  /** Asks for a plan and waits until Slack shows it with its buttons. */
  async plan(line = 'vpcep prod', user: string = ALICE, channel: string = OPS): Promise<string> {
    const id = await this.ask(line, user, channel);
    await this.shows(id, 'awaiting_approval');
    return id;
  }

  /** The run's message, once it shows this state; any final one if none is named. */
  shows(id: string, state: RunState | null = null): Promise<Message> {
    return this.slack.messages.wait((message) => {
      const shown = shownBy(message);
      return shown?.id === id && (state === null ? isFinal(shown.state) : shown.state === state);
    }, PATIENCE_MS);
  }

  /** A file of that name below the run's message; what is in it. */
  async file(id: string, name: string): Promise<string> {
    const { channel, ts } = await this.message(id);
    const reply = await this.slack.messages.wait(
      (message) => message.channel === channel && message.threadTs === ts && message.files.some((file) => file.name === name),
      PATIENCE_MS,
    );
    return this.slack.files.get(reply.files[0]?.id ?? '')?.content?.toString() ?? '';
  }

  /** The run's message as it stands. */
  async message(id: string): Promise<Message> {
    return this.slack.messages.wait((message) => shownBy(message)?.id === id);
  }

  /** Clicks a button of the run's message, or of another one; resolves with what the person reads. */
  click(user: string, id: string, verb: Verb = 'approve', options: ClickOptions & { readonly on?: Message } = {}): Promise<string> {
    return this.press(user, id, `plan_${verb}`, options);
  }

  /** The same for any button. */
  async press(user: string, id: string, button: string, options: ClickOptions & { readonly on?: Message } = {}): Promise<string> {
    const { on, ...how } = options;
    const told = this.#toldNext(user);
    const acted = await this.slack.people.click(user, on ?? (await this.message(id)), button, how);
    if (acted.failure) throw new Error(acted.failure);
    return told;
  }

  #toldNext(user: string): Promise<string> {
    const toThem = (message: Message): boolean => message.visibleTo === user && message.via === 'response_url';
    const seen = new Set(
      [...this.slack.workspace.channels.keys()]
        .flatMap((channel) => this.slack.messages.in(channel))
        .filter(toThem)
        .map(({ ts }) => ts),
    );
    return this.slack.messages.wait((message) => toThem(message) && !seen.has(message.ts), PATIENCE_MS).then(({ text }) => text);
  }

  /** Clicks Reject or Details; resolves with the window that opens. */
  async opens(user: string, id: string, verb: Exclude<Verb, 'approve'>): Promise<View> {
    const before = this.slack.callsOf('views.open').length;
    const acted = await this.slack.people.click(user, await this.message(id), `plan_${verb}`);
    if (acted.failure) throw new Error(acted.failure);
    await this.slack.waitForCall('views.open', (call) => this.slack.callsOf('views.open').indexOf(call) >= before);
    const view = this.slack.views.top(user);
    if (!view) throw new Error(`no window opened for ${user}`);
    return view;
  }

  /** Submits the reason in the window in front of somebody; resolves with what is wrong with it, null when it was taken. */
  async reason(user: string, text: string): Promise<string | null> {
    const acted = await this.slack.people.submit(user, { reason: { reason: { type: 'plain_text_input', value: text } } });
    if (acted.failure) throw new Error(acted.failure);
    const errors = acted.payload?.errors as { reason?: string } | undefined;
    return errors?.reason ?? null;
  }

  /** Resolves when the run has moved to this state. */
  async moved(id: string, to: RunState): Promise<Run> {
    await this.diary.record((record) => record.kind === 'move' && record.run === id && record.to === to);
    return this.run(id);
  }

  async stored(id: string): Promise<StoredRun> {
    const found = await this.store.get(id);
    if (!found) throw new Error(`there is no run ${id}`);
    return found;
  }

  async run(id: string): Promise<Run> {
    return (await this.stored(id)).run;
  }

  /** What `bursting runs show` would print. */
  async document(id: string): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse(JSON.stringify(runDocument(await this.run(id)))) as Record<string, unknown>;
  }

  /** The trail as it stands, oldest first. */
  async audit(): Promise<readonly AuditRecord[]> {
    const records: AuditRecord[] = [];
    for await (const { record } of new AuditTrail(this.data).entries('-')) records.push(record);
    return records;
  }

  /** Of each click of this run that was refused: who, and why. */
  async refusals(id: string): Promise<readonly string[]> {
    return (await this.audit()).flatMap((record) =>
      record.kind === 'click' && record.run === id && record.refused ? [`${record.by} ${record.verb} ${record.refused}`] : [],
    );
  }

  /** The plan's time is up, or the time in which it could begin. */
  async tooLate(id: string): Promise<void> {
    await this.data.hset(`{bursting}:run:${id}`, 'deadline', 1);
    await this.data.zadd('{bursting}:deadlines', 1, id);
  }
}

const NO_HINTS = { work() {}, show() {} };

/** All texts of a message. */
export const words = ({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string => `${text}\n${JSON.stringify(blocks)}`;

/** For what nobody announces: looked at every few milliseconds. */
export const soon = <T>(look: () => Promise<T> | T, timeout = PATIENCE_MS): Promise<T> =>
  vi.waitFor(look, { timeout, interval: 20 }) as Promise<T>;
