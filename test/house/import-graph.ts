import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');

export interface Reached {
  /** Paths in the repository. */
  readonly files: ReadonlySet<string>;
  /** By package name: a file that imports it. */
  readonly packages: ReadonlyMap<string, string>;
}

/** Imports that are still there when the program runs: type-only ones are not. The formatter sees to it that they all look alike. */
const IMPORT = /^(?:import|export) (?!type )(?:[^;']*? from )?'([^']+)'|\bimport\('([^']+)'\)/gm;

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Everything that running these files may load, at once or later. Throws if a file is not there. */
export const reach = (...entries: readonly string[]): Reached => walk(entries, () => true);

/** What such a file loads when it is run, with what it imports later itself, but not what others import later. */
export const reachAtOnce = (entry: string): Reached => walk([entry], (file) => file === entry);

function walk(entries: readonly string[], followsLater: (file: string) => boolean): Reached {
  const files = new Set<string>();
  const packages = new Map<string, string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const [, static_, dynamic] of readFileSync(path.join(ROOT, file), 'utf8').matchAll(IMPORT)) {
      const specifier = static_ ?? (followsLater(file) ? dynamic : undefined);
      if (specifier === undefined) continue;
      if (specifier.startsWith('.')) visit(path.join(path.dirname(file), specifier));
      else if (!specifier.startsWith('node:')) packages.set(packageName(specifier), file);
    }
  };
  for (const entry of entries) visit(entry);
  return { files, packages };
}
