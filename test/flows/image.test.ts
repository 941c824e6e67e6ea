import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { stageSettings } from '../../sandbox/stage.ts';
import { environmentOf, secretsMade } from '../house/compose.ts';
import { instructionsOf } from '../house/dockerfile.ts';
import { House, SIGNING_KEY } from './house.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ROOT = path.resolve(import.meta.dirname, '../..');
const restOf = (instruction: string): readonly string[] =>
  instructionsOf('Dockerfile')
    .filter(({ name }) => name === instruction)
    .map(({ rest }) => rest);
/** The image's user, where somebody may become another: in most containers that build. Elsewhere oneself. */
const USER = process.getuid?.() === 0 ? Number(restOf('USER')[0]) : null;
const AS_USER = USER === null ? {} : { uid: USER, gid: USER };

/** What `npm ci --omit=dev --omit=optional` installs, by the lockfile. */
function productionPackages(): readonly string[] {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: true; optional?: true; devOptional?: true }>;
  };
  return Object.entries(packages)
    .filter(([name, { dev, optional, devOptional }]) => name.lastIndexOf('node_modules/') === 0 && !dev && !optional && !devOptional)
    .map(([name]) => name);
}

/** Hard links where the file system has them: these are sixteen thousand files. */
function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' });
  } catch {
    cpSync(from, to, { recursive: true });
  }
}

let tree: string;
const app = (): string => path.join(tree, 'app');
let house: House;

/** The tree that the Dockerfile makes, by its own instructions: what it copies, what it installs, and compiled by the user who runs it. */
beforeAll(async () => {
  tree = mkdtempSync(path.join(tmpdir(), 'bursting-image-'));
  chmodSync(tree, 0o755);
  for (const name of restOf('COPY').flatMap((line) => line.split(' ').slice(0, -1))) copy(path.join(ROOT, name), path.join(app(), name));
  for (const name of productionPackages()) copy(path.join(ROOT, name), path.join(app(), name));
  const cache = path.join(app(), 'node_modules/.cache');
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache);
  if (USER !== null) chownSync(cache, USER, USER);
  const [, compile = ''] = restOf('RUN').slice(-1)[0]?.split(' ') ?? [];
  const env = { NODE_COMPILE_CACHE: path.join(cache, 'compiled') };
  execFileSync(process.execPath, [compile], { cwd: app(), env, ...AS_USER });
  for (const entry of readdirSync(app(), { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(path.join(entry.parentPath, entry.name), 0o555);
  chmodSync(app(), 0o555);
  house = await House.open();
});
afterAll(async () => {
  await house.close();
  for (const entry of readdirSync(app(), { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(path.join(entry.parentPath, entry.name), 0o755);
  chmodSync(app(), 0o755);
  rmSync(tree, { recursive: true, force: true });
});

interface Container {
  out: string;
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** The image's own command in that tree, as its user, with the environment that docker-compose.yml gives the service. */
function run(role: string, environment: Readonly<Record<string, string>>): Container {
  const [program = '', ...args] = JSON.parse(restOf('CMD').at(-1) ?? '[]') as string[];
  expect(program).toBe('node');
  const child = spawn(process.execPath, args, { cwd: app(), env: { ...environment }, stdio: ['ignore', 'pipe', 'pipe'], ...AS_USER });
  const container: Container = {
    out: '',
    child,
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal }))),
  };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (container.out += data.toString()));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await container.ended;
  });
  expect(environment.ROLE).toBe(role);
  return container;
}

const said = async (container: Container, what: RegExp): Promise<string> =>
  vi.waitFor(
    () => {
      const found = what.exec(container.out);
      if (!found) throw new Error(container.out.slice(-800));
      return found[1] ?? '';
    },
    { timeout: 30_000, interval: 50 },
  );

test('both roles start, work and stop in a read-only tree with the production packages alone, as the image’s user, secrets in files', async () => {
  const stage = stageSettings(house.stage());
  const secrets = secretsMade({
    SLACK_BOT_TOKEN: String(stage.env.SLACK_BOT_TOKEN),
    SLACK_APP_TOKEN: String(stage.env.SLACK_APP_TOKEN),
    HUAWEI_AK: String(stage.env.HUAWEI_AK),
    HUAWEI_SK: String(stage.env.HUAWEI_SK),
  });
  writeFileSync(path.join(secrets, 'redis_url'), `${stage.env.REDIS_URL}\n`);
  writeFileSync(path.join(secrets, 'signing_key'), `${SIGNING_KEY}\n`);
  // The daemon mounts each file by itself: who may not enter the directory does not see it.
  chmodSync(secrets, 0o755);
  chmodSync(path.dirname(secrets), 0o755);
  const config = path.join(path.dirname(secrets), 'bursting.yaml');
  writeFileSync(config, stage.yaml);
  const temporary = mkdtempSync(path.join(tmpdir(), 'bursting-tmp-'));
  if (USER !== null) chownSync(temporary, USER, USER);
  onTestFinished(() => rmSync(temporary, { recursive: true, force: true }));
  const endpoints = Object.fromEntries(
    Object.entries(stage.env).filter(([name, value]) => /ENDPOINT|API_URL/.test(name) && value !== undefined),
  ) as Record<string, string>;
  const environment = (role: string): Record<string, string> => ({
    ...environmentOf(role, secrets, endpoints),
    NODE_COMPILE_CACHE: path.join(app(), 'node_modules/.cache/compiled'),
    HOST: '127.0.0.1',
    PORT: '0',
    BURSTING_CONFIG: config,
    TMPDIR: temporary,
    LOG_LEVEL: 'info',
  });
  const files = (): readonly string[] => readdirSync(app(), { recursive: true }).map(String).toSorted();
  const before = files();

  const containers = ['gateway', 'worker'].map((role) => run(role, environment(role)));
  const ports = await Promise.all(containers.map((container) => said(container, /"port":(\d+)/)));
  await Promise.all(containers.map((container) => said(container, /("msg":"started")/)));
  const { message } = await house.play('precheck prod');
  expect(message.text).toBe('prod is ready to burst to CCI 2.0.');

  for (const [i, { child }] of containers.entries()) {
    expect((await fetch(`http://127.0.0.1:${ports[i]}/readyz`)).status).toBe(200);
    if (USER !== null) expect(readFileSync(`/proc/${child.pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\s+${USER}\\s+${USER}`, 'm'));
    const check = JSON.parse(/CMD (\[.*\])$/.exec(restOf('HEALTHCHECK')[0] ?? '')?.[1] ?? '[]') as string[];
    execFileSync(process.execPath, check.slice(1), { env: { PORT: ports[i] }, ...AS_USER });
  }
  for (const { child } of containers) child.kill('SIGTERM');
  for (const { ended } of containers) expect(await ended).toEqual({ code: 0, signal: null });
  expect(files()).toEqual(before);
  for (const { out } of containers) expect(out).not.toContain(SIGNING_KEY);
});

test('the other commands of the program run there, too', () => {
  const bursting = (...args: string[]): string =>
    execFileSync(process.execPath, ['cli/main.ts', ...args], { cwd: app(), env: {}, encoding: 'utf8', ...AS_USER });
  expect(bursting('--help')).toContain('doctor');
  expect(bursting('manifest')).toContain('socket_mode_enabled: true');
  expect(bursting('policy')).toContain('cce:cluster:get');
  expect(() => execFileSync(process.execPath, ['-e', "fs.writeFileSync('x', '')"], { cwd: app(), stdio: 'ignore', ...AS_USER })).toThrow();
});
