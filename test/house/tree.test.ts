import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');
const FOLDERS = ['.ci', 'blocks', 'cli', 'docs', 'handlers', 'jobs', 'sandbox', 'src', 'test'];
const files = (...patterns: readonly string[]): readonly string[] =>
  globSync([...patterns], { cwd: ROOT }).filter((name) => /\.\w+$|run$/.test(name));

const LONGEST = 300;

test(`no file of the product is longer than ${LONGEST} lines`, () => {
  const sources = files('{blocks,cli,docs,handlers,jobs,sandbox,src}/**/*.{ts,js}');
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((name) => read(name).split('\n').length > LONGEST)).toEqual([]);
});

test('no file is called after what it is good for instead of what it holds', () => {
  const vague = /(^|\/)(utils?|helpers?|common|types|misc|shared|lib)\.(ts|js)$/;
  expect(files(`{${FOLDERS}}/**/*.{ts,js}`).filter((name) => vague.test(name))).toEqual([]);
});

test('the lockfile names no registry, so that it works with any', () => {
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> };
  const named = Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.startsWith('http'));
  expect(named).toEqual([]);
});

test('no path of somebody’s machine is in the tree', () => {
  const mine = new RegExp(`${['home', 'Users', 'root', 'work'].map((name) => `(?<![\\w.@-])/${name}/\\w`).join('|')}|[A-Z]:\\\\Users`);
  const texts = files('*.{md,json,yml,yaml,ts}', '.ci/run', `{${FOLDERS}}/**/*.{ts,js,mts,json,md,yml,yaml}`, 'Dockerfile', '.env.example');
  expect(texts.filter((name) => mine.test(read(name)))).toEqual([]);
});

test('the oldest Node that is accepted is the one the package says', () => {
  const oldest = /OLDEST = \[(\d+), (\d+)\]/.exec(read('cli/require-node.js'))?.slice(1).join('.');
  expect(JSON.parse(read('package.json')).engines.node).toBe(`>=${oldest}`);
});
