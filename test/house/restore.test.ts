import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { startOwnRedis } from '../../jobs/own-redis.ts';
import { OWN_SOCKET } from '../../jobs/redis.ts';
import { ensureRedisServer } from '../../sandbox/redis-server.ts';
import { startRedis } from '../setup/redis.ts';

const HANDBOOK = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
/** The commands under a heading of the handbook. */
const commandsOf = (heading: string): string =>
  new RegExp(`^## ${heading}\\n[\\s\\S]*?\`\`\`\\n([\\s\\S]*?)\`\`\``, 'm').exec(HANDBOOK)?.[1] ??
  expect.fail(`the handbook has no commands under ${heading}`);

test.skipIf(!ensureRedisServer(() => {}).endsWith('redis-server'))(
  'what the handbook says under Backup and Restore brings everything back, append-only, into the bot’s own Redis',
  async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'bursting-restore-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    const before = await startRedis(['--appendonly', 'yes']);
    onTestFinished(() => before.stop());
    const run = (commands: string): void =>
      void execFileSync('sh', ['-euc', commands], {
        cwd: dir,
        env: { PATH: process.env.PATH, REDIS_URL: before.url, DIR: path.join(dir, 'data') },
        stdio: 'ignore',
      });

    const old = new Redis(before.url);
    await old.set('{bursting}:run:x', 'kept');
    await old.xadd('{bursting}:audit', '*', 'record', '{}');
    old.disconnect();
    run(commandsOf('Backup'));
    execFileSync('mkdir', [path.join(dir, 'data')]);
    run(commandsOf('Restore'));
    expect(existsSync(path.join(dir, 'data/dump.rdb'))).toBe(false);

    const own = await startOwnRedis(path.join(dir, 'data'), { exclusive: true });
    onTestFinished(() => own.stop());
    const restored = new Redis({ path: path.join(dir, 'data', OWN_SOCKET) });
    onTestFinished(() => restored.disconnect());
    expect(await restored.get('{bursting}:run:x')).toBe('kept');
    expect(await restored.xlen('{bursting}:audit')).toBe(1);
    expect(await restored.config('GET', 'appendonly')).toContain('yes');
  },
);
