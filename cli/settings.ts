import { commands } from '../src/actions/registry.ts';
import type { Config, RunConfig, StoreConfig } from '../src/config/config.ts';
import { type Loaded, loadConfig, loadRunConfig, loadStoreConfig, type Sources } from '../src/config/load.ts';
import { formatMistakes } from '../src/config/mistake.ts';
import { readConfigFile, readEnvironment } from './environment.ts';
import { UsageError } from './usage-error.ts';

/** Reads environment and file once; every mistake in them is one error (exit code 2). */
export const startSettings = (): Config => settle(loadConfig(sources()));
export const runSettings = (): RunConfig => settle(loadRunConfig(sources()));
export const storeSettings = (): StoreConfig => settle(loadStoreConfig(sources()));

function sources(): Sources {
  const env = readEnvironment(process.env);
  return { env, yaml: readConfigFile(env), stdoutIsTty: process.stdout.isTTY === true, commands: commands.names };
}

function settle<T>(loaded: Loaded<T>): T {
  if ('mistakes' in loaded) throw new UsageError(formatMistakes(loaded.mistakes));
  return loaded.config;
}

/** Every secret value of the configuration, for what must never show one. */
export function secretsOf(config: Partial<Config>): readonly string[] {
  const keys = [...(config.huawei?.credentials.values() ?? [])].flatMap(({ ak, sk, securityToken }) => [ak, sk, securityToken ?? '']);
  const slack = config.slack ? [config.slack.botToken, config.slack.appToken ?? '', config.slack.signingSecret ?? ''] : [];
  return [...keys, ...slack, ...(config.signingKeys ?? [])].filter((secret) => secret !== '');
}
