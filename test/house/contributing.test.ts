import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runOf } from '../blocks/samples.ts';

const RESULT = { success: true, addons: [{ name: '*everest*', version: '2.4', status: 'running' }] };

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const ROOT = path.resolve(import.meta.dirname, '../..');
const GUIDE = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** The pieces of code of the guide, each with the file that its first line names. */
const PIECES = [...GUIDE.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, file = '', code = '']) => ({ file, code }));
const NEW = PIECES.filter(({ code }) => code.includes('export const addons'));
/** A line after which another is put, below an import where it needs one. */
const LINES = PIECES.filter(({ code }) => !code.includes('export const addons'));

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

/** What somebody does who reads "one line": the import above the others, the line where the guide shows it. */
function addLines({ file, code }: { readonly file: string; readonly code: string }): void {
  const lines = code.trimEnd().split('\n');
  const [opening = '', named = ''] = lines.slice(-2);
  const imported = lines.slice(0, -2).map((line) => `${line}\n`);
  const before = read(file);
  expect(before).toContain(`${opening}\n`);
  writeFileSync(path.join(tree, file), `${imported.join('')}${before.replace(`${opening}\n`, `${opening}\n${named}\n`)}`);
}

const run = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [...args], { cwd: tree, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: {} });
const compile = (): string => {
  try {
    return run('node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false');
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
};

test('who follows CONTRIBUTING has a command that compiles, and shows up in help, policy, metrics and docs', () => {
  expect(PIECES.map(({ file }) => file)).toEqual([
    'src/actions/addons.ts',
    'src/actions/index.ts',
    'blocks/en/addons.ts',
    'blocks/en/index.ts',
    'blocks/zh/addons.ts',
    'blocks/zh/index.ts',
    'blocks/zh/commands.ts',
    'blocks/addons.ts',
    'blocks/index.ts',
  ]);
  const [action, ...views] = NEW;
  const [registry, ...others] = LINES;
  if (!action || !registry) throw new Error('the guide has no action');

  // A permission that no other command needs, to see that it comes from here.
  writeFileSync(
    path.join(tree, action.file),
    action.code.replace("'cce:addonInstance:list'", "'cce:addonInstance:list', 'toy:thing:list'"),
  );
  addLines(registry);
  // The compiler asks for the view and for its name in Chinese, and for nothing else.
  expect(
    compile()
      .trim()
      .split('\n')
      .filter((line) => line.includes('error')),
  ).toEqual([
    expect.stringMatching(/^blocks\/index\.ts.*Property 'addons' is missing/),
    expect.stringMatching(/^blocks\/zh\/commands\.ts.*Property 'addons' is missing/),
  ]);

  for (const { file, code } of views) writeFileSync(path.join(tree, file), code);
  for (const line of others) addLines(line);
  expect(compile()).toBe('');

  run('docs/generate.ts');
  const page = read('docs/commands.md');
  expect(page).toContain('## addons\n\nList the add-ons of a cluster.');
  expect(page).toContain('Needs: `cce:addonInstance:list`, `toy:thing:list`');
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
    console.log(JSON.stringify({ help: JSON.stringify(help), metrics: metrics.includes('command="addons"'), message: renderRun(run) }));
  `;
  const shown = JSON.parse(run('--input-type=module', '-e', show)) as {
    help: string;
    metrics: boolean;
    message: { text: string; blocks: unknown };
  };
  expect(shown.help).toContain('addons');
  expect(shown.help).toContain('List the add-ons of a cluster');
  expect(shown.metrics).toBe(true);
  expect(shown.message.text).toContain('1 add-on on prod.');
  expect(JSON.stringify(shown.message.blocks)).toContain('∗everest∗ 2.4: running');
});
