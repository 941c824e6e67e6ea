import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AuditTrail } from '../../jobs/audit-trail.ts';
import { key, openRedis, type RedisClient } from '../../jobs/redis.ts';
import { runKey } from '../../jobs/run-keys.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import { type SandboxCloud, startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { FakeSlack } from '../../sandbox/slack/fake.ts';
import { LAB } from '../../sandbox/slack/local.ts';
import { stageSettings } from '../../sandbox/stage.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { Child } from './child.ts';
import { cloudName, slackName } from './cloud-names.ts';
import { startClusterGates } from './cluster-gates.ts';
import type { Crossing, Gate, Meet, Verdict } from './crossing.ts';
import { startHttpGate } from './http-gate.ts';
import { type RedisGate, startRedisGate } from './redis-gate.ts';
import { ourScripts } from './redis-names.ts';
import { prepare, type Subject } from './subject.ts';
import { TEMPOS } from './tempo.ts';

export const SIGNING_KEY = 'a signing key of thirty-two bytes or more';
const DAY_MS = 86_400_000;
const RETENTION = { runsMs: 30 * DAY_MS, detailsMs: 7 * DAY_MS, auditMs: 400 * DAY_MS };
/** A process may write ten times a minute (`src/clients/huawei/write-limiter.ts`). */
const MOST_WRITES = 10;

export interface RigOptions {
  readonly tempo: keyof typeof TEMPOS;
  readonly workers: 1 | 2;
  readonly subject: Subject;
}

interface Place {
  readonly child: Child;
  readonly gates: readonly Gate[];
  readonly redis: RedisGate;
}

/**
 * A gateway and one or two workers as processes of their own, and all that they talk to, in this one: Slack, cloud and a Redis that
 * forgets nothing it has answered for. Every wire of every process passes a gate.
 */
export class Rig {
  readonly slack: FakeSlack;
  readonly cloud: SandboxCloud;
  readonly store: RedisRunStore;
  readonly trail: AuditTrail;
  /** How long a lease lasts without its holder. */
  readonly leaseMs: number;
  readonly subject: Subject;
  readonly #dir: string;
  readonly #redis: RedisClient;
  #server: PrivateRedis;
  #restarting: Promise<void> = Promise.resolve();
  readonly #places: Place[] = [];
  /** Asked at every crossing. */
  meet: Meet = () => 'pass';

