import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureRedisServer } from '../../sandbox/redis-server.ts';
import { freePort } from './free-port.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    redisUrl: string;
  }
}

export interface PrivateRedis {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

let found: string | null = null;
/** Looked for once a process: it takes a program to tell. */
const redisServer = (): string => {
  found ??= ensureRedisServer((line) => process.stderr.write(`${line}\n`));
  return found;
};

/** A Redis of one's own on a free loopback port and a temporary directory; `stop` leaves neither behind. */
export async function startRedis(
  extra: readonly string[] = [],
  port?: number,
  env: Readonly<Record<string, string>> = {},
): Promise<PrivateRedis> {
  const binary = redisServer();
  for (let attempt = 1; ; attempt++) {
    const chosen = port ?? (await freePort());
    const dir = mkdtempSync(path.join(tmpdir(), 'bursting-redis-'));
    const child: ChildProcess = spawn(
      binary,
      [
        '--port',
        String(chosen),
        '--bind',
        '127.0.0.1',
        '--dir',
        dir,
        '--save',
        '',
        '--appendonly',
        'no',
        '--maxmemory-policy',
        'noeviction',
        ...extra,
      ],
      { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } },
    );
    const up = await new Promise<boolean>((resolve) => {
      let out = '';
      child.once('error', () => resolve(false)).once('exit', () => resolve(false));
      child.stdout?.on('data', (data: Buffer) => {
        out += data.toString();
        if (out.includes('Ready to accept connections')) resolve(true);
      });
    });
    const stop = (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> =>
      new Promise((done) => {
        const gone = (): void => {
          rmSync(dir, { recursive: true, force: true });
          done();
        };
        if (child.exitCode !== null || child.signalCode !== null) return gone();
        child.once('exit', gone);
        child.kill(signal);
      });
    if (up && child.pid) return { url: `redis://127.0.0.1:${chosen}`, port: chosen, pid: child.pid, stop };
    await stop();
    if (attempt >= 3) throw new Error(`${binary} did not start`);
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const redis = await startRedis();
  project.provide('redisUrl', redis.url);
  return () => redis.stop('SIGTERM');
}
