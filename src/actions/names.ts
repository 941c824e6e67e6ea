import type { ActionName } from './index.ts';
import type { LocalName } from './local/index.ts';

/**
 * The word of every command, without the commands, which are most of the program: that no cluster is called like one is looked at before
 * they are loaded. The compiler demands each.
 */
const NAMES: Readonly<Record<ActionName | LocalName, true>> = {
  precheck: true,
  vpcep: true,
  setup: true,
  smoke: true,
  verify: true,
  diagnose: true,
  capacity: true,
  images: true,
  nodepools: true,
  'resize-nodepool': true,
  'create-nodepool': true,
  rollout: true,
  runs: true,
  show: true,
  cancel: true,
  watch: true,
  unwatch: true,
  freeze: true,
  unfreeze: true,
  clusters: true,
  whoami: true,
  help: true,
};
export const COMMAND_NAMES: readonly string[] = Object.keys(NAMES);
