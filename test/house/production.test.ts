import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reach, reachAtOnce } from './import-graph.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
};
const ENTRIES = ['cli/start.ts', 'cli/doctor.ts', 'cli/run.ts', 'cli/runs.ts', 'cli/audit.ts', 'cli/policy.ts', 'cli/manifest.ts'] as const;
/** Asked for by a package that does not say so itself (`huaweicloud-sdk-core` requires `uuid`). */
const FOR_OTHERS = ['uuid'];

describe('the program without the development dependencies', () => {
  test.each(ENTRIES)('%s reaches production dependencies only', (entry) => {
    const { files, packages } = reach(entry);
    expect(files.size).toBeGreaterThan(3);
    expect([...packages].filter(([name]) => !(name in manifest.dependencies))).toEqual([]);
  });

  test.each(ENTRIES)('%s reaches neither sandbox nor tests', (entry) => {
    const outside = [...reach(entry).files].filter((file) => !/^(cli|handlers|jobs|blocks|src)\//.test(file));
    expect(outside).toEqual([]);
  });

  test('every production dependency is reached by the program', () => {
    const { packages } = reach(...ENTRIES);
    expect(Object.keys(manifest.dependencies).filter((name) => !packages.has(name))).toEqual(FOR_OTHERS);
  });

  test('the walk finds what is imported later, too', () => {
    const { packages } = reach('cli/start.ts');
    expect(packages.get('@kubernetes/client-node')).toMatch(/^src\/clients\/kubernetes\//);
    expect(packages.get('@huaweicloud/huaweicloud-sdk-cce')).toMatch(/^src\/clients\/huawei\//);
    expect([...reach('cli/demo.ts').packages.keys()]).toContain('@peculiar/x509');
  });

  test('an image compiles all that the bot may load', () => {
    const { files } = reach('cli/start.ts');
    const compiled = reachAtOnce('cli/compile.ts').files;
    expect([...files].filter((file) => !compiled.has(file))).toEqual([]);
  });
});
