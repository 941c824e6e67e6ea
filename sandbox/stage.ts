import { stringify } from 'yaml';
import { type Bot, startBot, type Tempo } from '../cli/bot.ts';
import { openLog } from '../cli/log.ts';
import { secretsOf } from '../cli/settings.ts';
import { commands } from '../src/actions/registry.ts';
import { loadConfig } from '../src/config/load.ts';
import { formatMistakes } from '../src/config/mistake.ts';
import type { SandboxCloud } from './cloud/start.ts';
import type { FakeSlack } from './slack/fake.ts';

export interface StageOptions {
  readonly slack: FakeSlack;
  readonly cloud: SandboxCloud;
  /** More environment, over what slack and cloud say: `REDIS_URL`, `DATA_DIR`, `ROLE`, ... Undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** More of `bursting.yaml`, over `clusters`. */
  readonly yaml?: Readonly<Record<string, unknown>>;
  /** More of single clusters, by alias. */
  readonly clusters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Faster than life, for tests. */
  readonly tempo?: Tempo;
  /** Where the log goes; nowhere by default. */
  readonly log?: NodeJS.WritableStream;
}

/** What `bursting.yaml` and the environment of such a bot would say: the way an operator would configure it. */
export function stageSettings({ slack, cloud, env, yaml, clusters = {} }: StageOptions): {
  readonly env: Record<string, string | undefined>;
  readonly yaml: string;
} {
  const all = Object.fromEntries(Object.entries(cloud.clusters).map(([alias, keys]) => [alias, { ...keys, ...clusters[alias] }]));
  return {
    env: { PORT: '0', SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, ...cloud.env, ...env },
    yaml: stringify({ clusters: all, approvals: { approvers: { groups: ['S0ONCALL'] } }, ...yaml }),
  };
}

/** The real program in this process, against a sandbox Slack and a sandbox cloud, configured through the contract's configuration only. */
export async function startStage(options: StageOptions): Promise<Bot> {
  const settings = stageSettings(options);
  const loaded = loadConfig({
    env: { values: settings.env, unusable: new Map() },
    yaml: { path: 'bursting.yaml', text: settings.yaml },
    stdoutIsTty: false,
    commands: commands.names,
  });
  if ('mistakes' in loaded) throw new Error(formatMistakes(loaded.mistakes));
  const { config } = loaded;
  const log = openLog(options.log ? config.log : { level: 'silent', format: 'json' }, secretsOf(config), options.log ?? process.stderr);
  const onFatal = (error: Error): void => {
    throw error;
  };
  return startBot(config, log, onFatal, options.tempo ? { tempo: options.tempo } : {});
}
