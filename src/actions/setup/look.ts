import type { Context } from '../../core/action.ts';
import { BotError, isBotError } from '../../core/errors.ts';
import { type Difference, type Finding, finding } from '../../core/finding.ts';
import { after, type Sight, type Step } from '../../core/plan.ts';
import { progress } from '../../core/progress.ts';
import { redactJson } from '../../core/redact.ts';
import type { Addon } from '../../ports/cloud.ts';
import { detailOf, findAddon, healthOf } from '../precheck/addon.ts';
import { uidIn, VERSION, valuesIn, versionIn, wantedBy } from './steps.ts';
import { changesTo, invalidIn, sameValue, valueAt } from './values.ts';

/** What changes it as planned; `rollbacking` and `deleting` change it to something else. */
const COMING = ['installing', 'upgrading'];
/** CCE says of these that the next upgrade may mend them (API reference, AddonInstanceStatus); of the other failures, that a person must. */
const MENDABLE = ['abnormal', 'upgradeFailed'];

/** Whether changing the add-on may make it work, or leaves it as well as it is. */
const mayBeChanged = ({ status }: Pick<Addon, 'status'>): boolean => healthOf(status) === 'healthy' || MENDABLE.includes(status);

const brokenAddon = (addon: Addon): Finding =>
  finding('addon_broken', { status: addon.status, detail: detailOf(addon), mendable: mayBeChanged(addon) });

/** Why an add-on that is there must not be changed now, or need not be and does not work all the same. Empty: nothing. */
export function inTheWay(addon: Addon, step: Step): readonly Finding[] {
  const health = healthOf(addon.status);
  if (health === 'busy') return [finding('addon_busy', { status: addon.status })];
  if (health === 'healthy' || (mayBeChanged(addon) && step.verb === 'update')) return [];
  return [brokenAddon(addon)];
}

/**
 * Of a step that installs: an add-on that is there, whoever installed it, does if it has the planned version and values that a plan would
 * leave alone. Of one that changes: that instance, with everything that changes as planned. Of one that found it: that instance.
 *
 * `abnormal` may pass: CCE shows it for a moment before and after a change, too. A failure that stays, and one that has a name
 * (`installFailed`), counts.
 */
export async function lookForAddon(step: Step, context: Pick<Context, 'ports' | 'signal' | 'target' | 'progress'>): Promise<Sight> {
  const { ports, signal, target } = context;
  if (step.verb === 'create') {
    const addon = findAddon(await ports.addons.list(target.clusterId, signal));
    return addon === null ? { is: 'undone' } : standingOf(context, addon, installedDifferences(step, addon));
  }
  const addon = await shown(step, context);
  if (addon === null)
    return step.verb === 'unchanged' ? { is: 'undone' } : { is: 'broken', resourceId: uidIn(step), why: changed(gone(step)) };
  const invalid = step.verb === 'unchanged' ? null : invalidIn(addon.values);
  if (invalid !== null) return { is: 'broken', resourceId: addon.uid, why: finding('addon_values_invalid', { field: invalid }) };
  const isSo = step.changes.every(({ field, after: to }) => sameValue(found(addon, field), to));
  // While it is changing by itself, or to begin with: `write` looks again, and touches nothing that is changing.
  if (!isSo && (mayBeChanged(addon) || healthOf(addon.status) === 'busy')) return { is: 'undone' };
  return standingOf(context, addon, []);
}

/** The instance that a step names, as it is; null: it is gone. */
async function shown(step: Step, { ports, signal, target }: Pick<Context, 'ports' | 'signal' | 'target'>): Promise<Addon | null> {
  try {
    return findAddon([await ports.addons.show(uidIn(step), target.clusterId, signal)]);
  } catch (error) {
    if (isBotError(error) && error.code === 'not_found') return null;
    throw error;
  }
}

/** A field of the add-on as plans show it. */
const found = (addon: Addon, field: string): Difference['now'] => (field === VERSION ? addon.version : valueAt(addon.values, field));

/** How an add-on that is there differs from what a step would install. */
function installedDifferences(step: Step, addon: Addon): readonly Difference[] {
  const changes = changesTo(addon.values, wantedBy(step));
  if ('invalid' in changes) return [difference(step, changes.invalid, null, null)];
  return [
    ...(addon.version === versionIn(step) ? [] : [difference(step, VERSION, versionIn(step), addon.version)]),
    ...changes.map(({ field, before, after: to }) => difference(step, field, plannedFor(step, field) ?? to, before)),
  ];
}

const plannedFor = (step: Step, field: string): Difference['was'] | undefined =>
  valuesIn(step).some((change) => change.field === field) ? after(step, field) : undefined;

const difference = ({ resource }: Step, field: string, was: Difference['was'], now: Difference['now']): Difference => ({
  kind: 'changed',
  resource,
  field,
  was,
  now,
  since: null,
});

const gone = ({ resource }: Step): Difference => ({ kind: 'gone', resource, field: null, was: null, now: null, since: null });
const changed = (...differences: readonly Difference[]): Finding => finding('plan_changed', { differences, successor: null });

function standingOf(context: Pick<Context, 'progress'>, addon: Addon, differences: readonly Difference[]): Sight {
  const { uid: resourceId, status } = addon;
  const tell = (): void => context.progress(progress('addon_settling', { status, detail: detailOf(addon) }));
  const health = healthOf(status);
  if (differences.length > 0 && health !== 'busy') return { is: 'broken', resourceId, why: changed(...differences) };
  if (health === 'healthy') return { is: 'done', resourceId, by: null };
  tell();
  if (differences.length === 0 && COMING.includes(status)) return { is: 'settling', resourceId, by: null };
  if (health === 'busy') return { is: 'broken', resourceId, why: finding('addon_busy', { status }), mayPass: true };
  const why = brokenAddon(addon);
  return /Failed$/.test(status) ? { is: 'broken', resourceId, why } : { is: 'broken', resourceId, why, mayPass: true };
}

/** What this takes is taken from what the write has left of the lease. */
const FRESH_MS = 2_000;

/**
 * The add-on just before it is changed. Throws unless everything that the step changes is as the plan saw it, or so already, and
 * nothing else is changing it: then it is not touched.
 */
export async function changeable(
  step: Step,
  context: Pick<Context, 'ports' | 'signal' | 'target'>,
): Promise<Addon & { readonly values: object }> {
  const { signal } = context;
  const soon = AbortSignal.timeout(FRESH_MS);
  const addon = await shown(step, { ...context, signal: AbortSignal.any([signal, soon]) }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw soon.aborted ? new BotError('timeout', { seconds: FRESH_MS / 1_000 }, { retryable: true, cause: error }) : error;
  });
  if (addon === null) throw asError(changed(gone(step)));
  if (healthOf(addon.status) === 'busy') throw asError(finding('addon_busy', { status: addon.status }));
  if (!mayBeChanged(addon)) throw asError(brokenAddon(addon));
  const invalid = invalidIn(addon.values);
  if (invalid !== null || addon.values === null) throw asError(finding('addon_values_invalid', { field: invalid ?? 'values' }));
  const moved = step.changes.filter(({ field, before, after: to }) => {
    const now = found(addon, field);
    // What looked like a secret is not in the plan.
    return !sameValue(now, to) && !sameValue(redactJson(now), before);
  });
  if (moved.length > 0)
    throw asError(changed(...moved.map(({ field, before }) => difference(step, field, before, redactJson(found(addon, field))))));
  return { ...addon, values: addon.values };
}

const asError = ({ code, facts }: Finding): BotError => new BotError(code, facts);
