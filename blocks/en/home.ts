import type { Role } from '../../src/people/rights.ts';
import { count, list } from './phrases.ts';

const MAY: Readonly<Record<Role, string>> = { viewer: 'read', operator: 'ask for plans', approver: 'approve' };

/** All that App Home says. Values come as ready markup. */
export const home = {
  title: 'Bursting to CCI 2.0',
  asOf: (when: string) => `as of ${when}`,
  refresh: 'Refresh',
  mine: (plans: number) => (plans === 0 ? 'No plan waits for you' : `${count(plans, 'plan')} ${plans === 1 ? 'waits' : 'wait'} for you`),
  until: (when: string) => `decide before ${when}`,
  message: 'its message',
  others: 'Other plans that wait for approval',
  applying: 'Approved, or being applied',
  freezes: 'Frozen: no apply makes another write',
  /** Without a cluster: all of them. */
  frozen: (cluster: string | null, by: string) => `${cluster === null ? 'Everything' : cluster}, by ${by}`,
  clusters: 'Clusters',
  noClusters: 'There is no cluster that you may see here.',
  unseen: (cluster: string, command: string) => `${cluster} was not looked at lately: ${command}`,
  more: (n: number) => `and ${n.toLocaleString('en-US')} more`,
  yourRoles: 'Your roles',
  /** Without names: everywhere. */
  roles: (roles: readonly Role[], clusters: readonly string[]) => {
    const where = clusters.length === 0 ? '' : ` on ${list(clusters, 12)}`;
    return roles.length === 0
      ? `You may not do anything${where}.`
      : `You may ${list(
          roles.map((role) => MAY[role]),
          3,
        )}${where}.`;
  },
  whoami: (command: string) => `${command} says why.`,
  broken: (command: string) => `This page broke on our side; nothing else did. ${command} lists the latest runs.`,
};
