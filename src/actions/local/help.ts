import { z } from 'zod';
import { byEveryName, type CommandInfo } from '../../core/command.ts';
import { refusal } from '../../core/refusal.ts';
import { suggest } from '../../core/suggest.ts';
import { anyApprover } from '../../people/rights.ts';
import { defineLocal } from './local-command.ts';

/** The registry itself, or one entry of it: help cannot say anything that the commands do not. */
export type HelpAnswer =
  | { readonly topic: 'all'; readonly commands: readonly CommandInfo[]; readonly approvers: boolean }
  | { readonly topic: 'one'; readonly command: CommandInfo };

export const help = defineLocal({
  summary: 'Shows what you can ask, or how one command works.',
  open: true,
  examples: ['help', 'help precheck'],
  params: z.strictObject({}),
  parameterHelp: {},
  takesCluster: false,
  argument: 'command',
  async answer({ argument }, { commands, rules }): Promise<HelpAnswer | { refused: ReturnType<typeof refusal> }> {
    if (argument === null) {
      return { topic: 'all', commands: commands.names.flatMap((name) => commands.find(name) ?? []), approvers: anyApprover(rules) };
    }
    const byName = byEveryName(commands);
    const command = byName.get(argument.toLowerCase());
    if (command) return { topic: 'one', command };
    const nearest = suggest(argument, byName.keys());
    return { refused: refusal('unknown_command', { given: argument, nearest, example: `/bursting help${nearest ? ` ${nearest}` : ''}` }) };
  },
});
