import type { Run, RunPlan } from '../src/runs/run.ts';
import { type Catalogue, explain } from './catalogue.ts';
import { en } from './en/index.ts';
import { namesOf } from './index.ts';
import { type Block, clip, code, context, divider, fields, mention, SIGNS, section, sentence, slackDate } from './kit.ts';
import { pack } from './lines.ts';
import { type Modal, modal } from './modal.ts';
import { clusterName } from './plan/cluster-name.ts';
import { costLines } from './plan/cost.ts';
import { decisions, shortPrint } from './plan/decision.ts';
import { type Room, stepText, valueText } from './plan/step-text.ts';
import type { PlanNames } from './plan-names.ts';
import { nameOf } from './view.ts';

/** Slack takes 100 blocks; a view of more than 250 kB is refused, and a section of ours has at most 3 kB. */
const SECTIONS = { steps: 50, parameters: 6, warnings: 6 } as const;
const ROOM: Room = { fields: 25, values: 20, letters: 400 };
/** Of one step, in a text that may not be cut in two: what is longer loses its last fields, which are counted. */
const LONGEST = 2_500;

const fitting = (text: (room: Room) => string): string => {
  for (const room of [
    ROOM,
    { fields: 20, values: 8, letters: 120 },
    { fields: 15, values: 3, letters: 50 },
    { fields: 5, values: 2, letters: 30 },
  ]) {
    const made = text(room);
    if (JSON.stringify(made).length <= LONGEST) return made;
  }
  return text({ fields: 2, values: 1, letters: 20 });
};

const all = (title: string, texts: readonly string[], most: number, gap: string, run: Run, say: Catalogue): readonly Block[] => {
  if (texts.length === 0) return [];
  const { blocks, left } = pack([`*${title}*`, ...texts], most, gap);
  return [...blocks, ...(left > 0 ? [context(say.plan.moreHere(left, code(`bursting runs show ${run.id}`)))] : [])];
};

const facts = (run: Run, plan: RunPlan, say: Catalogue): readonly Block[] => {
  const { labels } = say.plan;
  const { alias, clusterId, region, projectId } = run.target;
  const id = (value: string | null): string => (value === null ? say.none : code(clip(value, 80)));
  return fields([
    { label: labels.run, value: id(run.id) },
    { label: labels.state, value: say.audit.state(run.state) },
    {
      label: labels.cluster,
      value: say.marks.list([alias, clusterName(run)].filter((name) => name !== null).map((name) => sentence(name, 60))) || say.none,
    },
    { label: labels.clusterId, value: id(clusterId) },
    { label: labels.region, value: id(region) },
    { label: labels.project, value: id(projectId) },
    { label: labels.requested, value: say.marks.facts([mention(run.requestedBy), slackDate(run.createdAt)]) },
    ...(run.deadline === null ? [] : [{ label: labels.expires, value: slackDate(run.deadline) }]),
    { label: labels.fingerprint, value: id(plan.fingerprint) },
  ]);
};

const parameters = ({ resolved }: RunPlan, say: Catalogue): readonly string[] =>
  Object.entries(resolved).map(
    ([name, value]) =>
      `• ${say.marks.of(
        sentence(name, 60),
        fitting((room) => valueText(value, say, room)),
      )}`,
  );

const warnings = ({ warnings: found }: RunPlan, say: Catalogue): readonly string[] =>
  found.map((one) => {
    const { message, remedy } = explain(one, say);
    return `${SIGNS.warning} ${sentence(message, 200)}\n${say.lead(say.run.todo)} ${sentence(remedy, 150)}`;
  });

/** The whole plan as it is stored, in a window of its own: every step and value, what was asked for, who has decided. */
export function detailsView(run: Run, say: Catalogue = en): Modal {
  const { plan } = run;
  const words = say.plan.details;
  const of = section(`*${sentence(words.of(run.command, nameOf(run.target)), 200)}*`);
  if (!plan) return modal({ title: words.plain, close: words.close }, [of, section(words.noPlan)]);
  const names: PlanNames = namesOf(run.command, say);
  const reason = run.approvals.find(({ verdict }) => verdict === 'rejected')?.reason;
  const steps = plan.steps.map((step) => fitting((room) => stepText(step, names, say, room)));
  return modal({ title: words.title(shortPrint(plan)), close: words.close }, [
    of,
    ...facts(run, plan, say),
    context(
      `*${say.plan.labels.approvals}* ${say.plan.approvalsSoFar(run.approvals.filter(({ verdict }) => verdict === 'approved').length, plan.required)}`,
      ...decisions(run, say),
    ),
    ...(reason ? [section(`${say.lead(say.plan.labels.reason)} ${sentence(reason)}`)] : []),
    divider,
    ...all(words.steps(plan.steps.length), steps, SECTIONS.steps, '\n\n', run, say),
    section(`${costLines(plan, names, say)}\n${say.lead(say.plan.labels.deletes)} ${say.plan.deletesNothing}`),
    ...all(words.warnings(plan.warnings.length), warnings(plan, say), SECTIONS.warnings, '\n', run, say),
    ...all(words.parameters, parameters(plan, say), SECTIONS.parameters, '\n', run, say),
  ]);
}
