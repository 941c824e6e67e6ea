import { actionOf } from '../src/actions/index.ts';
import { isStage } from '../src/actions/led.ts';
import type { Finding } from '../src/core/finding.ts';
import type { Target } from '../src/core/target.ts';
import { isFollowed, type Run } from '../src/runs/run.ts';
import { type Catalogue, explain, progressText } from './catalogue.ts';
import { commandLine } from './command-line.ts';
import {
  type Block,
  type Button,
  clip,
  code,
  context,
  type Listing,
  mention,
  type Part,
  SIGNS,
  type Sign,
  section,
  sentence,
} from './kit.ts';
import { seenToBy } from './seen-to.ts';

/** Something said once in the run's thread. `key`: the same for the same thing, so that it is posted once. `text` is plain. */
export interface ThreadReply {
  readonly key: string;
  readonly text: string;
  readonly parts: readonly Part[];
}

/** A text of more than a message holds, as a file in the run's thread. */
export interface ThreadFile {
  readonly key: string;
  readonly filename: string;
  readonly content: string;
}

/** How one command's result looks. `verdict` is one plain sentence: it is also what notifications read. */
export interface Shown {
  readonly sign: Sign;
  readonly verdict: string;
  readonly parts: readonly Part[];
  /** Its own buttons, before those that every run has; at most one of them primary. */
  readonly buttons?: readonly Button[];
  /** What follows in the thread once the message is there; each is posted once, whatever the message shows later. */
  readonly replies?: readonly ThreadReply[];
  readonly files?: readonly ThreadFile[];
}

export type View<Result> = (result: Result, run: Run, say: Catalogue) => Shown;

/** What people call the cluster, short enough for a sentence. */
export const nameOf = ({ alias, clusterId }: Target): string => clip(alias ?? clusterId, 60);

export const headline = (sign: Sign, text: string): Part => section(`${SIGNS[sign]} *${sentence(text, 300)}*`);

/** A command for this run's cluster, with the parameters given, ready to be copied. */
export const commandFor = (command: string, { target }: Run, params: Readonly<Record<string, string>> = {}): string =>
  code(clip(commandLine(command, target, params), 300));

/** How far the work under way is; nothing if it has not said so. */
export const underWay = ({ progress }: Run, say: Catalogue): readonly Block[] => {
  const text = progress && progressText(progress, say);
  return text ? [context(sentence(text, 300))] : [];
};

/** What to do about one finding; null: nothing, because what comes next by itself sees to it. */
const todo = (one: Finding, remedy: string, run: Run, say: Catalogue): string | null => {
  const by = seenToBy(one);
  const led = actionOf(run.command)?.kind === 'guided' || (run.guided && isStage(run.command));
  if (by !== null && (led || (by === 'diagnosis' && isFollowed(run)))) return null;
  return `${say.lead(say.run.todo)} ${sentence(remedy, 400)}`;
};

/** Issues or warnings, each with what to do; the rest is counted, and the command that prints all of them is named. */
export const findingList = (sign: 'problem' | 'warning', found: readonly Finding[], run: Run, say: Catalogue): Listing => {
  const show = code(`bursting runs show ${run.id}`);
  return {
    items: found.map((one) => {
      const { message, remedy } = explain(one, say);
      const lines = [`${SIGNS[sign]} ${sentence(message, 600)}`, todo(one, remedy, run, say)];
      return section(lines.filter((line) => line !== null).join('\n'));
    }),
    atMost: sign === 'problem' ? 10 : 6,
    more: (count) => (sign === 'problem' ? say.more.issues(count, show) : say.more.warnings(count, show)),
  };
};

/** People that a finding names by Slack user id. */
const peopleIn = ({ facts }: Finding): ReadonlySet<string> =>
  new Set([...('users' in facts ? facts.users : []), ...('by' in facts ? [facts.by] : [])]);

/** What was being done, why it went wrong, what to do next. */
export const failure = ({ error }: Run, say: Catalogue): readonly Block[] => {
  if (!error) return [];
  const { message: why, remedy } = explain(error.finding, say);
  const people = peopleIn(error.finding);
  const named = sentence(why).replace(/\b[UW][A-Z0-9]{2,}\b/g, (word) => (people.has(word) ? mention(word) : word));
  const id = error.requestId ? [code(clip(say.run.requestId(error.requestId), 120))] : [];
  const hints = [...(error.retryable ? [say.run.retryable] : []), ...id];
  return [section(`${named}\n${say.lead(say.run.todo)} ${sentence(remedy, 600)}`), ...(hints.length > 0 ? [context(...hints)] : [])];
};
