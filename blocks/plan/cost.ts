import type { Cost, Plan } from '../../src/core/plan.ts';
import type { Catalogue } from '../catalogue.ts';
import { clip, code, sentence } from '../kit.ts';
import { type PlanNames, resourceOf } from '../plan-names.ts';

const UNITS = ['hour', 'node', 'pod'] as const satisfies readonly Cost['unit'][];
/** Steps that are named in one line. */
const NAMED = 5;

/** What is charged goes by the names that it has in the list above; those of a kind stand together. */
const named = (costs: readonly Cost[], { steps }: Plan, names: PlanNames, say: Catalogue): string => {
  const shown = costs.slice(0, NAMED).map(({ step: id, amount }) => {
    const { kind, which } = resourceOf(steps.find((step) => step.id === id) ?? { resource: id }, names);
    const much = amount ? sentence(say.plan.cost.amount(amount.count, amount.of), 80) : '';
    return { kind, text: which === '' ? much : say.marks.aside(code(clip(which, 120)), much) };
  });
  const texts = [...Map.groupBy(shown, ({ kind }) => kind.one)].map(([one, same]) => {
    const called = same.length > 1 ? (same[0]?.kind.many ?? one) : one;
    const which = say.marks.list(same.map(({ text }) => text).filter((text) => text !== ''));
    return [sentence(called, 60), which].filter(Boolean).join(' ');
  });
  return say.marks.list(texts, costs.length > NAMED ? say.plan.moreValues(costs.length - NAMED) : '');
};

const grouped = ({ cost }: Plan) => ({
  charged: UNITS.map((unit) => ({ unit, costs: cost.filter((each) => each.charged === true && each.unit === unit) })).filter(
    ({ costs }) => costs.length > 0,
  ),
  free: cost.filter(({ charged }) => charged === false),
  unknown: cost.filter(({ charged }) => charged === null),
});

function clauses(plan: Plan, names: PlanNames, say: Catalogue): readonly string[] {
  const list = (costs: readonly Cost[]): string => named(costs, plan, names, say);
  const { charged, free, unknown } = grouped(plan);
  const words = say.plan.cost;
  return [
    ...charged.map(({ unit, costs }) => words.charged[unit](list(costs))),
    ...(unknown.length > 0 ? [words.unknown(list(unknown))] : []),
    ...(free.length > 0 ? [words.free(list(free))] : []),
  ];
}

/** What is charged for what, as the cloud says it, in a line: mrkdwn. */
export const costText = (plan: Plan, names: PlanNames, say: Catalogue): string =>
  say.marks.clauses(clauses(plan, names, say)) || say.plan.cost.none;

/** The same with its label; several clauses below each other, because a thread is narrow. */
export const costLines = (plan: Plan, names: PlanNames, say: Catalogue): string => {
  const lead = say.lead(say.plan.labels.cost);
  const all = clauses(plan, names, say);
  return all.length > 1 ? [lead, ...all.map((clause) => `• ${clause}`)].join('\n') : `${lead} ${costText(plan, names, say)}`;
};

/** The same in a few words, for a dialog. */
export function costInShort(plan: Plan, say: Catalogue): string {
  const { charged, free, unknown } = grouped(plan);
  const words = say.plan.cost;
  const parts = [
    ...charged.map(({ unit, costs }) => words.short[unit](costs.length)),
    ...(unknown.length > 0 ? [words.shortUnknown(unknown.length)] : []),
  ];
  return say.marks.facts(parts) || (free.length > 0 ? words.shortFree : words.none);
}
