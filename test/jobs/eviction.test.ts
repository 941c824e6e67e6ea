import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startBot } from '../../cli/bot.ts';
import { SetupError } from '../../cli/expected-errors.ts';
import { type SandboxCloud, startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { ready } from '../../sandbox/scenarios/ready.ts';
import type { FakeSlack } from '../../sandbox/slack/fake.ts';
import { stageSettings } from '../../sandbox/stage.ts';
import { commands } from '../../src/actions/registry.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { formatMistakes } from '../../src/config/mistake.ts';
import { startRedis } from '../setup/redis.ts';
import { openTestLog, startSlack } from './workbench.ts';

let slack: FakeSlack;
let cloud: SandboxCloud;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  [slack, cloud] = await Promise.all([startSlack(), startSandboxCloud(ready)]);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => Promise.all([slack.stop(), cloud.close()]));

const serve = async (policy: string, port?: number) => {
  const server = await startRedis(['--maxmemory-policy', policy], port);
  closing.push(() => server.stop());
  return server;
};
function configFor(url: string): Config {
  const settings = stageSettings({ slack, cloud, env: { REDIS_URL: url, BURSTING_SIGNING_KEY: 'k'.repeat(40) } });
  const loaded = loadConfig({
    env: { values: settings.env, unusable: new Map() },
    yaml: { path: 'bursting.yaml', text: settings.yaml },
    stdoutIsTty: false,
    commands: commands.names,
  });
  if ('mistakes' in loaded) throw new Error(formatMistakes(loaded.mistakes));
  return loaded.config;
}
const FIX = /maxmemory-policy allkeys-lru: it may drop runs.+Set it to noeviction/;

test('a Redis that may evict runs stops the start, and the error says the fix', async () => {
  const { url } = await serve('allkeys-lru');
  const starting = startBot(configFor(url), openTestLog().log, () => {});
  await expect(starting).rejects.toThrow(FIX);
  await expect(starting).rejects.toBeInstanceOf(SetupError);
});

test('one that shows only later stops the program then', async () => {
  const { url, port, stop } = await serve('noeviction');
  const fatal: SetupError[] = [];
  const bot = await startBot(configFor(url), openTestLog().log, (error) => fatal.push(error));
  closing.push(() => bot.stop());
  await stop();
  await serve('allkeys-lru', port);
  await vi.waitFor(() => expect(fatal).toHaveLength(1), { timeout: 5_000, interval: 20 });
  expect(fatal[0]?.message).toMatch(FIX);
});
