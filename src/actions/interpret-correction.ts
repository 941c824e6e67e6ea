import type { Rules } from '../config/config.ts';
import { type Fault, usableAliases } from '../config/target.ts';
import { type CommandInfo, namesCluster } from '../core/command.ts';
import { asCommand, type CommandLine, parseCommandLine } from '../core/command-line.ts';
import { type Refusal, refusal } from '../core/refusal.ts';

/** Where an example is to be copied to. */
interface Place {
  readonly rules: Rules;
  readonly channel: string;
}

const LONGEST_EXAMPLE = 300;
/** The line as a command to copy; null if it is too long to be shown again: a cut command is none. */
export const copyable = (line: CommandLine): string | null => {
  const command = asCommand(line);
  return command.length <= LONGEST_EXAMPLE ? command : null;
};

/** The refusal of a line with all its faults, and a command to copy. `accepts` says whether a corrected line would be understood. */
export function refuse(
  line: CommandLine,
  faults: readonly Fault[],
  info: CommandInfo,
  place: Place,
  accepts: (corrected: CommandLine) => boolean,
): Refusal {
  const problems = faults.map(({ problem }) => problem);
  const [only, ...others] = problems;
  const rightElsewhere = only?.code === 'wrong_channel' && others.length === 0;
  const corrected = rightElsewhere ? line : correct(line, faults, accepts);
  const example = (corrected && copyable(corrected)) ?? exampleFor(info, place);

  const forCommand = { command: info.name, example };
  if (only === undefined || others.length > 0) return refusal('several', { problems, ...forCommand });
  return { code: only.code, facts: { ...only.facts, ...forCommand } } as Refusal;
}

function correct(line: CommandLine, faults: readonly Fault[], accepts: (corrected: CommandLine) => boolean): CommandLine | null {
  let corrected = line;
  for (const { fix } of faults) {
    if (fix === null) return null;
    corrected = fix(corrected);
  }
  return accepts(corrected) ? corrected : null;
}

/** The command's first example, about a cluster that may be named in this channel if there is one. */
export function exampleFor(info: CommandInfo, { rules, channel }: Place): string {
  const [example] = info.examples;
  const parsed = parseCommandLine(example.replace(/^\/bursting\s*/, ''));
  if ('refused' in parsed) return example;
  const { words, parameters } = parsed.line;
  const [command = info.name, alias, ...rest] = words;
  const [usable] = usableAliases(rules, channel);
  if (!namesCluster(info) || alias === undefined || usable === undefined) return asCommand(parsed.line);
  return asCommand({ words: [command, usableAliases(rules, channel).includes(alias) ? alias : usable, ...rest], parameters });
}
