import type { Run, RunPlan } from '../../src/runs/run.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Share } from '../en/plan.ts';
import { type Block, type Button, button, clip, code, confirmation, context, mention, SIGNS, sentence, slackDate } from '../kit.ts';
import { type PlanNames, resourceOf } from '../plan-names.ts';
import { costInShort } from './cost.ts';

/** What a click on a plan's message is called. The button's value is the run id and nothing else. */
export const PLAN_ACTIONS = { approve: 'plan_approve', reject: 'plan_reject', details: 'plan_details' } as const;

/** What people see of a fingerprint. */
export const shortPrint = (plan: Pick<RunPlan, 'fingerprint'>): string => clip(plan.fingerprint, 64).slice(0, 12);

/** What a plan changes, counted by verb and kind of resource, in the order of its steps. */
export function sharesOf(plan: RunPlan, names: PlanNames): readonly Share[] {
  const all = new Map<string, Share>();
  for (const step of plan.steps) {
    if (step.verb === 'unchanged') continue;
    const { one, many } = resourceOf(step, names).kind;
    const kind = { one: clip(one, 30), many: clip(many, 30) };
    const key = `${step.verb} ${kind.one}`;
    all.set(key, { verb: step.verb, kind, count: (all.get(key)?.count ?? 0) + 1 });
  }
  return [...all.values()];
}

export const given = (run: Run): number => new Set(run.approvals.flatMap(({ by, verdict }) => (verdict === 'approved' ? [by] : []))).size;

/** Longest list of names in a dialog. */
const WHICH = 60;

/** What is asked once more before Approve counts: what, which, how many, where, what it costs. */
function question(run: Run, plan: RunPlan, names: PlanNames, say: Catalogue) {
  const words = say.plan.confirm;
  const changing = plan.steps.filter(({ verb }) => verb !== 'unchanged');
  const called = say.marks.list(changing.map((step) => resourceOf(step, names).which).filter((name) => name !== ''));
  // A dialog is small: long names give way to those that the steps have in it.
  const which = changing.length > 4 ? '' : [...called].length <= WHICH ? called : say.marks.list(changing.map(({ id }) => clip(id, 20)));
  const { alias, region, clusterId } = run.target;
  const where = words.where(alias === null ? null : clip(alias, 40), clip(clusterId, 40), clip(region, 20));
  return confirmation({
    title: words.title,
    text: words
      .text(sharesOf(plan, names), which, where, costInShort(plan, say), shortPrint(plan))
      .split('\n')
      .map((line) => sentence(line, 200))
      .join('\n'),
    confirm: words.confirm,
    deny: words.deny,
  });
}

/** Approve, Reject, Details; only Details where nobody could approve. */
export function buttons(run: Run, plan: RunPlan, names: PlanNames, say: Catalogue): readonly Button[] {
  const words = say.plan.buttons;
  const details = button(words.details, PLAN_ACTIONS.details, { value: run.id });
  if (!plan.approvable) return [details];
  return [
    button(words.approve, PLAN_ACTIONS.approve, { value: run.id, style: 'primary', confirm: question(run, plan, names, say) }),
    button(words.reject, PLAN_ACTIONS.reject, { value: run.id, style: 'danger' }),
    details,
  ];
}

/** People that are named; the rest is counted. */
const NAMED = 6;

/** Who decided what, and when. People are named in context blocks only. */
export const decisions = (run: Run, say: Catalogue): readonly string[] => {
  const shown = run.approvals
    .slice(0, NAMED)
    .map(
      ({ by, at, verdict }) =>
        `${SIGNS[verdict === 'approved' ? 'ok' : 'cancelled']} ${say.plan.decided[verdict](mention(by), slackDate(at))}`,
    );
  const left = run.approvals.length - shown.length;
  return left > 0 ? [...shown, say.plan.moreDecisions(left)] : shown;
};

/** The state that is over, struck through, and who ended it. Nothing if nobody did. */
export const decided = (run: Run, say: Catalogue): readonly Block[] => {
  const all = decisions(run, say);
  return all.length === 0 ? [] : [context(`~${say.plan.wasWaiting}~`, ...all)];
};

/** `plan 5f2c9a017be3` */
export const printed = (plan: RunPlan, say: Catalogue): string => code(say.plan.plan(shortPrint(plan)));
