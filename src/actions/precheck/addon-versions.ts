import type { AddonVersion, Cluster } from '../../ports/cloud.ts';
import { matchesPattern } from './version-pattern.ts';

/** The first version that knows CCI 2.0. */
export const FIRST_CCI2_VERSION = '1.5.2';

/** Compares dotted versions by number; what is no number counts as 0, a leading `v` and a suffix are ignored. */
export const compareVersions = (one: string, other: string): number => {
  const parts = (version: string): readonly number[] =>
    version
      .replace(/^v/i, '')
      .split(/[.\-+]/)
      .map((part) => Number.parseInt(part, 10) || 0);
  const [x, y] = [parts(one), parts(other)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

export const knowsCci2 = (version: string): boolean => compareVersions(version, FIRST_CCI2_VERSION) >= 0;

/** The versions with CCI 2.0 that are listed for this cluster, the newest first. */
export const offeredTo = (cluster: Cluster, versions: readonly AddonVersion[]): readonly string[] => {
  const fits = ({ version, supports }: AddonVersion): boolean =>
    knowsCci2(version) &&
    supports.some(
      (support) =>
        (cluster.type === null || support.clusterType === cluster.type) &&
        (cluster.category === null || support.categories.length === 0 || support.categories.includes(cluster.category)) &&
        support.clusterVersions.some((pattern) => matchesPattern(pattern, cluster.version)),
    );
  return [...new Set(versions.filter(fits).map(({ version }) => version))].toSorted((one, other) => compareVersions(other, one));
};
