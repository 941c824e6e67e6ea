import type { Moment, Wire } from './crossing.ts';

/** What happens at a crossing. */
export type Act =
  | 'kill'
  | 'kill twice'
  | 'kill gateway'
  | 'kill worker'
  | 'kill both'
  | 'kill and lose intent'
  | 'pause'
  | 'reset'
  | 'redis restart'
  | 'redis stall'
  | 'answer 500'
  | 'answer 429'
  | 'hang'
  | 'slack refuses'
  | 'slack hangs'
  | 'slack 429'
  | 'slack 500';

/** One fault: at the n-th crossing of this name on this wire, counted from the command (`ask`) or from the approval (`apply`). */
export interface Case {
  readonly phase: 'ask' | 'apply';
  readonly wire: Wire;
  readonly role: 'gateway' | 'worker';
  readonly name: string;
  readonly nth: number;
  readonly moment: Moment;
  readonly act: Act;
  /** A second worker is there; else the dead one is started again. */
  readonly standby: boolean;
}

export const boundary = ({ phase, wire, role, name, nth }: Omit<Case, 'moment' | 'act' | 'standby'>): string =>
  [phase, wire, role, `${name} #${nth}`].join(' / ');

/** Names a case; `caseOf` reads it. */
export const idOf = (each: Case): string => `${boundary(each)} / ${each.moment} / ${each.act}${each.standby ? ' / standby' : ''}`;

export function caseOf(id: string): Case {
  const [phase, wire, role, at = '', moment, act, standby] = id.split(' / ');
  const found = /^(.+) #(\d+)$/.exec(at);
  if (!found) throw new Error(`no case: ${id}`);
  const parts = { phase, wire, role, name: found[1], nth: Number(found[2]), moment, act, standby: standby === 'standby' };
  return parts as Case;
}
