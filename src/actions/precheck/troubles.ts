import { isNotFound, type Reading, type Unreadable } from '../sources.ts';

/** What is the same whichever list was asked for: an API server that cannot be reached is one trouble, not five. */
const sameTrouble = ({ code, facts }: Unreadable): string => {
  if (code === 'permission_denied') return `${code} ${facts.action}`;
  const isAbout = ['cluster_unreachable', 'cluster_untrusted', 'credentials_rejected', 'credentials_missing'].includes(facts.reason);
  return isAbout ? `${facts.reason} ${facts.detail}` : `${facts.service} ${facts.operation} ${facts.reason}`;
};

/** Each trouble once. Of a cluster that does not exist, nothing is said to be not found beside it. */
export function troubles(readings: readonly (Reading<unknown> | null | undefined)[], isGone: boolean): readonly Unreadable[] {
  const found = readings.flatMap((reading) => (!reading || reading.ok || (isGone && isNotFound(reading)) ? [] : reading.finding));
  const first = new Map<string, Unreadable>();
  for (const one of found) if (!first.has(sameTrouble(one))) first.set(sameTrouble(one), one);
  return [...first.values()];
}
