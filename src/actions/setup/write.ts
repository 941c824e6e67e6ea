import type { Context } from '../../core/action.ts';
import type { Step } from '../../core/plan.ts';
import { ADDON_TEMPLATE } from '../precheck/addon.ts';
import { changeable } from './look.ts';
import { installationOf, uidIn, valuesIn, versionIn } from './steps.ts';
import { withChanges } from './values.ts';

/** Does a step of the add-on, of whichever command: installs it, or writes its values back whole with the approved ones in them. One write. */
export async function writeAddon(step: Step, context: Context): Promise<void> {
  const { ports, signal, target } = context;
  if (step.verb === 'create') return ports.addons.create(installationOf(step, target.clusterId), signal);
  const addon = await changeable(step, context);
  const order = {
    clusterId: target.clusterId,
    templateName: ADDON_TEMPLATE,
    version: versionIn(step) ?? addon.version,
    values: withChanges({ ...addon.values }, valuesIn(step)),
  };
  await ports.addons.update(uidIn(step), order, signal);
}
