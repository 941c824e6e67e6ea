import type { CommandInfo } from '../../src/core/command.ts';

/** What help and forms say of a command and of each of its parameters: the English stands at the command itself. */
export const commands = {
  summary: (command: CommandInfo): string => command.summary,
  /** `help`: the command's own words for the parameter. */
  parameter: (_command: string, _parameter: string, help: string): string => help,
};
