import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { SetupError } from './expected-errors.ts';

export interface Workspace {
  readonly teamId: string;
  readonly url: string;
}

/** Which workspace the bot token belongs to. Waits for an unreachable Slack; a refused token is a wrong set-up. */
export async function identify(slack: WebClient, log: Logger, giveUp: AbortSignal): Promise<Workspace> {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await slack.auth.test();
      if (answer.team_id) return { teamId: answer.team_id, url: answer.url ?? 'https://slack.com/' };
      throw new Error('auth.test names no workspace');
    } catch (error) {
      if (
        error instanceof WebAPIPlatformError &&
        !['internal_error', 'fatal_error', 'service_unavailable', 'ratelimited', 'request_timeout'].includes(error.data.error)
      ) {
        throw new SetupError(
          `Slack refuses the bot token (${error.data.error.slice(0, 80)}): check SLACK_BOT_TOKEN and SLACK_API_URL, and that the app is installed.`,
        );
      }
      if (attempt === 1)
        log.warn({ detail: error instanceof Error ? error.message.slice(0, 200) : '' }, 'Slack does not answer yet: waiting');
      await sleep(Math.min(250 * attempt, 2_000), undefined, { signal: giveUp });
    }
  }
}
