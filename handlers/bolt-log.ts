import type { Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

/**
 * Bolt's log through ours. Only sentences pass: objects and errors from Slack's libraries may carry whole requests, so of those the
 * message alone is kept. Bolt's debug level prints bodies and is never on.
 */
export function boltLog(log: Logger): BoltLogger {
  const say = (parts: readonly unknown[]): string =>
    parts
      .map((part) => (part instanceof Error ? part.message : typeof part === 'string' ? part : ''))
      .join(' ')
      .trim()
      .slice(0, 500);
  return {
    debug() {},
    info: (...parts) => log.debug(say(parts)),
    warn: (...parts) => log.warn(say(parts)),
    error: (...parts) => log.error(say(parts)),
    setLevel() {},
    getLevel: () => 'info' as LogLevel,
    setName() {},
  };
}
