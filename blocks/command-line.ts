import type { Target } from '../src/core/target.ts';

/** A command for a cluster as people type it, in full. */
export const commandLine = (
  command: string,
  { alias, region, clusterId }: Pick<Target, 'alias' | 'region' | 'clusterId'>,
  params: Readonly<Record<string, string>> = {},
): string => {
  const where = alias ? [alias] : [`region=${region}`, `cluster_id=${clusterId}`];
  const quoted = Object.entries(params).map(([name, value]) => `${name}=${/^[^\s"]+$/.test(value) ? value : `"${value}"`}`);
  return ['/bursting', command, ...where, ...quoted].join(' ');
};
