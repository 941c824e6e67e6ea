import type { Cost, Plan } from '../../src/core/plan.ts';
import type { Catalogue } from '../catalogue.ts';
import { clip, code, sentence } from '../kit.ts';

const UNITS = ['hour', 'node', 'pod'] as const satisfies readonly Cost['unit'][];
/** Steps that are named in one line. */
const NAMED = 5;

const named = (costs: readonly Cost[], say: Catalogue): string => {
  const shown = costs.slice(0, NAMED).map(({ step, amount }) => {
    return say.marks.aside(code(clip(step, 24)), amount ? sentence(say.plan.cost.amount(amount.count, amount.of), 80) : '');
  });
  return say.marks.list(shown, costs.length > NAMED ? say.plan.moreValues(costs.length - NAMED) : '');
};

const grouped = ({ cost }: Plan) => ({
  charged: UNITS.map((unit) => ({ unit, costs: cost.filter((each) => each.charged === true && each.unit === unit) })).filter(
    ({ costs }) => costs.length > 0,
  ),
  free: cost.filter(({ charged }) => charged === false),
  unknown: cost.filter(({ charged }) => charged === null),
});

/** What is charged for what, as the cloud says it: mrkdwn. */
export function costText(plan: Plan, say: Catalogue): string {
  const { charged, free, unknown } = grouped(plan);
  const words = say.plan.cost;
  const parts = [
    ...charged.map(({ unit, costs }) => words.charged[unit](named(costs, say))),
    ...(unknown.length > 0 ? [words.unknown(named(unknown, say))] : []),
    ...(free.length > 0 ? [words.free(named(free, say))] : []),
  ];
  return say.marks.clauses(parts) || words.none;
}

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
