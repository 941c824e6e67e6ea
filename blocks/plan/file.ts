import type { Json } from '../../src/core/json.ts';
import { hasWork } from '../../src/core/plan.ts';
import type { Run, RunPlan } from '../../src/runs/run.ts';
import { type Catalogue, explain } from '../catalogue.ts';
import { namesOf } from '../index.ts';
import { leftOut, message } from '../kit.ts';
import { fieldName, type PlanNames, resourceText } from '../plan-names.ts';
import { laidOut } from '../run.ts';
import { nameOf, type ThreadFile } from '../view.ts';
import { asking, ROOM } from './asking.ts';
import { clusterName } from './cluster-name.ts';
import { costText } from './cost.ts';
import { stepText } from './step-text.ts';

const EVERYTHING = { fields: Number.MAX_SAFE_INTEGER, values: Number.MAX_SAFE_INTEGER, letters: Number.MAX_SAFE_INTEGER };
/** Of one step's section (blocks/kit.ts). */
const LONGEST = 3_000;

const printed = (value: Json, say: Catalogue): string => {
  if (value === null || value === '') return say.plan.notSet;
  if (typeof value === 'boolean') return value ? say.plan.yes : say.plan.no;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const lines = (run: Run, plan: RunPlan, names: PlanNames, say: Catalogue): readonly string[] => {
  const { labels, details } = say.plan;
  const { region, clusterId, projectId } = run.target;
  const called = [nameOf(run.target), clusterName(run)].filter((name) => name !== null);
  return [
    details.of(run.command, nameOf(run.target)),
    say.marks.of(labels.run, run.id),
    say.marks.of(labels.fingerprint, plan.fingerprint),
    say.marks.of(labels.cluster, say.marks.list([...new Set(called)])),
    say.marks.of(labels.clusterId, clusterId),
    say.marks.of(labels.region, region),
    say.marks.of(labels.project, projectId ?? say.none),
    '',
    details.steps(plan.steps.length),
    ...plan.steps.flatMap((step, i) => [
      `${i + 1}. ${say.marks.of(say.plan.verbs[step.verb], say.marks.aside(resourceText(step, names), step.resourceId ?? ''))}`,
      ...step.changes.map(({ field, before, after }) => {
        const value = printed(after, say);
        const fresh = step.verb === 'create' && before === null;
        return `   ${say.marks.of(fieldName(field, names), fresh ? value : `${printed(before, say)} -> ${value}`)}`;
      }),
    ]),
    '',
    say.marks.of(labels.cost, costText(plan, names, say).replaceAll('`', '')),
    say.marks.of(labels.deletes, say.plan.deletesNothing),
    ...(plan.warnings.length > 0 ? ['', details.warnings(plan.warnings.length)] : []),
    ...plan.warnings.map((one) => {
      const { message: what, remedy } = explain(one, say);
      return `- ${say.marks.sentences([what, say.marks.of(say.run.todo, remedy)])}`;
    }),
    '',
    details.parameters,
    ...Object.entries(plan.resolved).map(([name, value]) => `   ${say.marks.of(name, printed(value, say))}`),
  ];
};

/** Whether the message that asks for approval leaves out a step or a value. */
const isTooLong = (run: Run, plan: RunPlan, names: PlanNames, say: Catalogue): boolean => {
  const parts = laidOut(run, asking(run, plan, names, say), say);
  const { blocks } = message({ text: '', blocks: parts, metadata: { event_type: '', event_payload: {} } });
  return (
    leftOut(parts, blocks) ||
    plan.steps.some((step) => {
      const whole = stepText(step, names, say, EVERYTHING);
      return whole !== stepText(step, names, say, ROOM) || [...whole].length > LONGEST;
    })
  );
};

/** The whole plan as text, for one that the message does not hold; null: the message says it all. */
export function planFile(run: Run, say: Catalogue): ThreadFile | null {
  const { plan } = run;
  if (!plan || !hasWork(plan)) return null;
  const names = namesOf(run.command, say);
  if (!isTooLong(run, plan, names, say)) return null;
  return { key: 'plan', filename: `${run.id}-plan.txt`, content: `${lines(run, plan, names, say).join('\n')}\n` };
}
