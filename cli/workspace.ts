import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { z } from 'zod';
import { key, type RedisClient } from '../jobs/redis.ts';
import { type SigningKeys, signText, verifyText } from '../src/runs/signature.ts';
import { SetupError } from './expected-errors.ts';

export interface Workspace {
  readonly teamId: string;
  readonly url: string;
}

const KEPT_MS = 30 * 86_400_000;
const kept = z.object({ teamId: z.string(), url: z.string(), signature: z.string() });

/** What Slack once said of a bot token, kept in Redis for a process that starts while Slack is away: signed, and only for that token. */
export class Memory {
  readonly #redis: RedisClient;
  readonly #signingKeys: SigningKeys;
  readonly #token: string;

  constructor(redis: RedisClient, signingKeys: SigningKeys, token: string) {
    this.#redis = redis;
    this.#signingKeys = signingKeys;
    this.#token = token;
  }

  /** Rejects when nothing is known, or cannot be believed. */
  async recall(): Promise<Workspace> {
    const { signature, ...workspace } = kept.parse(JSON.parse((await this.#redis.get(WORKSPACE)) ?? ''));
    if (!verifyText(this.#signingKeys, 'workspace', this.#text(workspace), signature)) throw new Error('not signed for this token');
    return workspace;
  }

  /** As soon as Redis is there: Slack may have answered first. */
  async keep(workspace: Workspace): Promise<void> {
    if (this.#redis.status !== 'ready') await new Promise((resolve) => this.#redis.once('ready', resolve));
    const signature = signText(this.#signingKeys, 'workspace', this.#text(workspace));
    await this.#redis.set(WORKSPACE, JSON.stringify({ ...workspace, signature }), 'PX', KEPT_MS);
  }

  #text({ teamId, url }: Workspace): string {
    return JSON.stringify([this.#token, teamId, url]);
  }
}

const WORKSPACE = key('workspace');

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
