import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { imageEnvironment } from './dockerfile.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly secrets?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly profiles?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly restart?: string;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

/** docker-compose.yml as Compose reads it. */
export const COMPOSE = parse(read('docker-compose.yml'), { merge: true }) as Compose;
export const service = (name: string): Service => COMPOSE.services[name] ?? expect.fail(`docker-compose.yml has no ${name}`);

/** What Compose puts for `${NAME:-}`. */
const interpolate = (text: string, dotEnv: Readonly<Record<string, string>>): string =>
  text.replace(/\$\{(\w+):-([^}]*)\}/g, (_, name: string, rest: string) => dotEnv[name] ?? rest);

export interface Tokens {
  readonly SLACK_BOT_TOKEN: string;
  readonly SLACK_APP_TOKEN: string;
  readonly HUAWEI_AK: string;
  readonly HUAWEI_SK: string;
}

/** The files that the setup guide has people make, made by the very commands that it says. Gone when the test is. */
export function secretsMade(tokens: Tokens): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'bursting-secrets-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const commands =
    /```\n(mkdir -m 700 secrets[\s\S]*?)```/.exec(read('docs/setup.md'))?.[1] ?? expect.fail('docs/setup.md makes no secrets');
  execFileSync('sh', ['-euc', commands], { cwd: dir, env: { PATH: process.env.PATH, ...tokens } });
  return path.join(dir, 'secrets');
}

/** What a service of the bot has in its environment: the image's, its own, and the paths of those files that it is given. `dotEnv`: `.env`. */
export function environmentOf(name: string, secrets: string, dotEnv: Readonly<Record<string, string>> = {}): Record<string, string> {
  const given = service(name).secrets ?? [];
  const inContainer = { ...imageEnvironment(), ...service(name).environment };
  return Object.fromEntries(
    Object.entries(inContainer).map(([variable, text]) => [
      variable,
      interpolate(String(text), dotEnv).replace(/^\/run\/secrets\/(\w+)$/, (_, secret: string) =>
        given.includes(secret) ? path.join(secrets, secret) : '/nowhere',
      ),
    ]),
  );
}
