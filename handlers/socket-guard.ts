import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';

/**
 * The listeners that Slack's libraries put on a socket are asynchronous, and what they throw over a message of another shape is heard by
 * nobody: it would end the process (socket-mode 3.0, `events_api` without an event). From here on it is a line in the log, and the next
 * message is read. Call it after Bolt has put its own on.
 */
export function guardSocket(client: SocketModeReceiver['client'], log: Logger): void {
  for (const event of ['ws_message', 'slack_event']) {
    const listeners = client.listeners(event);
    client.removeAllListeners(event);
    for (const listen of listeners) {
      client.on(event, (...args: unknown[]) => {
        Promise.resolve(listen.apply(client, args)).catch((error: unknown) =>
          log.warn({ detail: error instanceof Error ? error.message.slice(0, 200) : '' }, 'a message of Slack could not be read'),
        );
      });
    }
  }
}
