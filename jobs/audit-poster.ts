import { randomUUID } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { auditLine } from '../blocks/audit.ts';
import type { AuditTrail } from './audit-trail.ts';
import { key, type RedisClient } from './redis.ts';
import { slackCode, troubleOf } from './slack-errors.ts';

const EVERY_MS = 2_000;
const LEASE_MS = 15_000;
/** Lines in one message: a burst of clicks is no burst of messages. */
const LINES = 20;

export interface AuditPosterDeps {
  readonly redis: RedisClient;
  readonly trail: AuditTrail;
  /** Only what they prove is told as it stands. */
  readonly signingKeys: readonly string[];
  readonly slack: WebClient;
  readonly channel: string;
  readonly log: Logger;
  /** How often the trail is looked at, in milliseconds (2,000). */
  readonly everyMs?: number;
}

/** Gives a lease back if it is still one's own. KEYS lease. ARGV token. */
const DROP = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

interface Scripts {
  burstingDrop(lease: string, token: string): Promise<number>;
}

/**
 * Copies what was decided into the audit channel, each line with the head of the chain: whoever rewrites the trail in Redis would have to
 * rewrite Slack too. One process at a time, from where the last one stopped; a line may come twice after a crash, none is left out.
 */
export function startAuditPoster({ redis: client, trail, signingKeys, slack, channel, log, everyMs = EVERY_MS }: AuditPosterDeps): {
  stop(): void;
} {
  client.defineCommand('burstingDrop', { numberOfKeys: 1, lua: DROP });
  const redis = client as RedisClient & Scripts;
  const token = randomUUID();
  const cursor = key('audit', 'posted');
  const lease = key('audit', 'poster');
  let resumeAt = 0;
  const pass = async (): Promise<void> => {
    if (redis.status !== 'ready' || performance.now() < resumeAt) return;
    if ((await redis.set(lease, token, 'PX', LEASE_MS, 'NX')) !== 'OK') return;
    try {
      let lines: string[] = [];
      let upTo: string | null = null;
      const flush = async (): Promise<void> => {
        if (lines.length > 0) {
          // Slack may take 10 s: who was slow before leaves it to whoever has taken over.
          if ((await redis.get(lease)) !== token) throw new Error('another process goes on');
          await redis.pexpire(lease, LEASE_MS);
          await slack.chat.postMessage({ channel, text: lines.join('\n'), unfurl_links: false, unfurl_media: false });
        }
        if (upTo !== null) await redis.set(cursor, upTo);
        lines = [];
      };
      const from = await redis.get(cursor);
      for await (const entry of trail.entries(from ?? (await begin(redis, trail, cursor)), signingKeys)) {
        if (entry.record.kind === 'unproven') log.error({ entry: entry.id }, 'somebody else wrote into the audit');
        const line = auditLine(entry);
        if (line !== null) lines.push(line);
        upTo = entry.id;
        if (lines.length >= LINES) await flush();
      }
      await flush();
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === 'limited') resumeAt = performance.now() + trouble.retryAfterMs;
      log.warn(
        { channel, slack: slackCode(error), detail: error instanceof Error ? error.message.slice(0, 200) : '' },
        'audit channel not written yet',
      );
    } finally {
      await redis.burstingDrop(lease, token).catch(() => 0);
    }
  };
  let busy = false;
  const once = (): void => {
    if (busy) return;
    busy = true;
    pass()
      .catch((error: Error) => log.warn({ detail: error.message.slice(0, 200) }, 'audit channel not written yet'))
      .finally(() => {
        busy = false;
      });
  };
  once();
  const timer = setInterval(once, everyMs);
  return { stop: () => clearInterval(timer) };
}

/** The first time, nothing old is told. */
async function begin(redis: RedisClient, trail: AuditTrail, cursor: string): Promise<string> {
  const last = (await trail.last()) ?? '0-0';
  await redis.set(cursor, last, 'NX');
  return last;
}
