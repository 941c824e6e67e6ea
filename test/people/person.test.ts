import { describe, expect, test } from 'vitest';
import { type Bar, toPerson } from '../../src/people/person.ts';

const TEAM = 'T0HOME';
const MEMBER = { id: 'U01ALICE', team_id: TEAM, deleted: false, is_bot: false, is_restricted: false, is_ultra_restricted: false };

describe('toPerson', () => {
  test.each<[string, unknown, Bar | null]>([
    ['a full member', MEMBER, null],
    ['a record without flags', { id: 'U01ALICE' }, null],
    ['a record without a team', { ...MEMBER, team_id: undefined }, null],
    ['a member with fields that Slack may add', { ...MEMBER, is_owner: true, profile: { email: 'a@example.org' } }, null],
    ['an admin of the whole organisation', { ...MEMBER, team_id: 'T0OTHER', enterprise_user: { teams: ['T0X', TEAM] } }, null],
    ['a multi-channel guest', { ...MEMBER, is_restricted: true }, 'guest'],
    ['a single-channel guest', { ...MEMBER, is_restricted: true, is_ultra_restricted: true }, 'guest'],
    ['a record that only says ultra-restricted', { ...MEMBER, is_ultra_restricted: true }, 'guest'],
    ['a bot', { ...MEMBER, is_bot: true }, 'bot'],
    ['Slackbot, of which Slack says that it is no bot', { ...MEMBER, id: 'USLACKBOT' }, 'bot'],
    ['a deactivated member', { ...MEMBER, deleted: true }, 'deactivated'],
    ['a deactivated guest', { ...MEMBER, deleted: true, is_restricted: true }, 'deactivated'],
    ['somebody of another workspace in a shared channel', { ...MEMBER, team_id: 'T0OTHER' }, 'foreign'],
    ['a stranger', { ...MEMBER, is_stranger: true }, 'foreign'],
    ['a stranger who claims our team', { ...MEMBER, is_stranger: true, team_id: TEAM }, 'foreign'],
    ['somebody of another organisation', { ...MEMBER, team_id: 'T0OTHER', enterprise_user: { teams: ['T0X'] } }, 'foreign'],
    ['an organisation without workspaces', { ...MEMBER, team_id: 'T0OTHER', enterprise_user: {} }, 'foreign'],
    ['an empty team id', { ...MEMBER, team_id: '' }, 'foreign'],
    ['a flag that is no boolean', { ...MEMBER, deleted: 'false' }, 'unknown'],
    ['a team that is no text', { ...MEMBER, team_id: 7 }, 'unknown'],
  ])('%s', (_, user, barred) => {
    expect(toPerson(user, TEAM)).toEqual({ id: (user as { id: string }).id, barred });
  });

  test.each<[unknown]>([[null], [undefined], ['U01ALICE'], [[]], [{}], [{ id: 7 }]])('%j is nobody', (user) => {
    expect(toPerson(user, TEAM)).toEqual({ id: '', barred: 'unknown' });
  });
});
