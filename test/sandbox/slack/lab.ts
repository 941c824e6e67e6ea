import { type Logger, LogLevel } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { FakeSlack, type FakeSlackOptions } from '../../../sandbox/slack/fake.ts';
import { LAB } from '../../../sandbox/slack/local.ts';

/** Says nothing: what goes wrong is asserted. */
export const quiet: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** A strict Slack with the people of the sandbox, for one test. Its token may everything, unless scopes are given. */
export async function labSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const { scopes: _, ...lab } = LAB;
  const slack = await FakeSlack.start({ ...lab, ...options });
  onTestFinished(() => slack.stop());
  return slack;
}

/** The real client of Slack's SDK. Without retries, so that a test sees each answer. */
export const client = (slack: FakeSlack, options: WebClientOptions = {}, token: string = slack.botToken): WebClient =>
  new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: quiet, ...options });

/** What a refused call is called: the error code, or the name of what was thrown. */
export const refusal = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { data?: { error?: string }; message: string }) => error.data?.error ?? error.message,
  );
