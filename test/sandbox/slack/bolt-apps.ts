import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { onTestFinished } from 'vitest';
import type { FakeSlack } from '../../../sandbox/slack/fake.ts';
import { quiet } from './lab.ts';

export interface Bot {
  readonly app: App;
  /** The names of the lifecycle events of the socket, in order. */
  readonly lifecycle: string[];
}

/** An unmodified Bolt app in Socket Mode, with its own options for the receiver; not started. */
export function socketBot(slack: FakeSlack): Bot {
  const common = { slackApiUrl: slack.apiUrl, timeout: 2_000 };
  const retryConfig = { forever: true, factor: 1.2, minTimeout: 50, maxTimeout: 200 };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: quiet,
    // Also how long the client waits before it reconnects (5 s by default).
    clientPingTimeout: 1_000,
    installerOptions: { clientOptions: { ...common, retryConfig } },
  });
  const app = new App({
    token: slack.botToken,
    receiver,
    logger: quiet,
    convoStore: false,
    deferInitialization: true,
    clientOptions: { ...common, retryConfig: { retries: 0 } },
  });
  const lifecycle: string[] = [];
  for (const state of ['connected', 'reconnecting', 'disconnected'])
    receiver.client.on(state, () => {
      lifecycle.push(state);
    });
  onTestFinished(() => app.stop().then(() => undefined));
  return { app, lifecycle };
}

/** The same, started: `start()` resolves when Slack has said hello. */
export async function startedSocketBot(slack: FakeSlack, listen: (app: App) => void): Promise<Bot> {
  const bot = socketBot(slack);
  listen(bot.app);
  await bot.app.init();
  await bot.app.start();
  return bot;
}

/** An unmodified Bolt app in HTTP mode on a free port of loopback; deliveries go to it from now on. */
export async function startedHttpBot(slack: FakeSlack, listen: (app: App) => void): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: quiet, endpoints: ['/slack/events'] });
  const app = new App({
    token: slack.botToken,
    receiver,
    logger: quiet,
    convoStore: false,
    deferInitialization: true,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  await app.init();
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => void server.close());
  const address = server.address();
  slack.requestUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`;
  return app;
}
