import type { Difference } from '../core/finding.ts';
import type { Json } from '../core/json.ts';
import type { FieldChange, Plan, Step } from '../core/plan.ts';
import { sameValue } from './fingerprint.ts';

/** Parameters have no resource of their own. */
const PARAMETERS = 'parameters';

/**
 * How the world moved between two plans of the same command on the same cluster: parameters that resolve to something else, then step
 * by step. Empty exactly if the two have the same fingerprint.
 */
export function differences(approved: Plan, now: Plan): readonly Difference[] {
  const parameters = parameterDifferences(approved, now);
  const before = new Map(approved.steps.map((step) => [step.id, step]));
  const after = new Map(now.steps.map((step) => [step.id, step]));
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return [...parameters, ...ids.flatMap((id) => stepDifferences(before.get(id), after.get(id), parameters.length === 0))];
}

/** Parameters whose resolved value is another now: a default that the world decides. */
export function parameterDifferences({ resolved: was }: Plan, { resolved: now }: Plan): readonly Difference[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(now)])];
  return names.filter((name) => !same(was[name], now[name])).map((name) => changed(PARAMETERS, name, was[name] ?? null, now[name] ?? null));
}

/** How one step moved. `sameWish`: the parameters are what they were, so that a value which needs no change is the one that was wanted. */
export function stepDifferences(was: Step | undefined, now: Step | undefined, sameWish: boolean): readonly Difference[] {
  if (!was || !now || was.resource !== now.resource) return [...(was ? [less(was)] : []), ...(now ? [more(now)] : [])];
  if (was.verb === 'create' && now.verb !== 'create') return [event('appeared', now)];
  if (was.verb !== 'create' && now.verb === 'create') return [event('gone', was)];
  const fields = fieldDifferences(was, now, sameWish);
  if (fields.length > 0 || was.verb === now.verb) return fields;
  return [event(now.verb === 'unchanged' ? 'dropped' : 'new', now)];
}

/** Of two steps that both create, or both find something there. */
function fieldDifferences(was: Step, now: Step, sameWish: boolean): readonly Difference[] {
  const before = fieldsOf(was);
  const after = fieldsOf(now);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    const [old, current] = [before.get(field), after.get(field)];
    const moved = was.verb === 'create' ? wished(old, current) : found(old, current, sameWish);
    return moved ? [changed(was.resource, field, moved.was, moved.now)] : [];
  });
}

interface Moved {
  readonly was: Json;
  readonly now: Json;
}

/** Nothing is there yet: what moved is what would be written. */
const wished = (old: FieldChange | undefined, now: FieldChange | undefined): Moved | null =>
  same(old?.after, now?.after) && same(old?.before, now?.before) ? null : { was: old?.after ?? null, now: now?.after ?? null };

/** What is there moved; else what would be written to it. A field that one of the plans leaves alone has, there, the value wanted. */
function found(old: FieldChange | undefined, now: FieldChange | undefined, sameWish: boolean): Moved | null {
  if (old && now) {
    if (!same(old.before, now.before)) return { was: old.before, now: now.before };
    return same(old.after, now.after) ? null : { was: old.after, now: now.after };
  }
  if (!sameWish) return null;
  return old ? { was: old.before, now: old.after } : now ? { was: now.after, now: now.before } : null;
}

const fieldsOf = ({ verb, changes }: Step): ReadonlyMap<string, FieldChange> =>
  new Map(verb === 'unchanged' ? [] : changes.map((change) => [change.field, change]));

/** Absent is not null: a field that is written as null is written. */
const same = (a: Json | undefined, b: Json | undefined): boolean => (a === undefined || b === undefined ? a === b : sameValue(a, b));

const more = (step: Step): Difference => event(step.verb === 'unchanged' ? 'appeared' : 'new', step);
const less = (step: Step): Difference => event(step.verb === 'unchanged' ? 'gone' : 'dropped', step);

const event = (kind: Exclude<Difference['kind'], 'changed'>, { resource, since }: Step): Difference => ({
  kind,
  resource,
  field: null,
  was: null,
  now: null,
  since: kind === 'appeared' ? since : null,
});
const changed = (resource: string, field: string, was: Json, now: Json): Difference => ({
  kind: 'changed',
  resource,
  field,
  was,
  now,
  since: null,
});
