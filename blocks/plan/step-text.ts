import type { Json } from '../../src/core/json.ts';
import type { FieldChange, Step } from '../../src/core/plan.ts';
import { sameValue } from '../../src/runs/fingerprint.ts';
import type { Catalogue } from '../catalogue.ts';
import { clip, code, SIGNS, type Sign, sentence, slackDate } from '../kit.ts';
import { fieldName, type PlanNames, resourceOf } from '../plan-names.ts';

const VERB_SIGNS: Readonly<Record<Step['verb'], Sign>> = { create: 'create', update: 'update', unchanged: 'untouched' };

/** How much of a step is shown: a message shows little of much, the details view all that is not absurd. */
export interface Room {
  readonly fields: number;
  readonly values: number;
  readonly letters: number;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** A value as code, so that it can be told from our words; what is missing in our words. */
export function valueText(value: Json, say: Catalogue, room: Pick<Room, 'values' | 'letters'>): string {
  if (value === null || value === '') return say.plan.notSet;
  if (typeof value === 'boolean') return value ? say.plan.yes : say.plan.no;
  if (!isList(value)) return code(clip(typeof value === 'object' ? JSON.stringify(value) : String(value), room.letters));
  if (value.length === 0) return say.plan.none;
  const shown = value.slice(0, room.values).map((each) => valueText(each, say, room));
  const left = value.length - shown.length;
  return say.marks.list(shown, left > 0 ? say.plan.moreValues(left) : '');
}

const changeText = ({ field, before, after }: FieldChange, verb: Step['verb'], names: PlanNames, say: Catalogue, room: Room): string => {
  const label = sentence(fieldName(field, names), 60);
  const value = valueText(after, say, room);
  // What is sent again as it is belongs to what is approved, and is no change.
  const same = (verb === 'create' && before === null) || sameValue(before, after);
  return `• ${say.marks.of(label, same ? value : `${valueText(before, say, room)} → ${value}`)}`;
};

const sinceText = (iso: string): string => {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? sentence(iso, 40) : slackDate(at);
};

/** `*Create* VPC endpoint <name>`, without a sign. */
export const stepTitle = (step: Step, names: PlanNames, say: Catalogue): string => {
  const { kind, which } = resourceOf(step, names);
  return `*${say.plan.verbs[step.verb]}* ${sentence(kind.one, 60)}${which === '' ? '' : ` ${code(clip(which, 120))}`}`;
};

/** A step that will not be done any more. */
export const struckStep = (step: Step, names: PlanNames, say: Catalogue): string => {
  const { kind, which } = resourceOf(step, names);
  return `${SIGNS.untouched} ~${sentence(`${say.plan.verbs[step.verb]} ${kind.one} ${which}`, 160)}~`;
};

/** What one step does, value by value. What does not fit is counted. */
export function stepText(step: Step, names: PlanNames, say: Catalogue, room: Room): string {
  const there =
    step.resourceId === null ? [] : [say.plan.there(code(clip(step.resourceId, 60)), step.since === null ? null : sinceText(step.since))];
  const shown = step.changes.slice(0, room.fields).map((change) => changeText(change, step.verb, names, say, room));
  const left = step.changes.length - shown.length;
  return [
    `${SIGNS[VERB_SIGNS[step.verb]]} ${say.marks.facts([stepTitle(step, names, say), ...there])}`,
    ...shown,
    ...(left > 0 ? [`• ${say.plan.moreFields(left)}`] : []),
  ].join('\n');
}
