import { CREDENTIAL_FAMILIES, VARIABLES } from '../../src/config/variables.ts';
import { table } from './table.ts';

/** One paragraph of `.env.example`: its comment, and the variables under it. */
interface Entry {
  readonly about: string;
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

/** Title by title, paragraph by paragraph. A paragraph is comment lines (`# `) and the variables that follow, commented out or not. */
function readExample(text: string): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  let entries: Entry[] = [];
  let about: string[] = [];
  let variables: Entry['variables'][number][] = [];
  const close = (): void => {
    if (variables.length > 0) entries.push({ about: about.join(' '), variables });
    about = [];
    variables = [];
  };
  for (const line of text.split('\n')) {
    const title = /^# --- (.*) ---$/.exec(line)?.[1];
    const variable = /^#?([A-Z_]+)=(.*)$/.exec(line);
    if (title !== undefined) {
      close();
      entries = [];
      groups.set(title, entries);
    } else if (variable) {
      variables.push({ name: variable[1] ?? '', value: variable[2] ?? '' });
    } else if (line.startsWith('# ') || line === '') {
      if (variables.length > 0 || line === '') close();
      if (line !== '') about.push(line.slice(2));
    }
  }
  close();
  return groups;
}

const code = (text: string): string => `\`${text}\``;

const rowOf = ({ about, variables }: Entry): readonly string[] => [
  variables.map(({ name }) => code(name)).join(', '),
  about.replaceAll('<', '&lt;'),
  variables
    .filter(({ value }) => value !== '')
    .map(({ value }) => code(value))
    .join(', '),
];

/**
 * `docs/configuration.md`, from the two example files, which tests load. Throws if a variable the bot reads is in no example: a page
 * that leaves one out would be worse than none.
 */
export function configurationPage(env: string, yaml: string): string {
  const groups = readExample(env);
  const page = `# Configuration

Written by \`npm run docs\` from \`.env.example\` and \`bursting.example.yaml\`. Change those, not this.

Secrets and endpoints come from the environment, everything else from one YAML file. Both are checked at start: a mistake stops the
program (exit code 2) with one message that lists all mistakes with their places. Changes take a restart.

## Environment

Every variable may also be given as \`NAME_FILE\`, the path of a file that holds the value. Empty means unset. The program does not read
\`.env\` by itself: \`npm start\` and Docker Compose do.

${[...groups].map(([title, entries]) => `### ${title}\n\n${table(['variable', 'meaning', 'default or example'], entries.map(rowOf))}`).join('\n\n')}

## bursting.yaml

\`\`\`yaml
${yaml.trimEnd()}
\`\`\`
`;
  const missing = [...VARIABLES, ...CREDENTIAL_FAMILIES.map(({ ak }) => ak)].filter((name) => !page.includes(name));
  if (missing.length > 0) throw new Error(`.env.example does not explain ${missing.join(', ')}`);
  return page;
}
