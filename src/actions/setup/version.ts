import { type Finding, finding } from '../../core/finding.ts';
import type { Addon, AddonVersion, Cluster } from '../../ports/cloud.ts';
import { compareVersions, knowsCci2, offeredTo } from '../precheck/addon-versions.ts';
import type { Reading } from '../sources.ts';

/** What the bot is tried with: installed where nothing else is asked for. */
const PREFERRED = '1.5.82';

/** Whether the choice depends on what is offered: not where the installed version stays. */
export const needsVersions = (asked: string | undefined, installed: Addon | null): boolean =>
  installed === null || (asked === undefined ? !knowsCci2(installed.version) : compareVersions(asked, installed.version) > 0);

type Choice = { readonly version: string; readonly warnings: readonly Finding[] } | { readonly problem: Finding };

/**
 * What is asked for; else what is installed, if it knows CCI 2.0; else the preferred version; else the newest offered to this cluster, with a warning.
 * Never less than what is installed. `versions` is null where `needsVersions` says that they do not matter.
 */
export function chooseVersion(
  asked: string | undefined,
  installed: Addon | null,
  cluster: Cluster,
  versions: Reading<readonly AddonVersion[]> | null,
): Choice {
  if (asked !== undefined && installed && compareVersions(asked, installed.version) < 0)
    return { problem: finding('addon_downgrade', { installed: installed.version, asked }) };
  if (installed && !needsVersions(asked, installed)) return { version: installed.version, warnings: [] };
  if (!versions) throw new Error('the read left out the versions of the add-on');
  if (!versions.ok) return { problem: versions.finding };

  const offered = offeredTo(cluster, versions.value);
  const version = offered.includes(asked ?? PREFERRED) ? (asked ?? PREFERRED) : asked === undefined ? offered[0] : undefined;
  if (version === undefined)
    return { problem: finding('addon_version_unavailable', { asked: asked ?? null, cluster_version: cluster.version, offered }) };
  return {
    version,
    warnings: [
      ...(asked === undefined && version !== PREFERRED
        ? [finding('addon_version_untried', { version, preferred: PREFERRED, cluster_version: cluster.version })]
        : []),
      ...(installed && !knowsCci2(installed.version) ? [finding('addon_from_cci1', { installed: installed.version, version })] : []),
    ],
  };
}
