import type { z } from 'zod';
import { lowerAscii } from './command-line.ts';

/** What the second bare word of a local command is, if it is no cluster. */
export type Argument = 'run id' | 'command' | 'cluster';

/** What a command takes as `key=value`. */
export interface ParameterInfo {
  /** Own parameters, as strings. A message that its author wrote, or the field's description, says what is accepted. */
  readonly params: z.ZodType<object>;
  /** The names of the own parameters, with what each is for. */
  readonly parameterHelp: Readonly<Record<string, string>>;
  /** Other names of own parameters: `initial_node_count` is `node_count`. */
  readonly parameterAliases?: Readonly<Record<string, string>>;
}

/** What must be known of a command to read a line that asks for it. */
export interface CommandInfo extends ParameterInfo {
  readonly name: string;
  /** One line for help. */
  readonly summary: string;
  readonly skillAction: string | null;
  /** `local`: answered by the gateway itself. The others are about a cluster, which must be named. */
  readonly kind: 'read' | 'plan' | 'guided' | 'local';
  /** Of a local command: whether it may name a cluster. */
  readonly takesCluster: boolean;
  /** Of a local command: where it names none, the channel's usual cluster is meant. Otherwise that says all of them, or none in particular. */
  readonly meansUsual?: boolean;
  /** Of a local command. */
  readonly argument: Argument | null;
  /** Absent: the argument may be left out. */
  readonly argumentRequired?: boolean;
  /** Naming only a region means: with the credentials of a configured cluster there. */
  readonly regionIsEnough?: boolean;
  /** With or without `/bursting` in front. */
  readonly examples: readonly [string, ...string[]];
}

export interface Commands {
  /** By a name of `names`. */
  find(name: string): CommandInfo | undefined;
  readonly names: readonly string[];
}

/** Whether changes come of it: a plan, or several in its thread. In a channel only, for whoever may ask for plans; typed alone, it opens a form. */
export const makesPlans = ({ kind }: Pick<CommandInfo, 'kind'>): boolean => kind === 'plan' || kind === 'guided';

export const namesCluster = (info: CommandInfo): boolean => info.kind !== 'local' || info.takesCluster;

/** All commands by every name they have, in lower case: their own first, then the skill's. */
export function byEveryName(commands: Commands): ReadonlyMap<string, CommandInfo> {
  const all = commands.names.flatMap((name) => commands.find(name) ?? []);
  const bySkill = all.flatMap((info) => (info.skillAction === null ? [] : [[lowerAscii(info.skillAction), info] as const]));
  return new Map([...all.map((info) => [lowerAscii(info.name), info] as const), ...bySkill]);
}
