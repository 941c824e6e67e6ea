import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { RELEASED, released } from '../../docs/release.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** The files as they stand, with something to release: just after a release, there is nothing. */
const texts = () => {
  const all = Object.fromEntries(RELEASED.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')])) as Parameters<
    typeof released
  >[0];
  return { ...all, 'CHANGELOG.md': all['CHANGELOG.md'].replace('## Unreleased\n', '## Unreleased\n\n- Something.\n') };
};
const NEXT = '99.1.0';

test('a release is of one version everywhere, and nothing else changes', () => {
  const before = texts();
  const made = released(before, NEXT, '2026-11-26');
  expect(JSON.parse(made['package.json'])).toEqual({ ...JSON.parse(before['package.json']), version: NEXT });
  const lock = JSON.parse(made['package-lock.json']) as { version: string; packages: Record<string, { version: string }> };
  const old = JSON.parse(before['package-lock.json']) as typeof lock;
  expect(lock).toEqual({ ...old, version: NEXT, packages: { ...old.packages, '': { ...old.packages[''], version: NEXT } } });
  expect(parse(made['deploy/helm/bursting/Chart.yaml'])).toMatchObject({ version: NEXT, appVersion: NEXT });
  expect(made['CHANGELOG.md']).toContain(`## Unreleased\n\n## ${NEXT} (2026-11-26)\n`);
  expect(made['CHANGELOG.md'].length).toBe(before['CHANGELOG.md'].length + `\n## ${NEXT} (2026-11-26)\n`.length);
});

test('what operators must do is under the version it is for', () => {
  const made = released(
    { ...texts(), 'docs/upgrade-notes.md': '# Upgrade notes\n\n## To the next version\n\n- Do this.\n' },
    NEXT,
    '2026-11-26',
  );
  expect(made['docs/upgrade-notes.md']).toBe(`# Upgrade notes\n\n## To ${NEXT}\n\n- Do this.\n`);
});

test.each([
  ['no version', 'next', 'three numbers'],
  ['the same version', '0.1.0', 'does not come after 0.1.0'],
  ['an older one', '0.0.9', 'does not come after'],
])('is refused for %s', (_, version, says) => {
  const at = texts();
  const old = { ...at, 'package.json': at['package.json'].replace(/"version": ".*?"/, '"version": "0.1.0"') };
  expect(() => released(old, version, '2026-11-26')).toThrow(says);
});

test('is refused when nothing is said of it', () => {
  expect(() =>
    released({ ...texts(), 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n## 0.1.0 (2026-01-01)\n\n- First.\n' }, NEXT, '2026-11-26'),
  ).toThrow('nothing to release');
});

test('a version of ten comes after one of nine', () => {
  const at = texts();
  const nine = { ...at, 'package.json': at['package.json'].replace(/"version": ".*?"/, '"version": "0.9.0"') };
  expect(released(nine, '0.10.0', '2026-11-26')['package.json']).toContain('"version": "0.10.0"');
});
