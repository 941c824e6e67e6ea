import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/** A command that Redis was sent over a connection; what a script does inside Redis is none. */
export type Words = readonly string[];

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b' };

/** Words as Redis quotes them (`sdscatrepr`). Bytes beyond ASCII are told one by one, as Latin-1. */
export function unquoted(line: string): Words {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) =>
    word.replace(/\\(x[0-9a-f]{2}|.)/g, (_all, what: string) =>
      what.length === 3 ? String.fromCharCode(Number.parseInt(what.slice(1), 16)) : (ESCAPED[what] ?? what),
    ),
  );
}

/**
 * Tells of each command that the Redis at `port` is sent from now on, until it is stopped. On a connection of its own: `monitor()` of ioredis
 * takes what comes together with the first answer for the answer to a command that it has not sent, and throws where nobody can catch it.
 */
export async function monitorRedis(port: number, command: (words: Words) => void): Promise<() => void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const lines = createInterface({ input: socket });
  const agreed = once(lines, 'line');
  lines.on('line', (line) => {
    const [, source, words] = /^\+[\d.]+ \[\d+ (\S+)\] (.*)$/.exec(line) ?? [];
    if (source && source !== 'lua') command(unquoted(words ?? ''));
  });
  socket.write('MONITOR\r\n');
  await agreed;
  return () => socket.destroy();
}
