import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import { type HttpServer, startHttpServer } from '../handlers/http-server.ts';
import type { SlackApp } from '../handlers/slack-app.ts';
import { APPLY_TIMING, type ApplyTiming } from '../jobs/apply-steps.ts';
import { keepAnchors } from '../jobs/audit-anchors.ts';
import { AuditTrail, signRecord } from '../jobs/audit-trail.ts';
import { Directory } from '../jobs/directory.ts';
import { Forms } from '../jobs/forms.ts';
import { RedisFreezes } from '../jobs/freezes.ts';
import { Homes } from '../jobs/homes.ts';
import { LateMetrics } from '../jobs/late-metrics.ts';
import { LEASE_TIMING, type LeaseTiming } from '../jobs/leases.ts';
import { type OwnRedis, startOwnRedis } from '../jobs/own-redis.ts';
import { JobHints, loadQueues } from '../jobs/queues.ts';
import { startReconciler } from '../jobs/reconciler.ts';
import { openRedis, type RedisClient, wrongEvictionPolicy } from '../jobs/redis.ts';
import { Rights } from '../jobs/rights.ts';
import { RedisRunStore } from '../jobs/store.ts';
import { Watches } from '../jobs/watches.ts';
import type { Config } from '../src/config/config.ts';
import { redactor } from '../src/core/redact.ts';
import { anyApprover } from '../src/people/rights.ts';
import type { AuditRecord } from '../src/runs/audit.ts';
import { SetupError } from './expected-errors.ts';
import type { GatewayRole } from './gateway-role.ts';
import { giveBackMemory } from './give-back.ts';
import type { Parts } from './parts.ts';
import { secretsOf } from './settings.ts';
import { signingKeysOf } from './signing-keys.ts';
import { slackHttp } from './slack-http.ts';
import type { WorkerRole } from './worker-role.ts';
import { identify, type Workspace } from './workspace.ts';

/** How long starting waits for Redis before it goes on without: people then hear that nothing ran. */
const REDIS_GRACE_MS = 3_000;
/** How long after the start nothing more is loaded. */
const SETTLED_MS = 300;

/** How long leases, polls and unanswered writes take. Not for operators: the promises rest on these; tests play them faster. */
export interface Tempo {
  readonly lease: LeaseTiming;
  readonly apply: ApplyTiming;
}
const TEMPO: Tempo = { lease: LEASE_TIMING, apply: APPLY_TIMING };

