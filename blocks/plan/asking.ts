import type { Step } from '../../src/core/plan.ts';
import type { Run, RunPlan } from '../../src/runs/run.ts';
import type { Catalogue } from '../catalogue.ts';
import { type Block, clip, code, context, fields, type Listing, type Part, SIGNS, section, sentence, slackDate } from '../kit.ts';
import { type PlanNames, resourceOf } from '../plan-names.ts';
import { findingList, headline, nameOf, type Shown } from '../view.ts';
import { clusterName } from './cluster-name.ts';
import { costLines } from './cost.ts';
import { buttons, decisions, given, sharesOf } from './decision.ts';
import { type Room, stepText } from './step-text.ts';

export const ROOM: Room = { fields: 12, values: 4, letters: 100 };

/** What changes comes first: it is what is decided upon. */
const inOrder = (steps: readonly Step[]): readonly Step[] => [
  ...steps.filter(({ verb }) => verb !== 'unchanged'),
  ...steps.filter(({ verb }) => verb === 'unchanged'),
];

const steps = (plan: RunPlan, names: PlanNames, say: Catalogue): Listing => ({
  items: inOrder(plan.steps).map((step) => section(stepText(untitled(step, names), names, say, ROOM))),
  atMost: 20,
  more: (count) => say.plan.moreSteps(count),
});

/** What a step is for is in its title already: it needs no line of its own. */
const untitled = (step: Step, names: PlanNames): Step => {
  const { which } = resourceOf(step, names);
  return step.verb === 'create' ? { ...step, changes: step.changes.filter(({ after }) => after !== which || which === '') } : step;
};

/** On which cluster, and until when. */
const facts = (run: Run, plan: RunPlan, say: Catalogue): readonly Block[] => {
  const { labels } = say.plan;
  const { alias, clusterId, region } = run.target;
  const name = clusterName(run);
  const called = [alias, name === alias ? null : name].filter((each) => each !== null).map((each) => sentence(each, 60));
  return fields([
    { label: labels.cluster, value: say.marks.aside(called[0] ?? code(clip(clusterId, 60)), called[1] ?? '') },
    { label: labels.region, value: sentence(region, 40) || say.none },
    { label: labels.clusterId, value: code(clip(clusterId, 60)) },
    ...(run.deadline === null ? [] : [{ label: plan.approvable ? labels.decide : labels.expires, value: slackDate(run.deadline) }]),
  ]);
};

const others = ({ applyingNow }: RunPlan, say: Catalogue): readonly Block[] => {
  if (applyingNow.length === 0) return [];
  const shown = applyingNow.slice(0, 5).map((run) => code(clip(run, 40)));
  const left = applyingNow.length - shown.length;
  const runs = say.marks.list(shown, left > 0 ? say.plan.moreValues(left) : '');
  return [section(`${SIGNS.queued} ${say.plan.applyingNow(runs, applyingNow.length > 1)}`)];
};

/** The message of a plan that waits for approval: what will happen, to what, what it costs, and who has said yes so far. */
export function asking(run: Run, plan: RunPlan, names: PlanNames, say: Catalogue): Shown {
  const { verdict: words, labels } = say.plan;
  const cluster = nameOf(run.target);
  const shares = sharesOf(plan, names);
  const verdict = plan.approvable
    ? words.awaiting(run.command, cluster, shares, given(run), plan.required)
    : words.unapprovable(run.command, cluster, shares);
  const soFar = plan.required > 1 || run.approvals.length > 0;
  const parts: readonly Part[] = [
    headline('waiting', verdict),
    ...facts(run, plan, say),
    section(`*${say.plan.willDo}*`),
    steps(plan, names, say),
    section(`${costLines(plan, names, say)}\n${say.lead(labels.deletes)} ${say.plan.deletesNothing}`),
    findingList('warning', plan.warnings, run, say),
    ...others(plan, say),
    ...(plan.approvable ? [] : [section(`${SIGNS.cancelled} ${say.plan.unapprovable}`)]),
    ...(soFar ? [context(say.marks.of(labels.approvals, say.plan.approvalsSoFar(given(run), plan.required)), ...decisions(run, say))] : []),
  ];
  return { sign: 'waiting', verdict, parts, buttons: buttons(run, plan, names, say) };
}
