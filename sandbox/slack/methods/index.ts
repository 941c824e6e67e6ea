import type { Inside } from '../inside.ts';
import type { Args } from '../web-arguments.ts';
import { APP } from '../workspace.ts';
import { CHAT } from './chat.ts';
import { CONVERSATIONS } from './conversations.ts';
import { FILES } from './files.ts';
import { PEOPLE } from './people.ts';
import { VIEWS } from './views.ts';

type Answer = Readonly<Record<string, unknown>>;

/** One Web API method. What it returns goes out beside `ok: true`; what it refuses is a `Refusal`. */
export interface Method {
  readonly token: 'bot' | 'app' | 'any';
  /** The bot scope it needs; looked at only where scopes are given. */
  readonly scope?: string;
  run(args: Args, inside: Inside): Answer | Promise<Answer>;
}

const TEAM: Readonly<Record<string, Method>> = {
  'auth.test': {
    token: 'any',
    run: (_, { workspace }) => ({
      url: `https://${workspace.domain}.slack.com/`,
      team: workspace.domain,
      team_id: workspace.teamId,
      user: APP.name,
      user_id: APP.botUser,
      bot_id: APP.botId,
      is_enterprise_install: false,
    }),
  },
  'team.info': {
    token: 'bot',
    scope: 'team:read',
    run: (_, { workspace }) => ({ team: { id: workspace.teamId, name: workspace.domain, domain: workspace.domain } }),
  },
  'apps.connections.open': { token: 'app', run: (_, inside) => ({ url: inside.newSocketUrl() }) },
};

/** The part of the Web API (docs.slack.dev, reference/methods) that a bot of this kind uses. */
export const METHODS: Readonly<Record<string, Method>> = { ...TEAM, ...CHAT, ...PEOPLE, ...CONVERSATIONS, ...VIEWS, ...FILES };
