import { spawn } from 'node:child_process';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import path from 'node:path';
import { OWN_SOCKET, ownSocket } from './redis.ts';

export interface OwnRedis {
  /** Ends the server, after it has written everything to disk: always for the bot itself, else only if it was started for this. */
  stop(): Promise<void>;
}

/**
 * The bot's own redis-server: append-only, on a socket in `dataDir` (0700), no port. One bot per directory: a second one is refused. A
 * server that outlived a killed bot is taken over, not started twice. Rejects with what to do when there is no redis-server binary.
 */
export async function startOwnRedis(dataDir: string, options: { exclusive: boolean }): Promise<OwnRedis> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  chmodSync(dataDir, 0o700);
  const socket = ownSocket(dataDir);
  if (Buffer.byteLength(socket) > 107)
    throw new Error(`the path ${socket} is too long for a socket (107 bytes): set DATA_DIR to a shorter one, or REDIS_URL`);

  const lock = path.join(dataDir, 'bot.pid');
  const release = (): void => {
    if (options.exclusive) rmSync(lock, { force: true });
  };
  if (options.exclusive) takeLock(lock, dataDir);
  const running = await answers(socket);
  try {
    if (!running) await spawnServer(dataDir);
  } catch (error) {
    release();
    throw error;
  }
  return {
    async stop() {
      if (options.exclusive || !running) await shutDown(socket);
      release();
    },
  };
}

/** The lock appears with its holder's process id in it, so that of bots that start at once one gets it. */
function takeLock(lock: string, dataDir: string): void {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid), { mode: 0o600 });
  try {
    while (!linked(own, lock)) {
      const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
      if (holder > 0 && holder !== process.pid && isAlive(holder))
        throw new Error(`another bursting (process ${holder}) uses ${dataDir}: stop it, set another DATA_DIR, or set REDIS_URL for both`);
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

const linked = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};

async function spawnServer(dataDir: string): Promise<void> {
  const settings = [
    '--port',
    '0',
    '--unixsocket',
    OWN_SOCKET,
    '--unixsocketperm',
    '700',
    '--appendonly',
    'yes',
    '--maxmemory-policy',
    'noeviction',
  ];
  // Its own process group: Ctrl+C in a terminal must not end it before the bot has drained.
  const child = spawn('redis-server', [...settings, '--save', '', '--dir', '.', '--daemonize', 'no'], {
    cwd: dataDir,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let out = '';
  const problem = await new Promise<string | null>((resolve) => {
    child.once('error', () => resolve('redis-server is not installed (Debian, Ubuntu: apt-get install redis-server), or set REDIS_URL'));
    child.once('exit', () => resolve(`redis-server did not start in ${dataDir}: ${out.trim().split('\n').at(-1) ?? ''}`));
    child.stdout?.on('data', (data: Buffer) => {
      out = (out + data.toString()).slice(-4_000);
      // Redis 7 words it differently for a port and for a socket.
      if (/ready to accept connections/i.test(out)) resolve(null);
    });
  });
  if (problem) throw new Error(problem);
  child.stdout?.destroy();
  child.unref();
}

/** Asks the server to end; it writes its append-only file first, and the connection closes when it is gone. */
const shutDown = (socket: string): Promise<void> =>
  new Promise((resolve) => {
    createConnection(socket, function (this: Socket) {
      this.end('SHUTDOWN\r\n');
    })
      .on('error', () => resolve())
      .on('close', () => resolve())
      .resume();
  });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createConnection(socket)
      .once('connect', () => {
        probe.destroy();
        resolve(true);
      })
      .once('error', () => resolve(false));
  });
