#!/usr/bin/env node
import './compile-cache.js';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { redact } from '../src/core/redact.ts';
import { suggest } from '../src/core/suggest.ts';
import { FailedError, SetupError } from './expected-errors.ts';

/** One subcommand: what help says of it, what it takes, and the module that does it, loaded when it is asked for. */
interface Subcommand {
  readonly usage: string;
  readonly summary: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /** Resolves with the exit code. */
  run(positionals: readonly string[], values: Readonly<Record<string, unknown>>): Promise<number>;
}

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  start: {
    usage: 'start',
    summary: 'runs the bot, in the role that ROLE names (all, gateway, worker)',
    run: async () => (await import('./start.ts')).start(),
  },
  demo: {
    usage: 'demo [--once] [--scenario <name>] [--list]',
    summary: 'runs everything on this machine: Slack, Huawei Cloud, a cluster and the bot; needs no account',
    options: { once: { type: 'boolean' }, scenario: { type: 'string' }, list: { type: 'boolean' } },
    run: async (_, values) => (await import('./demo.ts')).demo(values),
  },
  run: {
    usage: 'run <command> [cluster] [key=value ...]',
    summary: 'asks one question without Slack or Redis and prints the result as JSON',
    run: async (words) => (await import('./run.ts')).run(words),
  },
  runs: {
    usage: 'runs [list | show <id>] [cluster=<alias>] [state=<state>] [limit=<n>]',
    summary: 'prints runs as JSON lines, or one of them whole',
    run: async (words) => (await import('./runs.ts')).runs(words),
  },
  audit: {
    usage: 'audit [--since <time or 2h, 7d>] [--verify]',
    summary: 'prints who decided what as JSON lines; --verify checks that nothing was changed, moved or taken out',
    options: { since: { type: 'string' }, verify: { type: 'boolean' } },
    run: async (_, values) => (await import('./audit.ts')).audit(values),
  },
  policy: {
    usage: 'policy [--role reader|operator] [--v5]',
    summary: "prints the least IAM policies for the workers' credentials as JSON; --v5 as identity policies",
    options: { role: { type: 'string' }, v5: { type: 'boolean' } },
    run: async (words, values) => (await import('./policy.ts')).policy(words, values),
  },
  doctor: {
    usage: 'doctor',
    summary: 'checks what the role in ROLE needs, from the configuration to each permission: one line each, with what to do',
    run: async () => (await import('./doctor.ts')).doctor(),
  },
  manifest: {
    usage: 'manifest [--url https://<host>]',
    summary: 'prints the Slack app to create, as YAML: for Socket Mode, or with an address for HTTP mode',
    options: { url: { type: 'string' } },
    run: async (_, values) => (await import('./manifest.ts')).manifest(values),
  },
};

function help(name?: string): string {
  const known = name === undefined ? undefined : SUBCOMMANDS[name];
  if (known) return `bursting ${known.usage}\n\n${known.summary}\n`;
  const width = Math.max(...Object.keys(SUBCOMMANDS).map((each) => each.length)) + 2;
  const lines = Object.entries(SUBCOMMANDS).map(([each, { summary }]) => `  ${each.padEnd(width)}${summary}`);
  return `bursting <command>\n\n${lines.join('\n')}\n\nbursting <command> --help says more of one. Exit codes: 0 ok, 1 it failed, 2 usage or configuration.\n`;
}

async function main([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (!subcommand) {
    const nearest = suggest(name, Object.keys(SUBCOMMANDS));
    throw new SetupError(`there is no command ${name}. ${nearest ? `Did you mean ${nearest}? ` : ''}bursting --help lists them all.`);
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(help(name));
    return 0;
  }
  const { positionals, values } = read(rest, subcommand);
  return subcommand.run(positionals, values);
}

function read(args: readonly string[], { options, usage }: Subcommand) {
  try {
    return parseArgs({ args: [...args], options: options ?? {}, allowPositionals: true });
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : String(error)}\nusage: bursting ${usage}`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const expected = error instanceof SetupError || error instanceof FailedError;
  process.stderr.write(`bursting: ${redact(expected ? error.message : (error.stack ?? error.message))}\n`);
  process.exitCode = error instanceof SetupError ? 2 : 1;
}
