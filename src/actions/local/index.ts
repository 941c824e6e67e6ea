import { cancel } from './cancel.ts';
import { clusters } from './clusters.ts';
import { freeze } from './freeze.ts';
import { help } from './help.ts';
import type { LocalCommand, Refused } from './local-command.ts';
import { runs } from './runs.ts';
import { show } from './show.ts';
import { unfreeze } from './unfreeze.ts';
import { unwatch } from './unwatch.ts';
import { watch } from './watch.ts';
import { whoami } from './whoami.ts';

/** Every command that the gateway answers by itself, by the word people type. */
export const localCommands = { runs, show, cancel, watch, unwatch, freeze, unfreeze, clusters, whoami, help } as const;

export type LocalName = keyof typeof localCommands;

const byName: ReadonlyMap<string, LocalCommand<object, unknown>> = new Map(Object.entries(localCommands));

/** The local command of that name, whatever its parameters; undefined for a word that is none. */
export const localCommandOf = (command: string): LocalCommand<object, unknown> | undefined => byName.get(command);

/** What a local command answers when it does not refuse. */
export type LocalAnswer<N extends LocalName> =
  (typeof localCommands)[N] extends LocalCommand<infer _, infer Answer> ? Exclude<Answer, { refused: unknown }> : never;

export const isLocalName = (command: string): command is LocalName => byName.has(command);

export const isRefused = (answer: unknown): answer is Refused => typeof answer === 'object' && answer !== null && 'refused' in answer;
