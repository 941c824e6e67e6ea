import { readFileSync } from 'node:fs';

/** One instruction of a Dockerfile, its continuation lines joined. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

export const instructionsOf = (file: string): readonly Instruction[] =>
  readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return { name, rest: rest.join(' ').trim() };
    });

const pairsOf = (instruction: string): Record<string, string> =>
  Object.fromEntries(
    instructionsOf('Dockerfile')
      .filter(({ name }) => name === instruction)
      .flatMap(({ rest }) =>
        [...rest.matchAll(/([\w.]+)=("[^"]*"|\S+)/g)].map(([, key = '', value = '']) => [key, value.replace(/^"|"$/g, '')]),
      ),
  );

/** What the image puts into the environment of whatever runs in it. */
export const imageEnvironment = (): Readonly<Record<string, string>> => pairsOf('ENV');
export const imageLabels = (): Readonly<Record<string, string>> => pairsOf('LABEL');
