import type { AddonFault } from '../finding.ts';

/** What blocks `setup`, ends its apply, or is said beside its plan. */
export interface SetupFacts {
  /** `asked`: the version that was given; null: none was, and none fits. `offered`: those that are, the newest first. */
  addon_version_unavailable: { asked: string | null; cluster_version: string; offered: readonly string[] };
  addon_downgrade: { installed: string; asked: string };
  /** It does not work. `detail`: the reason and the message that CCE gives. `mendable`: setup could change it, and has nothing to set right. */
  addon_broken: { status: string; detail: string; mendable: boolean };
  /** `field`: what is no object, and so cannot be merged with: `values`, `values.basic`. */
  addon_values_invalid: { field: string };

  /** `preferred` is not offered for this cluster: the newest that is takes its place. */
  addon_version_untried: { version: string; preferred: string; cluster_version: string };
  /** Before 1.5.2 the add-on bursts to CCI 1.0. */
  addon_from_cci1: { installed: string; version: string };
  /** Wrong values that the plan itself sets right. `status`: how the add-on is with them. */
  addon_repair: { faults: readonly AddonFault[]; status: string; detail: string };
}
