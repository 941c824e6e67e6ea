import type { CommandInfo, Commands } from '../core/command.ts';
import { actions } from './index.ts';
import { localCommands } from './local/index.ts';

const infos: readonly CommandInfo[] = [
  ...Object.entries(actions).map(([name, action]): CommandInfo => ({ ...action, name, takesCluster: true, argument: null })),
  ...Object.entries(localCommands).map(([name, command]): CommandInfo => ({ ...command, name, kind: 'local', skillAction: null })),
];
const byName: ReadonlyMap<string, CommandInfo> = new Map(infos.map((info) => [info.name, info]));

/** All commands people can type: what help, the parser and the configuration (no cluster may be called like a command) are made from. */
export const commands: Commands = { names: infos.map(({ name }) => name), find: (name) => byName.get(name) };