  private constructor(parts: {
    slack: FakeSlack;
    cloud: SandboxCloud;
    server: PrivateRedis;
    dir: string;
    leaseMs: number;
    subject: Subject;
  }) {
    this.slack = parts.slack;
    this.cloud = parts.cloud;
    this.#server = parts.server;
    this.#dir = parts.dir;
    process.once('exit', this.#orphaned);
    this.leaseMs = parts.leaseMs;
    this.subject = parts.subject;
    this.#redis = openRedis({ kind: 'single', url: parts.server.url }, 'patient', () => {});
    const hints = { work() {}, show() {} };
    this.store = new RedisRunStore({ redis: this.#redis, retention: RETENTION, hints, sign: () => '' });
    this.trail = new AuditTrail(this.#redis);
  }

  static async start(options: RigOptions): Promise<Rig> {
    const dir = mkdtempSync(path.join(tmpdir(), 'bursting-faults-'));
    const server = await startRedis(appendOnly(dir));
    const cloud = await startSandboxCloud(options.subject.scenario);
    cloud.world.writesPerMinute = Number.MAX_SAFE_INTEGER;
    const slack = await FakeSlack.start(LAB);
    const rig = new Rig({ slack, cloud, server, dir, leaseMs: TEMPOS[options.tempo].lease.leaseMs, subject: options.subject });
    try {
      await rig.#furnish(options);
      await rig.working();
      return rig;
    } catch (error) {
      await rig.stop();
      throw error;
    }
  }

  async #furnish({ tempo, workers }: RigOptions): Promise<void> {
    const names = ['gateway', ...['worker', 'second worker'].slice(0, workers)];
    for (const name of names) {
      const role = name === 'gateway' ? 'gateway' : 'worker';
      const who = { bot: name, role } as const;
      const meet: Meet = (crossing) => this.#met(crossing);
      const redis = await startRedisGate(who, this.#server.port, meet);
      const slackGate = await startHttpGate({ ...who, wire: 'slack' }, { upstream: this.slack.apiUrl, nameOf: slackName, meet });
      const clusters = await startClusterGates(who, this.cloud, meet);
      const upstream = this.cloud.env.HUAWEI_ENDPOINT_CCE ?? '';
      const cloudGate = await startHttpGate({ ...who, wire: 'cloud' }, { upstream, nameOf: cloudName, meet, told: clusters.told });
      const file = path.join(this.#dir, `${name}.yaml`);
      const others = role === 'gateway' ? Object.keys(this.cloud.env) : ['SLACK_APP_TOKEN'];
      const endpoints = ['CCE', 'VPC', 'VPCEP', 'SWR', 'IAM'].map((service) => [
        `HUAWEI_ENDPOINT_${service}`,
        `http://127.0.0.1:${cloudGate.port}`,
      ]);
      const settings = stageSettings({
        slack: this.slack,
        cloud: this.cloud,
        env: {
          ...Object.fromEntries(endpoints),
          ROLE: role,
          REDIS_URL: `redis://127.0.0.1:${redis.port}`,
          SLACK_API_URL: `http://127.0.0.1:${slackGate.port}/api/`,
          BURSTING_SIGNING_KEY: SIGNING_KEY,
          BURSTING_CONFIG: file,
          LOG_LEVEL: 'info',
          LOG_FORMAT: 'json',
          FAULTS_TEMPO: tempo,
          ...Object.fromEntries(others.map((variable) => [variable, undefined])),
        },
        yaml: { limits: { commandsPerUserPerMinute: 100_000 } },
      });
      writeFileSync(file, settings.yaml);
      this.#places.push({ child: new Child(name, role, settings.env), gates: [redis, slackGate, cloudGate, ...clusters.gates], redis });
    }
    await this.#loadScripts();
  }

  #met(crossing: Crossing): Verdict {
    const verdict = this.meet(crossing);
    if (crossing.name === this.subject.write && crossing.moment === 'before') this.child(crossing.bot).writes += 1;
    return verdict;
  }

  get children(): readonly Child[] {
    return this.#places.map(({ child }) => child);
  }

  child(name: string): Child {
    const place = this.#places.find(({ child }) => child.name === name);
    if (!place) throw new Error(`there is no ${name}`);
    return place.child;
  }

  /** Every process works, and the gateway hears Slack. */
  async working(): Promise<void> {
    await this.#restarting;
    await Promise.all(this.children.map((child) => child.working()));
    await this.slack.sockets.whenConnected(1);
  }

  /** Redis is dead when this returns, and comes back with what it has on disk. */
  restartRedis(): Promise<void> {
    process.kill(this.#server.pid, 'SIGKILL');
    const { port } = this.#server;
    this.#restarting = (async () => {
      await this.#server.stop();
      this.#server = await startRedis(appendOnly(this.#dir), port);
      await this.#loadScripts();
    })();
    return this.#restarting;
  }

  stallRedis(): void {
    for (const { redis } of this.#places) redis.stall();
  }

  flowRedis(): void {
    for (const { redis } of this.#places) redis.flow();
  }

  /** Redis forgets which writes a run was about to send, as after a fail-over to a copy that lags. */
  async loseIntents(run: string): Promise<void> {
    const fields = await this.#redis.hgetall(runKey(run));
    const intents = Object.entries(fields).filter(([name, value]) => name.startsWith('step:') && value.includes('"intended"'));
    if (intents.length > 0) await this.#redis.hdel(runKey(run), ...intents.map(([name]) => name));
  }

  /** A new case: the cloud as it was at first, nobody has edited anything for a minute, everybody is there and may write. */
  async prepare(): Promise<void> {
    this.meet = () => 'pass';
    prepare(this.cloud.world, this.subject);
    this.slack.faults.clear();
    this.slack.resume();
    this.flowRedis();
    for (const child of this.children) {
      child.supervised = true;
      child.continue();
      if (child.role === 'worker' && child.writes + this.subject.mostWrites > MOST_WRITES) await child.replace();
    }
    await this.working();
    await this.#redis.del(key('edits'), key('slack-paused'));
  }

  /** Whatever ends this process: what it started does not outlive it. */
  readonly #orphaned = (): void => {
    process.kill(this.#server.pid, 'SIGKILL');
    for (const child of this.children) child.kill();
    rmSync(this.#dir, { recursive: true, force: true });
  };

  async stop(): Promise<void> {
    process.off('exit', this.#orphaned);
    this.meet = () => 'pass';
    await this.#restarting.catch(() => {});
    await Promise.all(this.children.map((child) => child.stop()));
    this.#redis.disconnect();
    await Promise.all(this.#places.flatMap(({ gates }) => gates.map((gate) => gate.close())));
    await Promise.all([this.slack.stop(), this.cloud.close(), this.#server.stop()]);
    rmSync(this.#dir, { recursive: true, force: true });
  }

  async #loadScripts(): Promise<void> {
    while (this.#redis.status !== 'ready') await new Promise((resolve) => this.#redis.once('ready', resolve));
    for (const script of ourScripts) await this.#redis.script('LOAD', script);
  }
}

const appendOnly = (dir: string): string[] => ['--dir', dir, '--appendonly', 'yes', '--appendfsync', 'always'];
