import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startHttpServer } from '../../handlers/http-server.ts';
import { imageEnvironment, imageLabels, instructionsOf } from './dockerfile.ts';
import { reach } from './import-graph.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as { devDependencies: Record<string, string>; license: string; description: string };
const linesOf = (file: string, instruction: string): readonly string[] =>
  instructionsOf(file)
    .filter(({ name }) => name === instruction)
    .map(({ rest }) => rest);
const lines = (instruction: string): readonly string[] => linesOf('Dockerfile', instruction);
const copiedBy = (file: string): readonly string[] => linesOf(file, 'COPY').flatMap((line) => line.split(' ').slice(0, -1));
const letIn = (file: string): readonly string[] =>
  read(file)
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));

describe.each(['Dockerfile', 'deploy/demo.Dockerfile'])('%s', (file) => {
  const ignore = file === 'Dockerfile' ? '.dockerignore' : `${file}.dockerignore`;

  test('runs the Node that development runs', () => {
    expect(linesOf(file, 'FROM')).toEqual([`node:${manifest.devDependencies.node?.replace('^', '')}-slim`]);
  });

  test('knows only instructions that there are, in an order that keeps what seldom changes', () => {
    const known = ['FROM', 'RUN', 'CMD', 'LABEL', 'EXPOSE', 'ENV', 'COPY', 'WORKDIR', 'USER', 'STOPSIGNAL', 'HEALTHCHECK'];
    const names = instructionsOf(file).map(({ name }) => name);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    expect(names[0]).toBe('FROM');
    const install = instructionsOf(file).findIndex(({ rest }) => rest.startsWith('npm ci'));
    const program = instructionsOf(file).findIndex(({ name, rest }) => name === 'COPY' && rest.startsWith('cli/'));
    expect(install).toBeGreaterThan(0);
    expect(install).toBeLessThan(program);
  });

  test('runs what it runs without a shell, and leaves no package lists or caches behind', () => {
    for (const line of [...linesOf(file, 'CMD'), ...linesOf(file, 'HEALTHCHECK').map((check) => check.slice(check.indexOf('CMD ') + 4))])
      expect(Array.isArray(JSON.parse(line))).toBe(true);
    for (const run of linesOf(file, 'RUN')) {
      if (run.includes('apt-get install')) expect(run).toMatch(/apt-get update .*--no-install-recommends.*rm -rf \/var\/lib\/apt\/lists/);
      if (run.includes('npm ci')) expect(run).toContain('npm cache clean --force');
      expect(run).not.toMatch(/sudo|curl .*\| *sh|chmod 777/);
    }
  });

  test('is not root, and is stopped by the signal that drains it', () => {
    expect(linesOf(file, 'USER')).toEqual(['1000']);
    expect(linesOf(file, 'STOPSIGNAL')).toEqual(['SIGTERM']);
    const order = instructionsOf(file).map(({ name }) => name);
    expect(order.lastIndexOf('COPY')).toBeLessThan(order.indexOf('USER'));
  });

  test('gets past its .dockerignore only what it copies', () => {
    expect(
      read(ignore)
        .split('\n')
        .filter((line) => line && !line.startsWith('#'))[0],
    ).toBe('*');
    expect([...letIn(ignore)].sort()).toEqual(
      copiedBy(file)
        .map((name) => name.replace(/\/$/, ''))
        .sort(),
    );
  });
});

describe('the image', () => {
  const { files } = reach('cli/main.ts', 'cli/start.ts', 'cli/run.ts', 'cli/runs.ts', 'cli/doctor.ts');
  const folders = (all: ReadonlySet<string>): readonly string[] => [...new Set([...all].map((file) => `${file.split('/')[0]}/`))];

  test('holds every folder that the program needs, and nothing that it does not', () => {
    const needed = folders(files).filter((folder) => folder !== 'sandbox/');
    expect(
      copiedBy('Dockerfile')
        .filter((name) => name.endsWith('/'))
        .sort(),
    ).toEqual([...needed].sort());
  });

  test('of the demo holds what the demo needs', () => {
    expect(
      copiedBy('deploy/demo.Dockerfile')
        .filter((name) => name.endsWith('/'))
        .sort(),
    ).toEqual([...folders(reach('cli/main.ts', 'cli/demo.ts').files)].sort());
  });

  test('says what it is', () => {
    const labels = imageLabels();
    expect(labels['org.opencontainers.image.title']).toBe('bursting');
    expect(labels['org.opencontainers.image.description']).toBe(manifest.description);
    expect(labels['org.opencontainers.image.licenses']).toBe(manifest.license);
  });

  test('starts the bot, and answers outside of itself', () => {
    expect(lines('CMD').at(-1)).toBe('["node", "cli/main.ts", "start"]');
    expect(imageEnvironment()).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', PORT: '3000' });
    expect(lines('EXPOSE')).toEqual(['3000']);
    expect(lines('RUN').find((run) => run.startsWith('npm ci'))).toContain('--omit=dev');
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
