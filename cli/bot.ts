import type { Logger } from 'pino';
import { type HttpServer, startHttpServer } from '../handlers/http-server.ts';
import type { SlackApp } from '../handlers/slack-app.ts';
import type { ApplyTiming } from '../jobs/apply-steps.ts';
import { LateMetrics } from '../jobs/late-metrics.ts';
import type { LeaseTiming } from '../jobs/leases.ts';
import { type OwnRedis, startOwnRedis } from '../jobs/own-redis.ts';
import { loadQueues } from '../jobs/queues.ts';
import { openRedis, type RedisClient, wrongEvictionPolicy } from '../jobs/redis.ts';
import type { Config } from '../src/config/config.ts';
import { anyApprover } from '../src/people/rights.ts';
import { SetupError } from './expected-errors.ts';
import type { GatewayRole } from './gateway-role.ts';
import { giveBackMemory } from './give-back.ts';
import type { Closing, Parts } from './parts.ts';
import { signingKeysOf } from './signing-keys.ts';
import { slackHttp } from './slack-http.ts';
import type { SlackParts } from './slack-parts.ts';
import type { WorkerRole } from './worker-role.ts';
import type { Workspace } from './workspace.ts';

/** How long starting waits for Redis before it goes on without: people then hear that nothing ran. */
const REDIS_GRACE_MS = 3_000;
/** How long loading what work needs makes way for what a gateway needs. */
const SLACK_GRACE_MS = 1_000;

/** How long leases, polls and unanswered writes take. Not for operators: the promises rest on these; tests play them faster. */
export interface Tempo {
  readonly lease: LeaseTiming;
  readonly apply: ApplyTiming;
}