export interface Bot {
  readonly port: number;
  /** Takes no more work, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts the roles of the configuration in this process and returns when they work, or rejects with what is wrong. Unreachable Redis or
 * Slack are waited for, until `giveUp` (it then rejects, and nothing is left open); a wrong set-up is not: `onFatal` is called for one
 * that shows only later.
 */
export async function startBot(
  config: Config,
  log: Logger,
  onFatal: (error: SetupError) => void,
  { giveUp = new AbortController().signal, tempo = TEMPO }: { giveUp?: AbortSignal; tempo?: Tempo } = {},
): Promise<Bot> {
  const closing: (() => Promise<unknown> | unknown)[] = [];
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
  { giveUp, tempo }: { giveUp: AbortSignal; tempo: Tempo },
  closing: (() => Promise<unknown> | unknown)[],
  stop: () => Promise<void>,
): Promise<Bot> {
  const { rules } = config;
  const own: OwnRedis | null =
    config.redis.kind === 'own' ? await startOwnRedis(config.redis.dataDir, { exclusive: true }).catch(asSetup) : null;
  if (own) closing.push(() => own.stop());

  const quiet = onceAMinute((detail: string) => log.warn({ detail }, 'Redis does not answer'));
  const onRedisError = (error: Error): void => quiet(error.message);
  const fast = openRedis(config.redis, 'fast', onRedisError);
  // Bolt is most of what a gateway loads, and nothing that a worker needs. Each part of the program is loaded while the one before it waits
  // for an answer.
  const door = config.role === 'worker' ? null : import('../handlers/slack-app.ts');
  closing.push(() => fast.disconnect());
  await checkRedis(fast, onFatal);

  const hints = new JobHints(fast, onRedisError);
  closing.push(() => hints.close());
  const signingKeys = signingKeysOf(config, true);
  const sign = (text: string): string => signRecord(signingKeys, text);
  const onRecord = (audit: AuditRecord): void => log.info({ audit }, 'audit');
  const metrics: LateMetrics = new LateMetrics(async () => {
    const { Metrics } = await import('../jobs/metrics.ts');
    return new Metrics({ redisReady: () => fast.status === 'ready', oldestMs: (state) => store.oldestMs(state) });
  });
  const store = new RedisRunStore({
    redis: fast,
    retention: rules.retention,
    hints,
    sign,
    clean: redactor(secretsOf(config)),
    onRecord,
    onEnd: metrics.ended,
  });
  const freezes = new RedisFreezes(fast, sign, onRecord);
  const trail = new AuditTrail(fast);

  const http = await slackHttp(config.proxy);
  const webOptions: WebClientOptions = {
    slackApiUrl: config.slack.apiUrl,
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    ...(http.fetch ? { fetch: http.fetch } : {}),
  };
  const slack = new WebClient(config.slack.botToken, { ...webOptions, logger: SILENT, retryConfig: { retries: 0 } });

  let gateway: SlackApp | null = null;
  let workers: WorkerRole | null = null;
  let listeners: GatewayRole | null = null;
  let workspace: Workspace | null = null;
  if (door) gateway = (await door).createSlackApp({ slack: config.slack, http, log });
  const server: HttpServer = await startHttpServer({
    ...config.http,
    notReady: () => {
      if (!workspace) return 'Slack has not answered yet';
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
  const identified = identify(slack, log, giveUp);
  const [working, listening] = [config.role === 'gateway' ? null : import('./worker-role.ts'), gateway && import('./gateway-role.ts')];
  workspace = await Promise.race([identified, givenUp]);
  const known = workspace;
  const directory = new Directory({ slack, redis: fast, teamId: () => known.teamId, log });
  const rights = new Rights(directory, rules);
  const homes = new Homes(fast, (user) => hints.home(user, Date.now()));
  const anchors = await keepAnchors(trail, signingKeys, onRedisError);
  closing.push(() => anchors.stop());
  const forms = new Forms(fast, (id) => hints.form(id));
  const reconciler = startReconciler({
    ...{ store, homes, forms, hints, rules, onError: onRedisError },
    onClockSet: (byMs) => log.warn({ byMs }, "Redis's clock was set"),
  });
  closing.push(() => reconciler.stop());

  const parts: Parts = {
    ...{ config, log, redis: fast, hints, store, freezes, trail, metrics, signingKeys, slack, directory, rights, homes, onRedisError },
    watches: new Watches(fast),
    forms,
    workspace: () => known,
    fetch: http.fetch ?? null,
  };
  if (working) workers = (await working).startWorkerRole(parts, tempo, closing);
  if (gateway && listening) {
    const app = gateway;
    // In HTTP mode both are doors: they close together, and what came in is answered.
    closing.push(() => Promise.all([server.close(), app.stop()]));
    listeners = await Promise.race([(await listening).startListening(parts, app), givenUp]);
  }
  if (!anyApprover(rules)) log.warn('no approver is configured anywhere: plans can be seen, not approved');
  log.info({ role: config.role, clusters: [...rules.clusters.keys()], workspace: known.teamId }, 'started');
  // What the first command, job or scrape needs is loaded now, so that it need not wait for that.
  void Promise.all([listeners?.load(), workers?.load(), loadQueues(), metrics.get()]).then(() => giveBackMemory(SETTLED_MS));
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

/** Errors arrive as values; the library's own log would repeat them, with details. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => 'error' as never, setName() {} };

function onceAMinute(say: (detail: string) => void): (detail: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (detail) => {
    if (performance.now() - last < 60_000) return;
    last = performance.now();
    say(detail);
  };
}
