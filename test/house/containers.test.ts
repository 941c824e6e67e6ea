import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { startHttpServer } from '../../handlers/http-server.ts';
import { wrongEvictionPolicy } from '../../jobs/redis.ts';
import { ensureRedisServer } from '../../sandbox/redis-server.ts';
import { commands } from '../../src/actions/registry.ts';
import { loadConfig } from '../../src/config/load.ts';
import { formatMistakes } from '../../src/config/mistake.ts';
import { isVariable } from '../../src/config/variables.ts';
import { reach } from './import-graph.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

const DOCKERFILE = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
const lines = (instruction: string): readonly string[] =>
  DOCKERFILE.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1).trim());
const IMAGE_ENV = Object.fromEntries(lines('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=') as [string, string])));

interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}
const COMPOSE = parse(read('docker-compose.yml'), { merge: true }) as { readonly services: Readonly<Record<string, Service>> };
const service = (name: string): Service => COMPOSE.services[name] ?? expect.fail(`docker-compose.yml has no ${name}`);

/** What Compose puts for `${NAME:-}` and `${NAME:?what to do}`. */
const interpolate = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    if (env[name]) return env[name];
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return rest;
  });

/** What an operator writes into `.env`, everything of all roles in one file. */
const DOT_ENV = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
  HUAWEI_AK: 'access',
  HUAWEI_SK: 'secret',
  BURSTING_SIGNING_KEY: 'k'.repeat(32),
  REDIS_PASSWORD: '0123456789abcdef',
};
const environmentOf = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(service(name).environment).map(([variable, text]) => [variable, interpolate(String(text), DOT_ENV)]));
function load(name: string) {
  const loaded = loadConfig({
    env: { values: { ...IMAGE_ENV, ...environmentOf(name) }, unusable: new Map() },
    yaml: { path: 'bursting.yaml', text: read('bursting.example.yaml') },
    stdoutIsTty: false,
    commands: commands.names,
  });
  if ('mistakes' in loaded) throw new Error(formatMistakes(loaded.mistakes));
  return loaded.config;
}

describe('docker-compose.yml', () => {
  test.each(['gateway', 'worker'] as const)('the %s starts with what it is given, and is given no more than its role may hold', (name) => {
    const config = load(name);
    expect(config).toMatchObject({ role: name, http: { host: '0.0.0.0', port: 3000 }, redis: { kind: 'single' } });
    expect(config.huawei.credentials.size).toBe(name === 'worker' ? 1 : 0);
  });

  test.each(['gateway', 'worker'])('every variable of the %s is one the bot reads', (name) => {
    expect(Object.keys(service(name).environment).filter((variable) => !isVariable(variable))).toEqual([]);
  });

  test.each(Object.keys(DOT_ENV))('says what to do when %s is missing', (variable) => {
    const texts = Object.values(COMPOSE.services).flatMap(({ environment }) => Object.values(environment));
    const without = Object.fromEntries(Object.entries(DOT_ENV).filter(([name]) => name !== variable));
    expect(() => texts.map((text) => interpolate(String(text), without))).toThrow(`${variable}: put ${variable} into .env`);
  });

  // Where only Valkey is installed, there is no program of the name that the image has.
  test.skipIf(!ensureRedisServer(() => {}).endsWith('redis-server'))(
    'its Redis keeps what it is told, wants the password, and is healthy',
    async () => {
      const { command = [], healthcheck } = service('redis');
      const [shell = '', flag = '', script = ''] = command.map((word) => word.replaceAll('$$', '$'));
      const port = await freePort();
      const dir = mkdtempSync(path.join(tmpdir(), 'bursting-compose-'));
      const { PATH } = process.env;
      const env = { PATH, ...environmentOf('redis') };
      const child: ChildProcess = spawn(shell, [flag, `${script} --port ${port} --bind 127.0.0.1`], { cwd: dir, env, stdio: 'ignore' });
      onTestFinished(async () => {
        child.kill('SIGKILL');
        await once(child, 'exit');
        rmSync(dir, { recursive: true, force: true });
      });

      const url = (environmentOf('worker').REDIS_URL ?? '').replace('@redis:6379', `@127.0.0.1:${port}`);
      const redis = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null }).on('error', () => {});
      onTestFinished(() => redis.disconnect());
      expect(await redis.ping()).toBe('PONG');
      expect(await wrongEvictionPolicy(redis)).toBeNull();
      expect(await redis.config('GET', 'appendonly')).toContain('yes');
      const [, check = ''] = healthcheck?.test ?? [];
      const probe = check.replaceAll('$$', '$').replace('redis-cli', `redis-cli -p ${port}`);
      execFileSync('sh', ['-c', probe], { env });
      expect(() => execFileSync('sh', ['-c', probe], { env: { ...env, REDISCLI_AUTH: 'wrong' }, stdio: 'ignore' })).toThrow();
    },
  );
});

describe('Dockerfile', () => {
  const copied = lines('COPY').flatMap((line) => line.split(' ').slice(0, -1));
  const { files } = reach('cli/main.ts', 'cli/start.ts', 'cli/run.ts', 'cli/runs.ts');
  const ignored = read('.dockerignore').split('\n');

  test('holds every folder that the program needs, and nothing that it does not', () => {
    const needed = new Set([...files].map((file) => `${file.split('/')[0]}/`).filter((folder) => folder !== 'sandbox/'));
    expect(copied.filter((name) => name.endsWith('/')).sort()).toEqual([...needed].sort());
  });

  test('gets past .dockerignore only what it copies', () => {
    expect(ignored.filter((line) => line && !line.startsWith('#')).slice(0, 1)).toEqual(['*']);
    const letIn = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(letIn.sort()).toEqual(copied.map((name) => name.replace(/\/$/, '')).sort());
  });

  test('runs the Node that development runs', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
    expect(lines('FROM')).toEqual([`node:${devDependencies.node?.replace('^', '')}-slim`]);
  });

  test('starts the bot, not as root, and is stopped by the signal that drains it', () => {
    expect(lines('CMD').at(-1)).toBe('["node", "cli/main.ts", "start"]');
    expect(lines('USER')).toEqual(['node']);
    expect(lines('STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  test('asks the program for its health', async () => {
    const check = JSON.parse(/CMD (\[.*\])$/.exec(lines('HEALTHCHECK')[0] ?? '')?.[1] ?? '[]') as string[];
    const server = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      notReady: () => 'Slack is away',
      metrics: async () => ({ contentType: 'text/plain', text: '' }),
      slackEvents: null,
    });
    const exitCode = async (): Promise<number> => {
      const child = spawn(process.execPath, check.slice(1), { env: { PORT: String(server.port) }, stdio: 'ignore' });
      return (await once(child, 'exit'))[0];
    };
    expect(await exitCode()).toBe(0);
    await server.close();
    expect(await exitCode()).toBe(1);
  });
});

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
      });
  });