export interface Bot {
  readonly port: number;
  /** Takes no more work, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts the roles of the configuration in this process and returns when they work, or rejects with what is wrong. Unreachable Redis is
 * waited for, and by a gateway Slack, until `giveUp` (it then rejects, and nothing is left open); a wrong set-up is not: `onFatal` is called
 * for one that shows only later.
 */
export async function startBot(
  config: Config,
  log: Logger,
  onFatal: (error: SetupError) => void,
  { giveUp = new AbortController().signal, tempo = null }: { giveUp?: AbortSignal; tempo?: Tempo | null } = {},
): Promise<Bot> {
  const closing: Closing = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return await start(config, log, onFatal, { giveUp, tempo }, closing, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  config: Config,
  log: Logger,
  onFatal: (error: SetupError) => void,
  { giveUp, tempo }: { giveUp: AbortSignal; tempo: Tempo | null },
  closing: Closing,
  stop: () => Promise<void>,
): Promise<Bot> {
  const own: OwnRedis | null =
    config.redis.kind === 'own' ? await startOwnRedis(config.redis.dataDir, { exclusive: true }).catch(asSetup) : null;
  if (own) closing.push(() => own.stop());

  const quiet = onceAMinute((detail: string) => log.warn({ detail }, 'Redis does not answer'));
  const onRedisError = (error: Error): void => quiet(error.message);
  const fast = openRedis(config.redis, 'fast', onRedisError);
  closing.push(() => fast.disconnect());
  const signingKeys = signingKeysOf(config, true);
  const http = await slackHttp(config.proxy);
  let opened: Promise<SlackParts> | null = null;
  const slack = (): Promise<SlackParts> => {
    opened ??= import('./slack-parts.ts').then(({ openSlack }) => openSlack({ config, http, redis: fast, signingKeys, log, giveUp }));
    return opened;
  };

  // Bolt is most of what a gateway loads, and nothing that a worker needs; BullMQ most of what a worker does. Each part of the program is
  // loaded while the one before it waits for an answer.
  const door = config.role === 'worker' ? null : import('../handlers/slack-app.ts');
  const working = config.role === 'gateway' ? null : import('./worker-role.ts');
  // Nobody could ask a gateway for anything without Slack. A worker takes work without, and goes on with it.
  const answering = door?.then(slack).then(({ identified }) => identified);
  answering?.catch(() => {});
  await checkRedis(fast, onFatal);

  const metrics: LateMetrics = new LateMetrics(async () => {
    const [{ Metrics }, { store }] = await Promise.all([import('../jobs/metrics.ts'), parts()]);
    return new Metrics({ redisReady: () => fast.status === 'ready', oldestMs: (state) => store.oldestMs(state) });
  });
  const basics = { config, log, redis: fast, signingKeys, metrics, slack, onRedisError };
  let made: Promise<Parts> | null = null;
  const parts = (): Promise<Parts> => {
    made ??= import('./parts.ts').then(({ openParts }) => openParts(basics));
    return made;
  };
  closing.push(async () => (await made)?.close());

  let gateway: SlackApp | null = null;
  let workers: WorkerRole | null = null;
  let listeners: GatewayRole | null = null;
  let workspace: Workspace | null = null;
  if (door) gateway = (await door).createSlackApp({ slack: config.slack, http, log });
  const server: HttpServer = await startHttpServer({
    ...config.http,
    notReady: () => {
      if (gateway && !workspace) return 'Slack has not answered yet';
      if (gateway && !gateway.receiving()) return 'not connected to Slack';
      return config.role !== 'gateway' && !workers?.ready() ? 'not taking work' : null;
    },
    metrics: async () => {
      const { registry } = await metrics.get();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    slackEvents: gateway?.listener ?? null,
  }).catch(asSetup);
  closing.push(() => server.close());
  log.info({ role: config.role, host: config.http.host, port: server.port }, 'listening for health checks');

  const givenUp = aborted(giveUp);
  const listening = gateway && import('./gateway-role.ts');
  if (working) workers = (await working).startWorkerRole(basics, parts, tempo, closing);
  if (gateway && listening && answering) {
    const app = gateway;
    // Nobody can ask while Slack is away, and what is there to do is not left until then.
    const away = setTimeout(() => void workers?.load(), SLACK_GRACE_MS);
    const known = await Promise.race([answering, givenUp]).finally(() => clearTimeout(away));
    workspace = known;
    // In HTTP mode both are doors: they close together, and what came in is answered.
    closing.push(() => Promise.all([server.close(), app.stop()]));
    listeners = await Promise.race([(await listening).startListening(parts, app, known), givenUp]);
  }
  if (!anyApprover(config.rules)) log.warn('no approver is configured anywhere: plans can be seen, not approved');
  log.info({ role: config.role, clusters: [...config.rules.clusters.keys()] }, 'started');
  // What the first command, job or scrape needs is loaded now, so that it need not wait for that.
  const loading = [listeners?.load(), workers?.load(), loadQueues(), metrics.get()];
  void Promise.all(loading).then(() => giveBackMemory('start'));
  slack()
    .then(({ identified }) => identified)
    .catch((error: unknown) => error instanceof SetupError && onFatal(error));
  return { port: server.port, stop };
}

const asSetup = (error: unknown): never => {
  throw new SetupError(error instanceof Error ? error.message : String(error));
};

/** Waits a little for Redis; a server that may evict runs is an error now, or as soon as it shows. */
async function checkRedis(redis: RedisClient, onFatal: (error: SetupError) => void): Promise<void> {
  const look = async (): Promise<SetupError | null> => {
    const policy = await wrongEvictionPolicy(redis);
    return policy === null
      ? null
      : new SetupError(
          `Redis runs with maxmemory-policy ${policy}: it may drop runs and approvals to make room. Set it to noeviction (redis.conf: maxmemory-policy noeviction; or the parameter of that name of your managed Redis) and start again.`,
        );
  };
  if (await isReady(redis, REDIS_GRACE_MS)) {
    const wrong = await look();
    if (wrong) throw wrong;
  }
  redis.on('ready', () => {
    look().then(
      (wrong) => wrong && onFatal(wrong),
      () => {},
    );
  });
}

function isReady(redis: RedisClient, withinMs: number): Promise<boolean> {
  if (redis.status === 'ready') return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), withinMs);
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** Rejects when the signal comes. */
function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  promise.catch(() => {});
  return promise;
}

function onceAMinute(say: (detail: string) => void): (detail: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (detail) => {
    if (performance.now() - last < 60_000) return;
    last = performance.now();
    say(detail);
  };
}
