import { once } from 'node:events';
import { WebClient } from '@slack/web-api';
import { type Logger, pino } from 'pino';
import { expect, vi } from 'vitest';
import { stringify } from 'yaml';
import { APPLY_TIMING } from '../../jobs/apply-steps.ts';
import { Directory } from '../../jobs/directory.ts';
import { FormFiller } from '../../jobs/form-filler.ts';
import { Forms } from '../../jobs/forms.ts';
import { RedisFreezes } from '../../jobs/freezes.ts';
import { HomePublisher } from '../../jobs/home-publisher.ts';
import { Homes } from '../../jobs/homes.ts';
import { Leases } from '../../jobs/leases.ts';
import { Publisher } from '../../jobs/publish.ts';
import { JobHints } from '../../jobs/queues.ts';
import { startReconciler } from '../../jobs/reconciler.ts';
import { openRedis, type RedisClient } from '../../jobs/redis.ts';
import { Rights } from '../../jobs/rights.ts';
import { sayIn, speakTo } from '../../jobs/speak.ts';
import { type Hints, RedisRunStore } from '../../jobs/store.ts';
import { Watches } from '../../jobs/watches.ts';
import { openWork } from '../../jobs/work.ts';
import { startWorkers } from '../../jobs/worker.ts';
import type { World } from '../../jobs/world.ts';
import { FakeSlack } from '../../sandbox/slack/fake.ts';
import { APP } from '../../sandbox/slack/workspace.ts';
import { commands } from '../../src/actions/registry.ts';
import type { RedisTarget, Rules } from '../../src/config/config.ts';
import { loadRunConfig } from '../../src/config/load.ts';
import { formatMistakes } from '../../src/config/mistake.ts';
import type { Context } from '../../src/core/action.ts';
import type { Node } from '../../src/ports/cluster.ts';
import type { Run, RunState } from '../../src/runs/run.ts';
import type { Change, Created, Moved, RunDraft } from '../../src/runs/store.ts';

export const CLUSTER_ID = '6f3c9a52-7d18-11f0-9b2e-0255ac100a01';
export const PROJECT_ID = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
export const CHANNEL = 'C0PRODOPS';
export const ALICE = 'U01ALICE';

/** What a `bursting.yaml` with the cluster `prod` says. */
export function rulesOf(yaml: Readonly<Record<string, unknown>> = {}): Rules {
  const text = stringify({ clusters: { prod: { region: 'cn-north-4', clusterId: CLUSTER_ID } }, ...yaml });
  const loaded = loadRunConfig({
    env: { values: { HUAWEI_AK: 'A1'.repeat(10), HUAWEI_SK: 'aB3x'.repeat(10) }, unusable: new Map() },
    yaml: { path: 'bursting.yaml', text },
    stdoutIsTty: false,
    commands: commands.names,
  });
  if ('mistakes' in loaded) throw new Error(formatMistakes(loaded.mistakes));
  return loaded.config.rules;
}

export const draft = (more: Partial<RunDraft> = {}): RunDraft => ({
  command: 'capacity',
  action: 'huawei_check_cce_cci_node_capacity',
  target: { alias: 'prod', region: 'cn-north-4', projectId: null, clusterId: CLUSTER_ID },
  requestedBy: ALICE,
  channel: CHANNEL,
  params: {},
  group: 'default',
  ...more,
});

export const NO_HINTS: Hints = { work() {}, show() {} };

export async function connected(target: RedisTarget | string, kind: 'fast' | 'patient' = 'fast'): Promise<RedisClient> {
  const redis = openRedis(typeof target === 'string' ? { kind: 'single', url: target } : target, kind, () => {});
  if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(10_000) });
  return redis;
}

let deliveries = 0;
/** Creates a run as a gateway does, and insists that it worked. */
export async function create(store: RedisRunStore, more: Partial<RunDraft> = {}): Promise<Run> {
  return runOf(await store.create(draft(more), { delivery: `delivery-${++deliveries}`, withinMs: 10_000, queuedLimit: 1_000 }));
}

export function runOf(created: Created): Run {
  if (created.outcome === 'full') throw new Error('the cluster has too many waiting runs');
  return created.run;
}

