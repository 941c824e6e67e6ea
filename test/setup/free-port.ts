import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what Linux, macOS and Windows give to connections going out (32768 and up): a server that is stopped and started again on its port
 * finds it free, and so does one that is started a moment after this has looked.
 */
const PORTS = [10_000, 30_000] as const;

/** A loopback port for a server that cannot be told to choose one itself. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...PORTS);
    if (await isFree(port)) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
