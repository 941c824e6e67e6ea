import { WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import { APP_SCOPE, OPTIONAL_SCOPES, SCOPES } from '../../handlers/scopes.ts';
import type { Config } from '../../src/config/config.ts';
import { slackHttp } from '../slack-http.ts';
import type { Clocks } from './clock.ts';
import { fail, type Line, ok, skip, warn } from './line.ts';

const TIMEOUT_MS = 10_000;
const SILENT = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => 'error' as never, setName() {} };

export interface SlackFindings {
  readonly lines: readonly Line[];
  /** Null: the token is not good for asking anything. */
  readonly workspace: { readonly client: WebClient; readonly teamId: string } | null;
}

export async function slackLines({ slack, proxy }: Pick<Config, 'slack' | 'proxy'>, clocks: Clocks): Promise<SlackFindings> {
  const { fetch: through } = await slackHttp(proxy);
  const send = (through ?? fetch) as typeof fetch;
  const open = (token: string): WebClient =>
    new WebClient(token, {
      slackApiUrl: slack.apiUrl,
      timeout: TIMEOUT_MS,
      logger: SILENT,
      retryConfig: { retries: 1, minTimeout: 200 },
      // The client keeps the headers of an answer to itself.
      fetch: (async (...request: Parameters<typeof fetch>) => {
        const response = await send(...request);
        clocks.heard('Slack', response.headers.get('date'));
        return response;
      }) as NonNullable<WebClientOptions['fetch']>,
    });
  const client = open(slack.botToken);
  const [bot, socket] = await Promise.all([botLines(client, slack.appToken), slack.appToken ? socketLine(open(slack.appToken)) : null]);
  const http = slack.signingSecret && !slack.appToken;
  const listening = socket ?? (http ? skip('slack deliveries', HTTP_MODE) : null);
  return {
    lines: [...bot.lines, ...(listening ? [listening] : [])],
    workspace: bot.teamId === null ? null : { client, teamId: bot.teamId },
  };
}

const HTTP_MODE =
  'HTTP mode: whether Slack reaches the gateway is on the app’s page, Event Subscriptions; a wrong signing secret shows there, too';

async function botLines(
  client: WebClient,
  appToken: string | null,
): Promise<{ readonly lines: readonly Line[]; readonly teamId: string | null }> {
  try {
    const answer = await client.auth.test();
    const scopes = answer.response_metadata?.scopes;
    const who = ok('slack bot token', `${answer.user ?? 'the bot'} in ${answer.team ?? 'a workspace'} (${answer.team_id ?? 'unknown'})`);
    const app = appToken === null ? [] : await appLines(client, answer.bot_id, appToken);
    return { lines: [who, ...scopeLines(scopes), ...app], teamId: answer.team_id ?? null };
  } catch (error) {
    return { lines: [refused('slack bot token', error, BOT_TOKEN)], teamId: null };
  }
}

const BOT_TOKEN: Readonly<Record<string, string>> = {
  invalid_auth:
    'Copy the Bot User OAuth Token again (the app’s page, OAuth & Permissions) into SLACK_BOT_TOKEN; is it of this workspace and this SLACK_API_URL?',
  not_allowed_token_type: 'SLACK_BOT_TOKEN takes the Bot User OAuth Token (xoxb-...), no other.',
  account_inactive: 'The app was removed from the workspace: Install App again, and take the new token.',
  token_revoked: 'The token was revoked: Install App again, and take the new one.',
  token_expired: 'Token rotation is on: make the app anew from "bursting manifest", which leaves it off, and take its token.',
};

function scopeLines(scopes: readonly string[] | undefined): readonly Line[] {
  if (!scopes) return [skip('slack scopes', 'Slack does not say which the token has')];
  const missing = Object.keys(SCOPES).filter((scope) => !scopes.includes(scope));
  const superfluous = scopes.filter((scope) => !Object.hasOwn(SCOPES, scope) && !Object.hasOwn(OPTIONAL_SCOPES, scope));
  const optional = Object.keys(OPTIONAL_SCOPES).filter((scope) => scopes.includes(scope));
  return [
    missing.length === 0
      ? ok('slack scopes', `all ${Object.keys(SCOPES).length}${optional.length > 0 ? `, and the optional ${optional.join(', ')}` : ''}`)
      : fail(
          'slack scopes',
          `the token lacks ${missing.map((scope) => `${scope} (${SCOPES[scope]?.why.replaceAll('`', '')})`).join(', ')}.`,
          'Add them under OAuth & Permissions, Bot Token Scopes (or paste "bursting manifest" under App Manifest), then Install App, Reinstall.',
        ),
    ...(superfluous.length === 0
      ? []
      : [
          warn(
            'slack scopes, too many',
            `the bot uses none of ${superfluous.join(', ')}.`,
            'Take them away and reinstall: each is a thing that a stolen token can do.',
          ),
        ]),
  ];
}

/** What people type would come in for one app, and the answers go out as another. An app-level token names its app: `xapp-1-A012ABCD0A0-...`. */
async function appLines(client: WebClient, bot: string | undefined, appToken: string): Promise<readonly Line[]> {
  const listener = /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken)?.[1];
  const speaker = listener && bot ? await client.bots.info({ bot }).catch(() => null) : null;
  const id = speaker?.bot?.app_id;
  if (!id || id === listener) return [];
  return [
    fail(
      'slack app',
      `SLACK_BOT_TOKEN is of the app ${id}, SLACK_APP_TOKEN of ${listener}.`,
      'Take both from the page of one app (api.slack.com/apps), or commands come in for one and answers go out as the other.',
    ),
  ];
}

async function socketLine(client: WebClient): Promise<Line> {
  try {
    const answer = await client.apps.connections.open();
    return answer.url
      ? ok('slack socket', 'Slack gives an address to connect to')
      : fail('slack socket', 'Slack gives no address.', APP_TOKEN);
  } catch (error) {
    return refused('slack socket', error, {
      invalid_auth: APP_TOKEN,
      not_allowed_token_type: APP_TOKEN,
      missing_scope: APP_TOKEN,
      no_permission: APP_TOKEN,
    });
  }
}
const APP_TOKEN = `Make an App-Level Token with the scope ${APP_SCOPE} (Basic Information, App-Level Tokens) for SLACK_APP_TOKEN, and switch on Socket Mode.`;

/** Why Slack did not answer as hoped: its own refusal, or no answer at all. */
export function refused(about: string, error: unknown, remedies: Readonly<Record<string, string>>): Line {
  if (error instanceof WebAPIPlatformError) {
    const code = String(error.data.error).slice(0, 80);
    return fail(
      about,
      `Slack refuses it (${code}).`,
      remedies[code] ?? 'Look the code up in docs.slack.dev; try again if it is one of Slack’s own troubles.',
    );
  }
  const why = error instanceof Error ? error.message.slice(0, 200) : String(error);
  return fail(about, `Slack does not answer (${why}).`, 'Check SLACK_API_URL, HTTPS_PROXY, NO_PROXY, DNS and the way out of this network.');
}
