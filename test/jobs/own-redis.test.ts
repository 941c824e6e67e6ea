import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type OwnRedis, startOwnRedis } from '../../jobs/own-redis.ts';
import type { RedisClient } from '../../jobs/redis.ts';
import { connected } from './workbench.ts';

let dir: string;
const servers: OwnRedis[] = [];
const clients: RedisClient[] = [];
const bots: ChildProcess[] = [];

beforeEach(() => {
  dir = path.join(mkdtempSync(path.join(tmpdir(), 'bursting-own-')), 'data');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const client of clients.splice(0)) client.disconnect();
  for (const bot of bots.splice(0)) if (bot.exitCode === null && bot.signalCode === null) await killed(bot);
  for (const server of servers.splice(0)) await server.stop();
  rmSync(path.dirname(dir), { recursive: true, force: true });
});

const start = async (exclusive = true, where = dir): Promise<OwnRedis> => {
  const server = await startOwnRedis(where, { exclusive });
  servers.push(server);
  return server;
};
const connect = async (): Promise<RedisClient> => {
  const client = await connected({ kind: 'own', dataDir: dir });
  clients.push(client);
  return client;
};
const infoOf = async (client: RedisClient, field: string): Promise<string> =>
  new RegExp(`^${field}:(.*?)\\r?$`, 'm').exec(await client.info())?.[1] ?? '';
const settingOf = async (client: RedisClient, name: string): Promise<unknown> =>
  ((await client.call('CONFIG', 'GET', name)) as unknown[])[1];
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Another bot, in a process of its own; resolves with what it says: `up`, or why not. */
async function otherBot(): Promise<{ bot: ChildProcess; said: string }> {
  const code = `
    import { startOwnRedis } from ${JSON.stringify(path.resolve(import.meta.dirname, '../../jobs/own-redis.ts'))};
    setInterval(() => {}, 60_000);
    await startOwnRedis(process.argv[1], { exclusive: true }).then(() => console.log('up'), (error) => console.log(error.message));
  `;
  const bot = spawn(process.execPath, ['--input-type=module', '-e', code, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  bots.push(bot);
  const [line] = (await once(bot.stdout, 'data')) as [Buffer];
  return { bot, said: line.toString().trim() };
}
const killed = async (bot: ChildProcess): Promise<void> => {
  bot.kill('SIGKILL');
  await once(bot, 'exit');
};

test('runs on a socket in a closed directory, writes what it acknowledges, evicts nothing, listens on no port; stopping leaves no process', async () => {
  const server = await start();
  const redis = await connect();
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(statSync(path.join(dir, 'redis.sock')).mode & 0o077).toBe(0);
  for (const [name, value] of Object.entries({ port: '0', appendonly: 'yes', 'maxmemory-policy': 'noeviction' }))
    expect(await settingOf(redis, name), name).toBe(value);
  const pid = Number(await infoOf(redis, 'process_id'));
  expect(isAlive(pid)).toBe(true);
  redis.disconnect();
  await server.stop();
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 10 });
  servers.length = 0;
});

test('what was kept is there after a restart', async () => {
  const first = await start();
  const before = await connect();
  await before.set('kept', 'yes');
  before.disconnect();
  await first.stop();
  await start();
  expect(await (await connect()).get('kept')).toBe('yes');
});

test('a directory that is open to others is closed', async () => {
  mkdirSync(dir, { mode: 0o755 });
  await start();
  expect(statSync(dir).mode & 0o777).toBe(0o700);
});

test('a second bot in the same directory is refused, and told what to do', async () => {
  const { said, bot } = await otherBot();
  expect(said).toBe('up');
  await expect(startOwnRedis(dir, { exclusive: true })).rejects.toThrow(
    `another bursting (process ${bot.pid}) uses ${dir}: stop it, set another DATA_DIR, or set REDIS_URL for both`,
  );
  expect(await (await connect()).ping()).toBe('PONG');
  await killed(bot);
  await start(); // so that its server is stopped, too
});

test('of several bots that start at once one works', async () => {
  const all = await Promise.all(Array.from({ length: 4 }, otherBot));
  expect(all.filter(({ said }) => said === 'up')).toHaveLength(1);
  for (const { said } of all) expect(said).toMatch(/^up$|^another bursting/);
  await Promise.all(all.map(({ bot }) => killed(bot)));
  await start();
});

test('the server of a bot that was killed is taken over, with what it holds, and stopped in the end', async () => {
  const { bot } = await otherBot();
  const orphan = await connect();
  const pid = Number(await infoOf(orphan, 'process_id'));
  await orphan.set('kept', 'yes');
  await killed(bot);
  const server = await start();
  const redis = await connect();
  expect(Number(await infoOf(redis, 'process_id'))).toBe(pid);
  expect(await redis.get('kept')).toBe('yes');
  for (const client of clients.splice(0)) client.disconnect();
  await server.stop();
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 10 });
});

test('a lock and a socket that a dead bot left behind are no obstacle', async () => {
  const { bot } = await otherBot();
  const pid = Number(await infoOf(await connect(), 'process_id'));
  await killed(bot);
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 10 });
  await start();
  expect(readFileSync(path.join(dir, 'bot.pid'), 'utf8')).toBe(String(process.pid));
});

test('who only looks neither needs the lock nor stops the bot’s server; one started for the look is stopped after it', async () => {
  await start();
  const redis = await connect();
  const look = await startOwnRedis(dir, { exclusive: false });
  await look.stop();
  expect(await redis.ping()).toBe('PONG');
  redis.disconnect();
  await servers.pop()?.stop();

  const alone = await startOwnRedis(dir, { exclusive: false });
  const pid = Number(await infoOf(await connect(), 'process_id'));
  for (const client of clients.splice(0)) client.disconnect();
  await alone.stop();
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 10 });
});

test('a path that is too long for a socket is refused with what to do', async () => {
  await expect(start(true, path.join(dir, 'x'.repeat(100)))).rejects.toThrow(
    /too long for a socket \(107 bytes\): set DATA_DIR to a shorter one/,
  );
});

test('without redis-server on this machine the error says what to install, and a later start is not blocked', async () => {
  vi.stubEnv('PATH', '/nonexistent');
  await expect(start()).rejects.toThrow('redis-server is not installed (Debian, Ubuntu: apt-get install redis-server), or set REDIS_URL');
  vi.unstubAllEnvs();
  await expect(otherBot()).resolves.toMatchObject({ said: 'up' });
  for (const bot of bots) await killed(bot);
  await start();
});

test('a server that does not start says why', async () => {
  mkdirSync(path.join(dir, 'appendonlydir'), { recursive: true });
  writeFileSync(path.join(dir, 'appendonlydir', 'appendonly.aof.manifest'), 'nonsense\n');
  await expect(start()).rejects.toThrow(/redis-server did not start in .+: .+/);
});
