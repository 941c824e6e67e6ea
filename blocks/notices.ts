import type { Notice } from '../src/runs/notices.ts';
import type { Run } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { clip, code, mention, sentence, slackDate } from './kit.ts';
import { nameOf } from './view.ts';

/** Slack ids of those who are mentioned. */
export interface People {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** Named in one line; the rest is not: a group is the way to mention many. */
const NAMED = 10;

/** `ping` false: the names are shown and ring for nobody. */
const called = ({ users, groups }: People, ping: boolean): string =>
  [
    ...groups.map((id) => (ping && /^S[A-Z0-9]+$/.test(id) ? `<!subteam^${id}>` : code(clip(id, 40)))),
    ...users.map((id) => (ping ? mention(id) : code(clip(id, 40)))),
  ]
    .slice(0, NAMED)
    .join(' ');

/** A notice as mrkdwn for a message's `text`. Null: there is nobody to be told. */
export function noticeText(
  run: Run,
  notice: Notice,
  people: People,
  { ping, say = en }: { ping: boolean; say?: Catalogue },
): string | null {
  if (people.users.length + people.groups.length === 0) return null;
  const words = say.notices;
  const who = called(people, ping);
  const cluster = nameOf(run.target);
  const what = sentence(words.what(clip(run.command, 40), cluster), 120);
  const id = code(clip(run.id, 40));
  switch (notice.says) {
    case 'incident':
      return words.incident(who, sentence(cluster, 60));
    case 'waits':
      return words.waits(who, what, id);
    case 'remind':
      return words.remind(who, what, id, slackDate(run.deadline ?? run.updatedAt));
    case 'decided':
      return words.decided(who, what, id, notice.given, run.plan?.required ?? 1);
    case 'ended':
      return words.ended(who, what, id, run.state);
  }
}
