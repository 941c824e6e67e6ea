import { expect, test } from 'vitest';
import { lint } from './lint-run.ts';

/** One offence each: the rule that must see it, the file that commits it. */
const OFFENCES: readonly [what: string, rule: string, file: string, text: string][] = [
  ['the environment is read in cli only', 'style/noProcessEnv', 'jobs/env.ts', 'export const home = process.env.HOME;\n'],
  ['the domain does not read it either', 'style/noProcessEnv', 'src/core/env.ts', 'export const home = process.env.HOME;\n'],
  ['nothing is printed past the log', 'suspicious/noConsole', 'handlers/print.ts', "console.log('here');\n"],
  ['exports have names', 'style/noDefaultExport', 'src/core/unnamed.ts', 'export default 1;\n'],
  [
    'no promise is left alone',
    'nursery/noFloatingPromises',
    'jobs/float.ts',
    'const work = async (): Promise<number> => 1;\nexport function begin(): void {\n  work();\n}\n',
  ],
  [
    'what may be missing is looked at',
    'style/noNonNullAssertion',
    'src/core/sure.ts',
    'export const first = (all: string[]): string => all[0]!;\n',
  ],
  ['types are known', 'suspicious/noExplicitAny', 'src/core/anything.ts', 'export const same = (value: any): unknown => value;\n'],
  ['imports carry their extension', 'correctness/useImportExtensions', 'src/core/bare.ts', "export { same } from './other';\n"],
  ['built-ins are called node:', 'style/useNodejsImportProtocol', 'jobs/built-in.ts', "export { readFileSync } from 'fs';\n"],
  ['files are kebab-case', 'style/useFilenamingConvention', 'src/core/camelCase.ts', 'export const one = 1;\n'],
  [
    'nothing imports itself in a circle',
    'suspicious/noImportCycles',
    'src/core/chicken.ts',
    "export { egg } from './egg.ts';\nexport const chicken = 1;\n",
  ],
];
const OTHERS = {
  'src/core/other.ts': 'export const same = 1;\n',
  'src/core/egg.ts': "export { chicken } from './chicken.ts';\nexport const egg = 1;\n",
  'cli/env.ts': 'export const home = process.env.HOME;\n',
};

const complaints = lint({ ...Object.fromEntries(OFFENCES.map(([, , file, text]) => [file, text])), ...OTHERS });
const rulesOf = (file: string): readonly string[] => (complaints.get(file) ?? []).map(({ rule }) => rule);

test.each(OFFENCES)('%s (%s)', (_, rule, file) => {
  expect(rulesOf(file)).toContain(`lint/${rule}`);
});

test('cli may read the environment', () => {
  expect(rulesOf('cli/env.ts')).toEqual([]);
});
