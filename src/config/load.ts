import { hide } from '../core/secret.ts';
import type { ClusterConfig, Config, LogConfig, RedisTarget, Rules, RunConfig, SlackConfig, StoreConfig } from './config.ts';
import { readCredentials, readHuawei, readProxy } from './huawei.ts';
import { API_URL, GROUP_NAME, type Kind, oneOf, PORT, SECRET, TEXT, tokenOf } from './kinds.ts';
import type { Mistake } from './mistake.ts';
import { parseRedisUrl } from './redis-url.ts';
import { readRules } from './rules.ts';
import { type Environment, isCredentialVariable, Variables } from './variables.ts';

/** The YAML file: its text, or why it cannot be read. */
export type ConfigFile = { readonly path: string; readonly text: string } | { readonly path: string; readonly problem: string };

export interface Sources {
  readonly env: Environment;
  /** Null: there is none, and none was asked for. */
  readonly yaml: ConfigFile | null;
  /** Logs are pretty on a terminal. */
  readonly stdoutIsTty: boolean;
  /** Words that mean something in chat, so that no cluster may be called so. */
  readonly commands: readonly string[];
}

/** The configuration, frozen; or every mistake in it at once. */
export type Loaded<T> = { readonly config: T } | { readonly mistakes: readonly Mistake[] };

/** For `bursting start` and `bursting doctor`: the role decides what is needed. */
export const loadConfig = (sources: Sources): Loaded<Config> =>
  collect((mistakes) => {
    const variables = new Variables(sources.env, mistakes);
    const role = variables.or(oneOf('all', 'gateway', 'worker'), 'all', 'ROLE');
    const workerGroup = variables.or(GROUP_NAME, 'default', 'WORKER_GROUP');
    refuseOthersSecrets(variables, role);
    const rules = readFile(sources, variables, mistakes, 'required');
    const proxy = readProxy(variables);
    const serves = role === 'gateway' ? [] : servedBy(rules, workerGroup, role, variables);
    const credentials =
      role === 'gateway'
        ? new Map()
        : readCredentials(variables, rules.clusters.values(), { serves, unnamed: unnamedFor(sources, rules, workerGroup) });
    return {
      role,
      workerGroup,
      slack: readSlack(variables, role),
      ...readStore(variables, role),
      huawei: readHuawei(variables, credentials, proxy),
      proxy,
      http: { host: variables.or(TEXT, '127.0.0.1', 'HOST'), port: variables.or(PORT, 3000, 'PORT') },
      log: readLog(variables, sources.stdoutIsTty),
      rules,
    };
  });

/** For `bursting run`: only Huawei Cloud; the file is optional, and which of several credentials is needed shows when it is used. */
export const loadRunConfig = (sources: Sources): Loaded<RunConfig> =>
  collect((mistakes) => {
    const variables = new Variables(sources.env, mistakes);
    const rules = readFile(sources, variables, mistakes, 'optional');
    const proxy = readProxy(variables);
    const credentials = readCredentials(variables, rules.clusters.values(), { serves: [], unnamed: null });
    if (credentials.size === 0) {
      for (const name of ['HUAWEI_AK', 'HUAWEI_SK']) variables.refuse(name, 'is not set; needed to ask Huawei Cloud');
    }
    return { huawei: readHuawei(variables, credentials, proxy), proxy, log: readLog(variables, sources.stdoutIsTty), rules };
  });

/** For `bursting runs` and `bursting audit`: only where the store is. */
export const loadStoreConfig = (sources: Pick<Sources, 'env' | 'stdoutIsTty'>): Loaded<StoreConfig> =>
  collect((mistakes) => {
    const variables = new Variables(sources.env, mistakes);
    return { ...readStore(variables, null), log: readLog(variables, sources.stdoutIsTty) };
  });

function collect<T extends object>(read: (mistakes: Mistake[]) => T): Loaded<T> {
  const mistakes: Mistake[] = [];
  const config = read(mistakes);
  if (mistakes.length === 0) return { config: freeze(config) };
  const different = new Map(mistakes.map((mistake) => [`${mistake.place} ${mistake.problem}`, mistake]));
  return { mistakes: Object.freeze([...different.values()]) };
}

/** Whoever listens to Slack holds no cloud credential, and whoever holds one listens to nobody (contract, section 1). */
function refuseOthersSecrets(variables: Variables, role: Config['role']): void {
  const listens = (name: string): boolean => /^SLACK_(APP_TOKEN|SIGNING_SECRET)(_FILE)?$/.test(name);
  if (role === 'gateway') {
    for (const name of variables.namesOf(isCredentialVariable)) {
      variables.refuse(name, 'is a cloud credential, and a gateway must hold none: unset it here, it belongs to the workers');
    }
  }
  if (role === 'worker') {
    for (const name of variables.namesOf(listens)) {
      variables.refuse(name, 'lets a process listen to Slack, and a worker must not: unset it here, it belongs to the gateway');
    }
  }
}

