import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackAppDeps } from '../handlers/slack-app.ts';
import { Directory } from '../jobs/directory.ts';
import type { RedisClient } from '../jobs/redis.ts';
import { Rights } from '../jobs/rights.ts';
import type { Config } from '../src/config/config.ts';
import { identify, Memory, type Workspace } from './workspace.ts';

/** How long one piece of work waits for Slack to say whose token this is: as long as for any other answer. */
const ANSWER_MS = 10_000;

/** Slack, and what it says of people. */
export interface SlackParts {
  readonly slack: WebClient;
  /** How Slack is reached where its client is not asked; null: directly. */
  readonly fetch: WebClientOptions['fetch'] | null;
  readonly directory: Directory;
  readonly rights: Rights;
  /** As `rights`, but asked of Slack each time. */
  readonly rightsNow: Rights;
  /** Resolves when Slack says so, however long that takes; rejects with `SetupError` when it refuses the token. */
  readonly identified: Promise<Workspace>;
  /** As `identified`, or as Slack said to an earlier process; rejects after the time that any call to Slack may take. */
  readonly workspace: () => Promise<Workspace>;
}

interface SlackPartsDeps {
  readonly config: Config;
  readonly http: SlackAppDeps['http'];
  readonly redis: RedisClient;
  readonly signingKeys: readonly string[];
  readonly log: Logger;
  readonly giveUp: AbortSignal;
}

/** Slack's client, which takes a seventh of a start to load: a worker takes work without. */
export function openSlack({ config, http, redis, signingKeys, log, giveUp }: SlackPartsDeps): SlackParts {
  const slack = new WebClient(config.slack.botToken, {
    slackApiUrl: config.slack.apiUrl,
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    ...(http.fetch ? { fetch: http.fetch } : {}),
    logger: SILENT,
    retryConfig: { retries: 0 },
  });
  const memory = new Memory(redis, signingKeys, config.slack.botToken);
  const identified = identify(slack, log, giveUp);
  let known: Workspace | null = null;
  identified
    .then((workspace) => {
      known = workspace;
      return memory.keep(workspace);
    })
    .catch(() => {});
  // Redis is asked each time: the first time it may not have been there yet.
  const workspace = async (): Promise<Workspace> => known ?? Promise.race([Promise.any([identified, memory.recall()]), late()]);
  const people = { slack, redis, teamId: async () => (await workspace()).teamId, log };
  const directory = new Directory(people);
  return {
    ...{ slack, fetch: http.fetch ?? null, directory, identified, workspace },
    rights: new Rights(directory, config.rules),
    rightsNow: new Rights(new Directory({ ...people, fresh: true }), config.rules),
  };
}

async function late(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  setTimeout(reject, ANSWER_MS, new Error('Slack has not said yet which workspace the bot token belongs to')).unref();
  return promise;
}

/** Errors arrive as values; the library's own log would repeat them, with details. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => 'error' as never, setName() {} };
