import type { RequestListener } from 'node:http';
import type { App } from '@slack/bolt';
// The package's root also brings Express and AWS Lambda: a quarter of what loading it costs.
import bolt, { type ExtendedErrorHandlerArgs } from '@slack/bolt/dist/App.js';
import httpMode from '@slack/bolt/dist/receivers/HTTPReceiver.js';
import socketMode from '@slack/bolt/dist/receivers/SocketModeReceiver.js';
import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackConfig } from '../src/config/config.ts';
import { boltLog } from './bolt-log.ts';
import { guardSocket } from './socket-guard.ts';

/** How long stopping waits for answers under way: Slack waits no longer for one itself. */
const GRACE_MS = 3_000;

export interface SlackApp {
  readonly app: App;
  /** HTTP mode: what serves `/slack/events`. Null in Socket Mode. */
  readonly listener: RequestListener | null;
  /** Connects to Slack. Rejects if Slack refuses the tokens; an unreachable Slack is waited for. */
  start(): Promise<void>;
  /** Whether Slack can reach us now. */
  receiving(): boolean;
  /** Takes no more and waits until the answers under way are given. */
  stop(): Promise<void>;
}

export interface SlackAppDeps {
  readonly slack: SlackConfig;
  /** The listener's own HTTP set-up (proxies). */
  readonly http: Pick<WebClientOptions, 'fetch'> & {
    readonly dispatcher?: ConstructorParameters<typeof socketMode.default>[0]['dispatcher'];
  };
  readonly log: Logger;
}

/** Bolt in Socket Mode (with an app token) or HTTP mode, set up so that failures are errors, not unhandled rejections. */
export function createSlackApp({ slack, http, log }: SlackAppDeps): SlackApp {
  const logger = boltLog(log);
  const client = { slackApiUrl: slack.apiUrl, timeout: 10_000, ...(http.fetch ? { fetch: http.fetch } : {}) } satisfies WebClientOptions;
  const socket = slack.appToken
    ? new socketMode.default({
        appToken: slack.appToken,
        logger,
        ...(http.dispatcher ? { dispatcher: http.dispatcher } : {}),
        // Its own object: the receiver writes into it. For ever: with fewer retries a long outage is never recovered from.
        installerOptions: {
          clientOptions: { ...client, retryConfig: { forever: true, factor: 1.5, minTimeout: 250, maxTimeout: 2_000, randomize: true } },
        },
      })
    : null;
  const web = socket ? null : new httpMode.default({ signingSecret: slack.signingSecret ?? '', logger });
  const app = new bolt.default({
    token: slack.botToken,
    receiver: socket ?? web ?? unreachable(),
    logger,
    convoStore: false,
    extendedErrorHandler: true,
    deferInitialization: true,
    clientOptions: { ...client, retryConfig: { retries: 1, minTimeout: 200, maxTimeout: 1_000 } },
  });

  if (socket) guardSocket(socket.client, log);

  let inFlight = 0;
  let stopping = false;
  let connected = false;
  let drained: (() => void) | null = null;
  socket?.client.on('connected', () => {
    // It was still connecting when it was stopped, which the library does not break off.
    if (stopping) return void socket.client.disconnect();
    connected = true;
    log.info('connected to Slack');
  });
  for (const event of ['disconnected', 'reconnecting', 'disconnecting']) {
    socket?.client.on(event, () => {
      connected = false;
    });
  }
  app.use(async ({ next }) => {
    inFlight += 1;
    try {
      await next();
    } finally {
      inFlight -= 1;
      if (inFlight === 0) drained?.();
    }
  });
  // `app.error` is typed for plain errors; with extendedErrorHandler it gets these.
  app.error(async ({ error, context }: ExtendedErrorHandlerArgs) => {
    log.error({ code: error.code, detail: error.message.slice(0, 300), user: context.userId }, 'listener failed');
  });

  return {
    app,
    listener: web?.requestListener ?? null,
    async start() {
      await app.init();
      if (stopping) return;
      if (socket) await app.start();
      else connected = true;
    },
    receiving: () => connected && !stopping,
    async stop() {
      stopping = true;
      if (inFlight > 0) {
        await new Promise<void>((resolve) => {
          drained = resolve;
          setTimeout(resolve, GRACE_MS).unref();
        });
      }
      // Only now: an answer travels on the connection that brought the question.
      if (socket) await app.stop();
    },
  };
}

const unreachable = (): never => {
  throw new Error('neither an app token nor a signing secret is configured');
};
