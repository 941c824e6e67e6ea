import { COMMAND_NAMES } from '../src/actions/names.ts';
import type { Config, RunConfig, StoreConfig } from '../src/config/config.ts';
import { type Loaded, loadConfig, loadRunConfig, loadStoreConfig, type Sources } from '../src/config/load.ts';
import { formatMistakes } from '../src/config/mistake.ts';
import { readConfigFile, readEnvironment } from './environment.ts';
import { SetupError } from './expected-errors.ts';

/** Reads environment and file once; every mistake in them is one error (exit code 2). */
export const startSettings = (): Config => settle(loadConfig(sources()));
export const runSettings = (): RunConfig => settle(loadRunConfig(sources()));
export const storeSettings = (): StoreConfig => settle(loadStoreConfig(sources()));

/** Environment and file as they are, for who wants to say more about them than their mistakes. */
export function sources(): Sources {
  const env = readEnvironment(process.env);
  return { env, yaml: readConfigFile(env), stdoutIsTty: process.stdout.isTTY === true, commands: COMMAND_NAMES };
}

function settle<T>(loaded: Loaded<T>): T {
  if ('mistakes' in loaded) throw new SetupError(formatMistakes(loaded.mistakes));
  return loaded.config;
}

/** Every secret value of the configuration, for what must never show one. */
export function secretsOf(config: Partial<Config>): readonly string[] {
  const keys = [...(config.huawei?.credentials.values() ?? [])].flatMap(({ ak, sk, securityToken }) => [ak, sk, securityToken]);
  const slack = [config.slack?.botToken, config.slack?.appToken, config.slack?.signingSecret];
  const proxies = [config.proxy?.httpsProxy, config.proxy?.httpProxy].map(passwordOf);
  const all = [...keys, ...slack, ...(config.signingKeys ?? []), ...passwordsOfRedis(config.redis), ...proxies];
  return all.filter((secret): secret is string => Boolean(secret));
}

const passwordOf = (url: string | null | undefined): string | null =>
  url && URL.canParse(url) ? decodeURIComponent(new URL(url).password) : null;

function passwordsOfRedis(redis: Config['redis'] | undefined): readonly (string | null)[] {
  if (redis?.kind === 'single') return [passwordOf(redis.url)];
  if (redis?.kind === 'cluster') return redis.urls.map(passwordOf);
  return redis?.kind === 'sentinel' ? [redis.password] : [];
}
