import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The files that a release is written into. */
export const RELEASED = [
  'CHANGELOG.md',
  'docs/upgrade-notes.md',
  'package.json',
  'package-lock.json',
  'deploy/helm/bursting/Chart.yaml',
] as const;
type Texts = Record<(typeof RELEASED)[number], string>;

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/** The same files, of the new version. `date`: the day. Throws an `Error` that says what is missing. Pure. */
export function released(texts: Texts, version: string, date: string): Texts {
  const { version: old } = JSON.parse(texts['package.json']) as { version: string };
  if (!VERSION.test(version)) throw new Error(`a version is three numbers like 1.4.0, not ${version}`);
  if (!isNewer(version, old)) throw new Error(`${version} does not come after ${old}`);
  const changes = /^## Unreleased\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(texts['CHANGELOG.md'])?.[1] ?? '';
  if (!/^- /m.test(changes)) throw new Error('CHANGELOG.md says nothing under "## Unreleased": there is nothing to release');
  return {
    'CHANGELOG.md': texts['CHANGELOG.md'].replace(/^## Unreleased\n/m, `## Unreleased\n\n## ${version} (${date})\n`),
    'docs/upgrade-notes.md': texts['docs/upgrade-notes.md'].replace(/^## To the next version$/m, `## To ${version}`),
    'package.json': texts['package.json'].replace(`"version": "${old}"`, `"version": "${version}"`),
    // Twice at its beginning: the package, and its entry in the list.
    'package-lock.json': [1, 2].reduce(
      (text) => text.replace(`"version": "${old}"`, `"version": "${version}"`),
      texts['package-lock.json'],
    ),
    'deploy/helm/bursting/Chart.yaml': texts['deploy/helm/bursting/Chart.yaml'].replaceAll(
      /^(version|appVersion): .*$/gm,
      `$1: ${version}`,
    ),
  };
}

function isNewer(version: string, old: string): boolean {
  const numbers = (text: string): readonly number[] => (VERSION.exec(text) ?? []).slice(1).map(Number);
  const [a, b] = [numbers(version), numbers(old)];
  const at = a.findIndex((number, i) => number !== b[i]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

/** `npm run release -- 1.4.0`: writes the files, runs every check, commits and tags. Nothing is pushed. */
function release(root: string, version: string): void {
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  if (git('status', '--porcelain') !== '') throw new Error('commit or put away what is not committed first');
  const texts = Object.fromEntries(RELEASED.map((file) => [file, readFileSync(path.join(root, file), 'utf8')])) as Texts;
  const made = released(texts, version, new Date().toISOString().slice(0, 10));
  for (const file of RELEASED) writeFileSync(path.join(root, file), made[file]);
  try {
    execFileSync(path.join(root, '.ci', 'run'), { cwd: root, stdio: 'inherit' });
  } catch (error) {
    for (const file of RELEASED) writeFileSync(path.join(root, file), texts[file]);
    throw new Error('.ci/run fails: nothing was released', { cause: error });
  }
  git('commit', '--quiet', '--message', `chore: release ${version}`, ...RELEASED);
  git('tag', '--annotate', `v${version}`, '--message', `bursting ${version}`);
  process.stdout.write(`released ${version}: look at it, then git push --follow-tags\n`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    release(path.resolve(import.meta.dirname, '..'), process.argv[2] ?? '');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
