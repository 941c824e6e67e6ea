import type { Endpoint } from '../../ports/cloud.ts';

/** The run that an endpoint's description names; null: another origin, or an edited description. */
export const runIn = (description: string): string | null => /^bursting (run_[0-9a-hjkmnp-tv-z]{10})$/.exec(description)?.[1] ?? null;

/** Those that the bot made for one and the same service, if they are more than one: all but one of them are too many. */
export function madeTwice(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const ours = endpoints.filter(({ description }) => runIn(description) !== null);
  return ours.filter((one) => ours.some((other) => other.id !== one.id && other.serviceName === one.serviceName));
}
