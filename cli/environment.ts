import { readFileSync } from 'node:fs';
import type { ConfigFile } from '../src/config/load.ts';
import { type Environment, isVariable } from '../src/config/variables.ts';

/**
 * The environment with each `NAME_FILE` of a variable the bot knows read into `NAME`, less one line break at its end. Never throws:
 * what cannot be read is said when the variable is needed. `env` is `process.env`.
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const values: Record<string, string | undefined> = { ...env };
  const unusable = new Map<string, string>();
  for (const [variable, path] of Object.entries(env)) {
    const name = /^(.+)_FILE$/.exec(variable)?.[1];
    if (!name || !path || !isVariable(name)) continue;
    if (env[name]) {
      unusable.set(name, `and ${name} are both set: keep one`);
      continue;
    }
    const file = readText(path);
    if ('problem' in file) unusable.set(name, `${path} cannot be read: ${file.problem}`);
    else if (file.text === '') unusable.set(name, `${path} is empty`);
    else values[name] = file.text.replace(/\r?\n$/, '');
  }
  return { values, unusable };
}

/** The YAML file that BURSTING_CONFIG names, default `bursting.yaml`. Null if the default one is not there. */
export function readConfigFile({ values }: Environment): ConfigFile | null {
  const chosen = values.BURSTING_CONFIG || null;
  const path = chosen ?? 'bursting.yaml';
  const file = readText(path);
  return 'problem' in file && file.missing && chosen === null ? null : { path, ...file };
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};

function readText(path: string): { readonly text: string } | { readonly problem: string; readonly missing: boolean } {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code ?? 'unknown error');
    return { problem: PROBLEMS[code] ?? code, missing: code === 'ENOENT' };
  }
}