export function movedRun(moved: Moved): Run {
  if (!moved.moved) throw new Error(`not moved: ${moved.why}`);
  return moved.run;
}

/** Moves a run and insists that nobody else did. */
export const move = async (store: RedisRunStore, run: Run, to: RunState, change: Change = {}): Promise<Run> =>
  movedRun(await store.move(run, to, change));

/** The run as it is stored; throws when there is none. */
export async function stored(store: RedisRunStore, id: string) {
  const found = await store.get(id);
  if (!found) throw new Error(`${id} is gone`);
  return found;
}

export const runIs = (store: RedisRunStore, id: string, state: Run['state'], timeout = 10_000): Promise<Run> =>
  vi.waitFor(
    async () => {
      const { run } = await stored(store, id);
      if (run.state !== state) throw new Error(`${id} is ${run.state}: ${JSON.stringify(run.error)}`);
      return run;
    },
    { timeout, interval: 20 },
  );

/** A log that can be read. */
export function openTestLog(): { readonly log: Logger; readonly lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  return { log: pino({ level: 'debug', base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) }), lines };
}

export const startSlack = (): Promise<FakeSlack> =>
  FakeSlack.start({
    people: [
      { id: ALICE, name: 'alice' },
      { id: 'U02GUS', name: 'gus', is_restricted: true },
    ],
    groups: [{ id: 'S0ONCALL', handle: 'oncall', users: [ALICE] }],
    channels: [{ id: CHANNEL, name: 'prod-ops', members: [ALICE, APP.botUser] }],
  });

const SILENT = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => 'error' as never, setName() {} };
/** As the program makes it, but for how long an answer is waited for. */
export const webClient = (slack: FakeSlack, timeout = 10_000): WebClient =>
  new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    timeout,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logger: SILENT,
  });

/** A node with room. */
const node = (name: string): Node => ({
  name,
  labels: {},
  unschedulable: false,
  taints: [],
  allocatable: { cpu: '7910m', memory: '14Gi', pods: '110' },
  ready: 'True',
  conditions: [],
  architecture: 'amd64',
});

type TestWorld = Pick<World, 'open'>;

/** A world of which `capacity` needs two lists; `nodes` says what the first one does. */
export const worldWith = (nodes: (signal: AbortSignal, progress: Context['progress']) => Promise<readonly Node[]>): TestWorld => ({
  async open(target: Run['target'], now: Date, signal: AbortSignal, progress: Context['progress'] = () => {}): Promise<Context> {
    const absent = (): never => {
      throw new Error('capacity asks for nodes and pods only');
    };
    return {
      target: { ...target, projectId: PROJECT_ID },
      settings: { vpcepSubnetId: null, obsEndpointServiceName: null, sshKey: null, allowStandard: false },
      ports: {
        clusters: { show: absent },
        addons: { list: absent, show: absent, versions: absent, create: absent, update: absent },
        subnets: { list: absent },
        routeTables: { list: absent },
        nodePools: { list: absent, show: absent, scale: absent, create: absent },
        endpoints: { list: absent, show: absent, describeService: absent, create: absent },
        registry: { namespaces: absent, repositoryPages: absent, tagPages: absent },
        namespaces: { get: absent, create: absent },
        deployments: { get: absent, apply: absent },
        nodes: {
          async *pages(abort: AbortSignal) {
            yield await nodes(abort, progress);
          },
        },
        pods: { async *runningPages() {} },
        workloads: { pods: absent, deployment: absent, replicaSets: absent },
        events: { latest: absent },
        configMaps: { get: absent },
        logs: { tail: absent },
        clock: { after: absent },
      },
      now,
      signal,
      progress,
    };
  },
});

const READY_WORLD = worldWith(async () => [node('node-1'), node('node-2')]);

/** A read that somebody else decides about: `begun` counts, `finish` lets it go on. It honours its signal. */
export function gate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const state = { begun: 0, aborted: 0 };
  const world = worldWith(async (signal) => {
    state.begun += 1;
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        state.aborted += 1;
        reject(signal.reason);
      };
      signal.addEventListener('abort', stop, { once: true });
      void opened.then(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
    });
    return [node('node-1'), node('node-2')];
  });
  return { world, state, finish: () => open() };
}

