import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runOf } from '../blocks/samples.ts';

const RESULT = { success: true, addons: [{ name: '*everest*', version: '2.4', status: 'running' }] };

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const ROOT = path.resolve(import.meta.dirname, '../..');
/** The pieces of code of a guide, each with the file that its first line names. */
const piecesOf = (guide: string) =>
  [...readFileSync(path.join(ROOT, guide), 'utf8').matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, file = '', code = '']) => ({
    file,
    code,
  }));
const READ = piecesOf('CONTRIBUTING.md');
const PLAN = piecesOf('docs/add-a-plan.md');
type Piece = (typeof READ)[number];

let tree: string;
beforeAll(() => {
  tree = mkdtempSync(path.join(tmpdir(), 'bursting-contributing-'));
  for (const name of [
    'src',
    'blocks',
    'jobs',
    'handlers',
    'cli',
    'docs',
    'sandbox',
    'package.json',
    'tsconfig.json',
    '.env.example',
    'bursting.example.yaml',
  ])
    cpSync(path.join(ROOT, name), path.join(tree, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

const read = (file: string): string => readFileSync(path.join(tree, file), 'utf8');

/** What somebody does who reads it: a new file as it is; of "one line" the import above the others, the line where the guide shows it. */
function follow(...pieces: readonly Piece[]): void {
  for (const { file, code } of pieces) {
    if (!existsSync(path.join(tree, file))) {
      writeFileSync(path.join(tree, file), code);
      continue;
    }
    const lines = code.trimEnd().split('\n');
    const [opening = '', named = ''] = lines.slice(-2);
    const imported = lines.slice(0, -2).map((line) => `${line}\n`);
    const before = read(file);
    expect(before).toContain(`${opening}\n`);
    writeFileSync(path.join(tree, file), `${imported.join('')}${before.replace(`${opening}\n`, `${opening}\n${named}\n`)}`);
  }
}

const run = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [...args], { cwd: tree, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: {} });
/** What the compiler complains about, a line each. */
const complaints = (): readonly string[] => {
  try {
    return run('node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', 'tsbuildinfo')
      .split('\n')
      .filter(Boolean);
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
      .split('\n')
      .filter((line) => line.includes('error'));
  }
};

/** The compiler asks for an entry of that name in that file; it quotes names in two ways. */
const missing = (file: string, name: string) => expect.stringMatching(new RegExp(`^${file}.*Property '["']?${name}["']?' is missing`));

test('who follows the guides has commands that compile, and show up in help, policy, metrics and docs', () => {
  expect(READ.map(({ file }) => file)).toEqual([
    'src/actions/addons.ts',
    'src/actions/index.ts',
    'src/actions/names.ts',
    'blocks/en/addons.ts',
    'blocks/en/index.ts',
    'blocks/zh/addons.ts',
    'blocks/zh/index.ts',
    'blocks/zh/commands.ts',
    'blocks/addons.ts',
    'blocks/index.ts',
  ]);
  const taken = ['src/actions/addons.ts', 'src/actions/log-collection.ts'].filter((file) => existsSync(path.join(tree, file)));
  expect(taken, 'there is such a command now: the guide needs another example').toEqual([]);
  const [action, registry, ...views] = READ;
  if (!action || !registry) throw new Error('the guide has no action');
  // A permission that no other command needs, to see that it comes from here.
  follow({ ...action, code: action.code.replace("'cce:addonInstance:list'", "'cce:addonInstance:list', 'toy:thing:list'") }, registry);
  // The compiler asks for its word, the view and its summary in Chinese, and for nothing else.
  expect(complaints()).toEqual([
    missing('blocks/index.ts', 'addons'),
    missing('blocks/zh/commands.ts', 'addons'),
    missing('src/actions/names.ts', 'addons'),
  ]);
  follow(...views);

  // Then for the same of the plan, and for what its parameter is called and accepts.
  follow(...PLAN.filter(({ file }) => file.startsWith('src/')));
  expect(complaints()).toEqual([
    missing('blocks/en/commands.ts', 'enabled'),
    missing('blocks/index.ts', 'log-collection'),
    missing('blocks/zh/accepted.ts', 'true or false'),
    missing('blocks/zh/commands.ts', 'enabled'),
    missing('blocks/zh/commands.ts', 'log-collection'),
  ]);
  follow(...PLAN.filter(({ file }) => !file.startsWith('src/')));
  expect(complaints()).toEqual([]);

  run('docs/generate.ts');
  const page = read('docs/commands.md');
  expect(page).toContain('## addons\n\nList the add-ons of a cluster.');
  expect(page).toContain('Needs: `cce:addonInstance:list`, `toy:thing:list`');
  expect(page).toContain('## log-collection\n\nSwitch the log collection of the bursting add-on on or off.');
  expect(page).toContain('To apply also: `cce:addonInstance:update`');
  expect(run('cli/main.ts', 'policy', '--role', 'reader')).toContain('"toy:thing:list"');

  const show = `
    const { commands } = await import('./src/actions/registry.ts');
    const { Metrics } = await import('./jobs/metrics.ts');
    const { renderRun } = await import('./blocks/run.ts');
    const { localCommandOf } = await import('./src/actions/local/index.ts');
    const { renderAnswer } = await import('./blocks/local/index.ts');
    const desk = { commands, rules: { clusters: new Map(), channels: new Map(), approvals: { approvers: { users: [], groups: [] } } }, channel: 'C0', user: 'U0' };
    const help = renderAnswer('help', await localCommandOf('help').answer({ params: {}, argument: null, target: null, cluster: null }, desk));
    const metrics = await new Metrics({ redisReady: () => true, oldestMs: async () => 0 }).registry.metrics();
    const run = ${JSON.stringify(runOf({ command: 'addons', action: 'addons', state: 'succeeded', result: RESULT }))};
    const { logCollection: { params, read, plan, look, write } } = await import('./src/actions/log-collection.ts');
    const addon = { uid: 'u', name: 'virtual-kubelet', templateName: 'virtual-kubelet', version: '1.5.82', status: 'running', values: { custom: { ours: 1 } } };
    const written = [];
    const addons = { list: async () => [addon], show: async () => addon, update: async (uid, order) => written.push({ uid, ...order }) };
    const context = { target: { clusterId: 'c' }, ports: { addons }, signal: new AbortController().signal, progress() {} };
    const given = params.parse({ enabled: 'true' });
    const planned = plan(given, await read(given, context), context);
    const sight = await look(planned.steps[0], context);
    await write(planned.steps[0], context);
    console.log(JSON.stringify({ help: JSON.stringify(help), metrics: metrics.includes('command="addons"'), message: renderRun(run), planned, sight, written }));
  `;
  const shown = JSON.parse(run('--input-type=module', '-e', show)) as {
    help: string;
    metrics: boolean;
    message: { text: string; blocks: unknown };
    planned: unknown;
    sight: unknown;
    written: unknown;
  };
  expect(shown.help).toContain('addons');
  expect(shown.help).toContain('List the add-ons of a cluster');
  expect(shown.metrics).toBe(true);
  expect(shown.message.text).toContain('1 add-on on prod.');
  expect(JSON.stringify(shown.message.blocks)).toContain('∗everest∗ 2.4: running');
  expect(shown.planned).toMatchObject({
    steps: [{ id: 'addon', verb: 'update', changes: [{ field: 'custom.enableLogCollection', before: null, after: true }] }],
  });
  expect(shown.sight).toEqual({ is: 'undone' });
  expect(shown.written).toEqual([
    {
      uid: 'u',
      clusterId: 'c',
      templateName: 'virtual-kubelet',
      version: '1.5.82',
      values: { custom: { ours: 1, enableLogCollection: true } },
    },
  ]);
});
