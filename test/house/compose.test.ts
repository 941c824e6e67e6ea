import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../cli/environment.ts';
import { wrongEvictionPolicy } from '../../jobs/redis.ts';
import { ensureRedisServer } from '../../sandbox/redis-server.ts';
import { commands } from '../../src/actions/registry.ts';
import { loadConfig } from '../../src/config/load.ts';
import { formatMistakes } from '../../src/config/mistake.ts';
import { isVariable } from '../../src/config/variables.ts';
import { freePort } from '../setup/free-port.ts';
import { COMPOSE, environmentOf, secretsMade, service } from './compose.ts';
import { schemaProblems } from './json-schema.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const TOKENS = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', HUAWEI_AK: 'access', HUAWEI_SK: 'secret' };
const ROLES = ['gateway', 'worker'] as const;

/** The configuration that a service starts with. */
function load(name: string) {
  const loaded = loadConfig({
    env: readEnvironment(environmentOf(name, secretsMade(TOKENS))),
    yaml: { path: 'bursting.yaml', text: read('bursting.example.yaml') },
    stdoutIsTty: false,
    commands: commands.names,
  });
  if ('mistakes' in loaded) throw new Error(formatMistakes(loaded.mistakes));
  return loaded.config;
}

test('docker-compose.yml is what the Compose Specification describes', () => {
  const schema = JSON.parse(read('test/house/compose-spec.json')) as object as { readonly [key: string]: unknown };
  expect(schemaProblems(COMPOSE, schema)).toEqual([]);
  // And the check sees what is not.
  const broken = structuredClone(COMPOSE) as unknown as { services: Record<string, Record<string, unknown>> };
  Object.assign(broken.services.worker ?? {}, { heathcheck: {}, restart: 5, secrets: [{ sauce: 'x' }] });
  expect(schemaProblems(broken, schema).map((problem) => problem.split(':')[0])).toEqual(
    expect.arrayContaining(['/services/worker/heathcheck', '/services/worker/restart', '/services/worker/secrets/0']),
  );
});

describe('a role in docker-compose.yml', () => {
  test.each(ROLES)('%s: starts with what it is given, and is given no more than it may hold', (name) => {
    const config = load(name);
    expect(config).toMatchObject({ role: name, http: { host: '0.0.0.0', port: 3000 }, redis: { kind: 'single' } });
    expect(config.huawei.credentials.size).toBe(name === 'worker' ? 1 : 0);
    expect(config.slack.appToken).toBe(name === 'worker' ? null : 'xapp-1');
  });

  test.each(ROLES)('%s: every variable is one that the bot reads, every secret a file', (name) => {
    const { environment = {}, secrets = [] } = service(name);
    expect(Object.keys(environment).filter((variable) => !isVariable(variable.replace(/_FILE$/, '')))).toEqual([]);
    expect(
      Object.keys(environment).filter((variable) => /TOKEN|_AK|_SK|KEY|SECRET|REDIS_URL/.test(variable) && !variable.endsWith('_FILE')),
    ).toEqual([]);
    const used = Object.values(environment).flatMap((text) => /^\/run\/secrets\/(\w+)$/.exec(String(text))?.[1] ?? []);
    expect(used.sort()).toEqual([...secrets].sort());
  });

  test.each(['redis', ...ROLES, 'demo'])('%s: writes nowhere but where it must, and may nothing that it does not need', (name) => {
    expect(service(name)).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    if (name !== 'demo') expect(service(name).restart).toBe('unless-stopped');
  });

  test('the demo is started only when it is asked for', () => {
    expect(Object.entries(COMPOSE.services).filter(([, { profiles }]) => profiles)).toMatchObject([['demo', { profiles: ['demo'] }]]);
  });
});

describe('the secrets of docker-compose.yml', () => {
  test('are all made by the commands of the setup guide, and none else', () => {
    const dir = secretsMade(TOKENS);
    expect(readdirSync(dir).sort()).toEqual(Object.keys(COMPOSE.secrets).sort());
    for (const [name, { file }] of Object.entries(COMPOSE.secrets)) expect(file).toBe(`./secrets/${name}`);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    // The container's user is another one than whoever made them.
    for (const name of readdirSync(dir)) expect([name, statSync(path.join(dir, name)).mode & 0o444]).toEqual([name, 0o444]);
  });

  test('are not in the repository', () => {
    expect(read('.gitignore').split('\n')).toContain('secrets/');
    expect(read('.dockerignore').split('\n')).not.toContain('!secrets');
  });
});

// Where only Valkey is installed, there is no program of the name that the image has.
test.skipIf(!ensureRedisServer(() => {}).endsWith('redis-server'))(
  'its Redis keeps what it is told, wants the password, and is healthy',
  async () => {
    const secrets = secretsMade(TOKENS);
    const inContainer = (text: string): string => text.replaceAll('$$', '$').replaceAll('/run/secrets/', `${secrets}/`);
    const { command = [], healthcheck } = service('redis');
    const [shell = '', flag = '', script = ''] = command.map(inContainer);
    const port = await freePort();
    const dir = mkdtempSync(path.join(tmpdir(), 'bursting-compose-'));
    const env = { PATH: process.env.PATH };
    const child: ChildProcess = spawn(shell, [flag, `${script} --port ${port} --bind 127.0.0.1`], { cwd: dir, env, stdio: 'ignore' });
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(dir, { recursive: true, force: true });
    });

    const url = readFileSync(path.join(secrets, 'redis_url'), 'utf8').trim();
    expect(url).toContain('@redis:6379');
    const redis = new Redis(url.replace('@redis:6379', `@127.0.0.1:${port}`), { retryStrategy: () => 50, maxRetriesPerRequest: null }).on(
      'error',
      () => {},
    );
    onTestFinished(() => redis.disconnect());
    expect(await redis.ping()).toBe('PONG');
    expect(await wrongEvictionPolicy(redis)).toBeNull();
    expect(await redis.config('GET', 'appendonly')).toContain('yes');
    const [, check = ''] = healthcheck?.test ?? [];
    const probe = inContainer(check).replace('redis-cli', `redis-cli -p ${port}`);
    execFileSync('sh', ['-c', probe], { env });
    const wrong = path.join(dir, 'wrong');
    mkdirSync(wrong);
    writeFileSync(path.join(wrong, 'redis_password'), 'wrong');
    expect(() => execFileSync('sh', ['-c', probe.replaceAll(secrets, wrong)], { env, stdio: 'ignore' })).toThrow();
  },
);
