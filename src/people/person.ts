import { z } from 'zod';

/** Why somebody has no rights at all, whatever any list says. `unknown`: it could not be found out who this is. */
export type Bar = 'guest' | 'bot' | 'deactivated' | 'foreign' | 'unknown';

export interface Person {
  /** Slack user id. */
  readonly id: string;
  /** Null: a full member of this workspace. */
  readonly barred: Bar | null;
}

/** What matters of a user (Slack API, users.info: `user`). A flag that is left out is false; one that is no boolean is not believed. */
const User = z.object({
  id: z.string(),
  team_id: z.string().nullish(),
  deleted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  enterprise_user: z.object({ teams: z.array(z.string()).nullish() }).nullish(),
});

/**
 * Who a user is. `teamId` is the bot's own workspace. Somebody whose record cannot be read is `unknown`, with the id as far as it is
 * known. Never throws.
 */
export function toPerson(user: unknown, teamId: string): Person {
  const parsed = User.safeParse(user);
  if (parsed.success) return { id: parsed.data.id, barred: barOf(parsed.data, teamId) };
  const named = z.object({ id: z.string() }).safeParse(user);
  return { id: named.data?.id ?? '', barred: 'unknown' };
}

function barOf(user: z.infer<typeof User>, teamId: string): Bar | null {
  if (user.deleted) return 'deactivated';
  // Slack says is_bot: false of Slackbot.
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot';
  const elsewhere = typeof user.team_id === 'string' && user.team_id !== teamId;
  if (user.is_stranger || (elsewhere && !user.enterprise_user?.teams?.includes(teamId))) return 'foreign';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : null;
}