function readFile(sources: Sources, variables: Variables, mistakes: Mistake[], need: 'required' | 'optional'): Rules {
  const { yaml, commands } = sources;
  const chosen = variables.optional(TEXT, 'BURSTING_CONFIG');
  const none = { path: yaml?.path ?? 'bursting.yaml', text: '' };
  const text = yaml && 'text' in yaml ? yaml.text : null;
  const rules = readRules(text === null ? none : { path: none.path, text }, commands, mistakes);
  if (yaml && 'problem' in yaml)
    variables.refuse(chosen === null ? yaml.path : 'BURSTING_CONFIG', `${yaml.path} cannot be read: ${yaml.problem}`);
  else if (need === 'optional') return rules;
  else if (text === null) {
    if (!variables.given('BURSTING_CONFIG'))
      variables.refuse(none.path, 'is missing: copy bursting.example.yaml to it, or name another file with BURSTING_CONFIG');
  } else if (rules.clusters.size === 0 && !rules.allowUnlisted && !mistakes.some(({ place }) => place.startsWith(`${none.path}:`))) {
    variables.refuse(none.path, 'names no cluster: add one under clusters: (see bursting.example.yaml), or set allowUnlisted: true');
  }
  return rules;
}

/** The clusters this worker's group serves. A group that nobody's `workers:` names would take no work, and nobody would see why. */
function servedBy(rules: Rules, group: string, role: Config['role'], variables: Variables): readonly ClusterConfig[] {
  const clusters = [...rules.clusters.values()];
  const serves = clusters.filter(({ workers }) => workers === group);
  const idle = clusters.length > 0 && serves.length === 0 && !(group === 'default' && (role === 'all' || rules.allowUnlisted));
  if (idle) {
    const groups = [...new Set(clusters.map(({ workers }) => workers))].sort().join(', ');
    variables.refuse('WORKER_GROUP', `serves no cluster: "${group}" is the group of none; the clusters' groups are ${groups}`);
  }
  return serves;
}

/** What the unnamed credentials are needed for besides the clusters that use them; null: nothing. */
function unnamedFor({ yaml }: Sources, rules: Rules, group: string): string | null {
  if (yaml === null) return 'the clusters'; // nearly always, and better said at once than after the file is there
  return rules.allowUnlisted && group === 'default' ? 'clusters that are not in the file (allowUnlisted)' : null;
}

function readSlack(variables: Variables, role: Config['role']): SlackConfig {
  const listens = role !== 'worker';
  const slack = {
    botToken: variables.required(tokenOf('xoxb-'), 'SLACK_BOT_TOKEN', "is not set: the app's bot token, xoxb-..."),
    appToken: listens ? variables.optional(tokenOf('xapp-'), 'SLACK_APP_TOKEN') : null,
    signingSecret: listens ? variables.optional(SECRET, 'SLACK_SIGNING_SECRET') : null,
    apiUrl: variables.or(API_URL, 'https://slack.com/api/', 'SLACK_API_URL'),
  };
  if (listens && !variables.given('SLACK_APP_TOKEN') && !variables.given('SLACK_SIGNING_SECRET')) {
    variables.refuse('SLACK_APP_TOKEN', 'is not set: xapp-... for Socket Mode, or SLACK_SIGNING_SECRET for HTTP mode');
  }
  return hide(slack, 'botToken', 'appToken', 'signingSecret');
}

/** Where runs are kept, and the keys that sign approvals. `role` null: only to look at them. */
function readStore(variables: Variables, role: Config['role'] | null): Pick<Config, 'redis' | 'signingKeys'> {
  const given = variables.given('REDIS_URL');
  const url = variables.optional(TEXT, 'REDIS_URL');
  const dataDir = variables.or(TEXT, './data', 'DATA_DIR');
  const parsed = url === null ? null : parseRedisUrl(url);
  if (typeof parsed === 'string') variables.refuse('REDIS_URL', parsed);
  if (!given && role !== null && role !== 'all') {
    variables.refuse('REDIS_URL', `is not set: with ROLE=${role} gateway and workers meet in one Redis`);
  }
  const redis: RedisTarget = typeof parsed === 'string' || parsed === null ? { kind: 'own', dataDir } : parsed;
  if ((given || role === 'gateway' || role === 'worker') && role !== null && !variables.given('BURSTING_SIGNING_KEY')) {
    variables.refuse('BURSTING_SIGNING_KEY', 'is not set: at least 32 bytes, the same in all processes (openssl rand -base64 48)');
  }
  const keys = variables.or(SIGNING_KEYS, [], 'BURSTING_SIGNING_KEY');
  return { redis, signingKeys: hide([...keys], ...keys.keys()) };
}

const SIGNING_KEYS: Kind<readonly string[]> = {
  accepts: 'keys of at least 32 bytes each, separated by commas (openssl rand -base64 48)',
  read(text) {
    const keys = text.split(',').map((key) => key.trim());
    return keys.every((key) => new TextEncoder().encode(key).length >= 32) ? keys : null;
  },
};

const readLog = (variables: Variables, stdoutIsTty: boolean): LogConfig => ({
  level: variables.or(oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'), 'info', 'LOG_LEVEL'),
  format: variables.or(oneOf('json', 'pretty'), stdoutIsTty ? 'pretty' : 'json', 'LOG_FORMAT'),
});

/** Objects and lists, all the way down; maps are read-only by their type. */
function freeze<T>(value: T): T {
  if (value instanceof Map) for (const item of value.values()) freeze(item);
  else if (typeof value === 'object' && value !== null) for (const name of Reflect.ownKeys(value)) freeze(Reflect.get(value, name));
  return Object.freeze(value);
}