export interface Bench {
  readonly store: RedisRunStore;
  readonly redis: RedisClient;
  readonly publisher: Publisher;
  readonly hints: JobHints;
  readonly ended: Pick<Run, 'id' | 'command' | 'state'>[];
  readonly lines: Record<string, unknown>[];
  stopWorkers(): Promise<void>;
  stop(): Promise<void>;
}

export interface BenchOptions {
  readonly world?: TestWorld;
  readonly rules?: Rules;
  /** False: a gateway. */
  readonly workers?: boolean;
  readonly group?: string;
  readonly slackTimeoutMs?: number;
  /** False: nobody looks for what is due or not shown. */
  readonly reconcile?: boolean;
}

/** The parts of one process as the program wires them, without Slack's door and the real cloud. */
export async function openBench(target: RedisTarget | string, slack: FakeSlack, options: BenchOptions = {}): Promise<Bench> {
  const { world = READY_WORLD, rules = rulesOf(), workers = true, group = 'default' } = options;
  const { log, lines } = openTestLog();
  const ended: Bench['ended'] = [];
  const redis = await connected(target);
  const hints = new JobHints(redis, () => {});
  const store = new RedisRunStore({ redis, retention: rules.retention, hints, sign: () => '', onEnd: (run) => void ended.push(run) });
  const web = webClient(slack, options.slackTimeoutMs);
  const directory = new Directory({ slack: web, redis, teamId: async () => slack.workspace.teamId, log });
  const rights = new Rights(directory, rules);
  const speak = speakTo(directory);
  const publisher = new Publisher({
    say: (channel) => sayIn(rules, channel),
    redis,
    store,
    hints,
    slack: web,
    workspace: async () => ({ url: 'https://lab.slack.com/' }),
    log,
  });
  const forms = new Forms(redis, (id) => hints.form(id));
  const homes = new Homes(redis, (user) => hints.home(user, Date.now()));
  const reconciler = options.reconcile === false ? null : startReconciler({ store, homes, forms, hints, rules, onError: () => {} });
  const patient = workers ? await connected(target, 'patient') : null;
  const freezes = new RedisFreezes(
    redis,
    () => '',
    () => {},
  );
  const work = openWork({
    publisher,
    homes: new HomePublisher({
      speak,
      redis,
      homes,
      store,
      freezes,
      rights,
      rules,
      workspace: async () => ({ url: 'https://lab.slack.com/' }),
      slack: web,
      log,
    }),
    forms: new FormFiller({ speak, forms, hints, world, rights, rules, group, slack: web, log }),
    store,
    world,
    leases: new Leases(redis, store.clock),
    freezes,
    rights,
    rightsNow: rights,
    watches: new Watches(redis),
    rules,
    signingKeys: [],
    timing: APPLY_TIMING,
    log,
  });
  let running = patient ? startWorkers({ redis: patient, group, work: async () => work, log }) : null;
  const stopWorkers = async (): Promise<void> => {
    const stopping = running;
    running = null;
    await stopping?.stop();
    patient?.disconnect();
  };
  return {
    store,
    redis,
    publisher,
    hints,
    ended,
    lines,
    stopWorkers,
    async stop() {
      await stopWorkers();
      reconciler?.stop();
      publisher.stop();
      await hints.close();
      redis.disconnect();
    },
  };
}

/** The whole way of a run: created, handed on, read, written down, shown and listed. */
export async function works(slack: FakeSlack, { store }: Bench): Promise<void> {
  const run = await runIs(store, (await create(store)).id, 'succeeded');
  const message = await slack.messages.wait(
    ({ metadata }) => [run.id, 'succeeded'].every((word) => JSON.stringify(metadata).includes(word)),
    5_000,
  );
  await vi.waitFor(async () => expect(await store.message(run.id)).toEqual({ channel: CHANNEL, ts: message.ts }), { interval: 20 });
  expect((await store.list({ limit: 1, visible: () => true })).map(({ id }) => id)).toEqual([run.id]);
}
