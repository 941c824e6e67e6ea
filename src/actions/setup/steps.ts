import { type FieldChange, type Step, textAfter, textsAfter } from '../../core/plan.ts';
import type { Addon, AddonOrder } from '../../ports/cloud.ts';
import { ADDON_TEMPLATE } from '../precheck/addon.ts';
import { type Wanted, withChanges } from './values.ts';

export const ADDON_STEP = 'addon';
/** What it is, in plans and for the sentence of whoever reads them. */
const ADDON_RESOURCE = `addon ${ADDON_TEMPLATE}`;
/** The one change that is no value. */
export const VERSION = 'version';

/** An add-on to be installed: all that CreateAddonInstance is asked for. */
export const installStep = (version: string, values: readonly FieldChange[]): Step => ({
  id: ADDON_STEP,
  verb: 'create',
  resource: ADDON_RESOURCE,
  changes: [{ field: VERSION, before: null, after: version }, ...values],
  resourceId: null,
  since: null,
});

/** An installed add-on: what of it changes. Everything else is written back as it is found then, its version too. */
export function changeStep(addon: Addon, version: string, values: readonly FieldChange[]): Step {
  const changes = [...(version === addon.version ? [] : [{ field: VERSION, before: addon.version, after: version }]), ...values];
  return {
    id: ADDON_STEP,
    verb: changes.length === 0 ? 'unchanged' : 'update',
    resource: ADDON_RESOURCE,
    changes,
    resourceId: addon.uid,
    since: null,
  };
}

export const valuesIn = ({ changes }: Step): readonly FieldChange[] => changes.filter(({ field }) => field !== VERSION);

/** The version that a step gives the add-on; null: it leaves it alone. */
export const versionIn = (step: Step): string | null =>
  step.changes.some(({ field }) => field === VERSION) ? textAfter(step, VERSION) : null;

export const uidIn = (step: Step): string => {
  if (step.resourceId === null) throw new Error(`step ${step.id} names no add-on`);
  return step.resourceId;
};

/** The request of a step that installs. Throws for a step that was not made here: a plan of another version. */
export function installationOf(step: Step, clusterId: string): AddonOrder {
  const values = withChanges({}, valuesIn(step));
  const wanted = wantedBy(step);
  if (wanted.clusterId !== clusterId) throw new Error(`step ${step.id} is of another cluster`);
  return { clusterId, templateName: ADDON_TEMPLATE, version: textAfter(step, VERSION), values };
}

/** What a step that installs is for: by that alone is judged whether an add-on that is there does as well. */
export function wantedBy(step: Step): Wanted {
  return {
    clusterId: textAfter(step, 'basic.cluster_id'),
    clusterName: textAfter(step, 'basic.cluster_name'),
    vpcId: textAfter(step, 'basic.vpc_id'),
    projectId: textAfter(step, 'basic.project_id'),
    podSubnetIds: textsAfter(step, 'custom.subnets'),
    furtherSubnet: (id) => id,
  };
}
