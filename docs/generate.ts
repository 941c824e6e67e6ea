import { readFileSync, writeFileSync } from 'node:fs';
import { commandsPage } from './pages/commands.ts';
import { configurationPage } from './pages/configuration.ts';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

/** The generated pages, by their path in the repository: what `npm run docs` writes, and what a test compares with what is committed. */
export const generatedPages = (): Readonly<Record<string, string>> => ({
  'docs/commands.md': commandsPage(),
  'docs/configuration.md': configurationPage(read('.env.example'), read('bursting.example.yaml')),
});

if (import.meta.main) {
  for (const [name, text] of Object.entries(generatedPages())) writeFileSync(new URL(`../${name}`, import.meta.url), text);
}
