import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';

const MAIN = path.join(import.meta.dirname, '../../cli/main.ts');
/** A port where nobody listens: the connection is refused at once. */
const NOBODY = 'http://127.0.0.1:1/api/';

let redis: PrivateRedis;
let dir: string;
beforeAll(async () => {
  redis = await startRedis();
  dir = mkdtempSync(path.join(tmpdir(), 'bursting-start-'));
  writeFileSync(
    path.join(dir, 'bursting.yaml'),
    'clusters: { prod: { region: cn-north-4, clusterId: 4f3c2b1a-0000-11ef-8aaa-0255ac100b01 } }',
  );
});
afterAll(async () => {
  await redis.stop();
  rmSync(dir, { recursive: true, force: true });
});

const ROLES = {
  gateway: { SLACK_APP_TOKEN: 'xapp-1' },
  worker: { HUAWEI_AK: 'access', HUAWEI_SK: 'secret' },
} as const;

describe('bursting start', () => {
  test.each(['gateway', 'worker'] as const)('a %s that still waits for Slack stops at once when it is told to, with 0', async (role) => {
    const bot = spawn(process.execPath, [MAIN, 'start'], {
      cwd: dir,
      env: {
        ROLE: role,
        ...ROLES[role],
        PORT: '0',
        REDIS_URL: redis.url,
        BURSTING_SIGNING_KEY: 'k'.repeat(32),
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_API_URL: NOBODY,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    bot.stdout.on('data', (data: Buffer) => {
      out += data.toString();
      if (!bot.killed && out.includes('Slack does not answer yet')) bot.kill('SIGTERM');
    });
    const [code] = await once(bot, 'exit');
    expect({ code, out }).toEqual({ code: 0, out: expect.not.stringContaining('ended by force') });
  });
});
