import { Refusal } from '../refusal.ts';
import { flag, word } from '../web-arguments.ts';
import { APP, type Group, type Person, type Workspace } from '../workspace.ts';
import type { Method } from './index.ts';

const user = (person: Person, workspace: Workspace) => ({
  team_id: workspace.teamId,
  deleted: false,
  is_bot: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_admin: false,
  is_app_user: false,
  locale: 'en-US',
  tz: 'Europe/Amsterdam',
  ...person,
  real_name: person.real_name ?? person.name,
  profile: { real_name: person.real_name ?? person.name, display_name: person.name },
});

const group = (found: Group, workspace: Workspace, withUsers: boolean) => ({
  id: found.id,
  team_id: workspace.teamId,
  is_usergroup: true,
  name: found.handle,
  handle: found.handle,
  date_delete: found.date_delete ?? 0,
  user_count: found.users.length,
  ...(withUsers ? { users: found.users } : {}),
});

const groupUsers: Method['run'] = (args, { workspace }) => {
  const found = workspace.groups.get(word(args.usergroup));
  if (!found) throw new Refusal('no_such_subteam');
  if (found.date_delete && !flag(args.include_disabled)) throw new Refusal('subteam_disabled');
  return { users: [...found.users] };
};

const groups: Method['run'] = (args, { workspace }) => {
  const shown = [...workspace.groups.values()].filter((found) => !found.date_delete || flag(args.include_disabled));
  return { usergroups: shown.map((found) => group(found, workspace, flag(args.include_users))) };
};

export const PEOPLE: Readonly<Record<string, Method>> = {
  'bots.info': {
    token: 'bot',
    scope: 'users:read',
    run(args) {
      if (word(args.bot) !== APP.botId) throw new Refusal('bot_not_found');
      return { bot: { id: APP.botId, deleted: false, name: APP.name, updated: 0, app_id: APP.id, user_id: APP.botUser } };
    },
  },
  'users.info': {
    token: 'bot',
    scope: 'users:read',
    run: (args, { workspace }) => {
      const { locale, ...found } = user(workspace.person(word(args.user)), workspace);
      return { user: flag(args.include_locale) ? { ...found, locale } : found };
    },
  },
  'users.list': {
    token: 'bot',
    scope: 'users:read',
    run: (_, { workspace }) => ({
      members: [...workspace.people.values()].filter((person) => !person.is_stranger).map((person) => user(person, workspace)),
      response_metadata: { next_cursor: '' },
    }),
  },
  'usergroups.list': { token: 'bot', scope: 'usergroups:read', run: groups },
  'usergroups.users.list': { token: 'bot', scope: 'usergroups:read', run: groupUsers },
};
