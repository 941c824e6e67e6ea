import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { vi } from 'vitest';
import { issueAuthority } from '../../sandbox/cluster/certificates.ts';
import { ensureRedisServer } from '../../sandbox/redis-server.ts';
import type { RedisTarget } from '../../src/config/config.ts';
import { freePort } from '../setup/free-port.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';

/** Redis in one of the ways an operator may run it; `stop` leaves nothing behind. */
export interface RedisKind<T extends RedisTarget = RedisTarget> {
  readonly target: T;
  readonly servers: readonly PrivateRedis[];
  stop(): Promise<void>;
}

/** Asks one server, outside the program's connections. */
export async function ask<T>(port: number, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({ host: '127.0.0.1', port, retryStrategy: null });
  redis.on('error', () => {});
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

/** TLS on a port of its own, beside the plain one, with an authority that nobody knows. */
export async function startTls(): Promise<{ url: string; plain: PrivateRedis; caFile: string; stop(): Promise<void> }> {
  const dir = mkdtempSync(path.join(tmpdir(), 'bursting-tls-'));
  const file = (name: string, text: string): string => {
    writeFileSync(path.join(dir, name), text, { mode: 0o600 });
    return path.join(dir, name);
  };
  const authority = await issueAuthority('redis test authority');
  const { certPem, keyPem } = await authority.server(['127.0.0.1']);
  const caFile = file('ca.pem', authority.certPem);
  const port = await freePort();
  const plain = await startRedis([
    ...['--tls-port', String(port), '--tls-auth-clients', 'no', '--tls-ca-cert-file', caFile],
    ...['--tls-cert-file', file('cert.pem', certPem), '--tls-key-file', file('key.pem', keyPem)],
  ]);
  return {
    url: `rediss://127.0.0.1:${port}`,
    plain,
    caFile,
    async stop() {
      await plain.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Redis Cluster: three masters that share the slots. */
export async function startCluster(): Promise<RedisKind> {
  const nodes: { server: PrivateRedis; bus: number }[] = [];
  for (let i = 0; i < 3; i += 1) {
    const bus = await freePort();
    const settings = ['--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', '2000'];
    nodes.push({ server: await startRedis(settings), bus });
  }
  const bounds = [0, 5_461, 10_923, 16_384] as const;
  const [first] = nodes;
  for (const [i, { server }] of nodes.entries()) {
    await ask(server.port, async (redis) => {
      await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', i + 1);
      await redis.call('CLUSTER', 'ADDSLOTSRANGE', bounds[i] ?? 0, (bounds[i + 1] ?? 0) - 1);
      if (first && i > 0) await redis.call('CLUSTER', 'MEET', '127.0.0.1', first.server.port, first.bus);
    });
  }
  for (const { server } of nodes)
    await vi.waitFor(
      () =>
        ask(server.port, async (redis) => {
          const info = String(await redis.call('CLUSTER', 'INFO'));
          if (!/cluster_state:ok/.test(info) || !/cluster_known_nodes:3/.test(info)) throw new Error(info);
        }),
      { timeout: 10_000, interval: 50 },
    );
  const servers = nodes.map(({ server }) => server);
  return {
    target: { kind: 'cluster', urls: servers.map(({ url }) => url) },
    servers,
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}

/** A master, its replica, and a sentinel that decides alone. `servers` are in that order. */
export async function startSentinel(password: string | null = null): Promise<RedisKind> {
  const auth = password ? ['--requirepass', password, '--masterauth', password] : [];
  const master = await startRedis(auth);
  const replica = await startRedis([...auth, '--replicaof', '127.0.0.1', String(master.port)]);
  const dir = mkdtempSync(path.join(tmpdir(), 'bursting-sentinel-'));
  const port = await freePort();
  const conf = path.join(dir, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${dir}`,
    `sentinel monitor main 127.0.0.1 ${master.port} 1`,
    'sentinel down-after-milliseconds main 1000',
    'sentinel failover-timeout main 3000',
    ...(password ? [`sentinel auth-pass main ${password}`] : []),
  ];
  writeFileSync(conf, `${lines.join('\n')}\n`);
  const sentinel: ChildProcess = spawn(
    ensureRedisServer(() => {}),
    [conf, '--sentinel'],
    { stdio: 'ignore' },
  );
  const gone = once(sentinel, 'exit');
  await vi.waitFor(
    () =>
      ask(port, async (redis) => {
        const replicas = (await redis.call('SENTINEL', 'REPLICAS', 'main')) as string[][];
        const flags = replicas[0]?.[replicas[0].indexOf('flags') + 1];
        const link = replicas[0]?.[replicas[0].indexOf('master-link-status') + 1];
        if (flags !== 'slave' || link !== 'ok') throw new Error(`the sentinel knows no replica that follows: ${flags}, ${link}`);
      }),
    { timeout: 20_000, interval: 50 },
  );
  return {
    target: { kind: 'sentinel', sentinels: [{ host: '127.0.0.1', port }], master: 'main', username: null, password, db: 0 },
    servers: [master, replica],
    async stop() {
      sentinel.kill('SIGKILL');
      await Promise.all([gone, master.stop(), replica.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
