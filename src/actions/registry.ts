import type { CommandInfo, Commands } from '../core/command.ts';
import { actions } from './index.ts';
import { localCommands } from './local/index.ts';
import { COMMAND_NAMES } from './names.ts';

const infos: readonly CommandInfo[] = [
  ...Object.entries(actions).map(([name, action]): CommandInfo => ({ ...action, name, takesCluster: true, argument: null })),
  ...Object.entries(localCommands).map(([name, command]): CommandInfo => ({ ...command, name, kind: 'local', skillAction: null })),
];
const byName: ReadonlyMap<string, CommandInfo> = new Map(infos.map((info) => [info.name, info]));

/** All commands people can type: what help and the parser are made from. */
export const commands: Commands = { names: COMMAND_NAMES, find: (name) => byName.get(name) };
