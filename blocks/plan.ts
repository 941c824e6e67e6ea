import type { Difference, Finding } from '../src/core/finding.ts';
import { hasWork } from '../src/core/plan.ts';
import type { Run, RunPlan } from '../src/runs/run.ts';
import { type Catalogue, findingsIn } from './catalogue.ts';
import { type Block, clip, code, context, mention, type Part, type Sign, section, sentence, slackDate } from './kit.ts';
import { titled } from './lines.ts';
import { asking } from './plan/asking.ts';
import { decided, given } from './plan/decision.ts';
import { progressOf, stepLines } from './plan/progress.ts';
import { struckStep } from './plan/step-text.ts';
import { type PlanNames, type PlanView, resourceText } from './plan-names.ts';
import { commandFor, failure, findingList, headline, nameOf, type Shown, underWay } from './view.ts';

/** What a state of a planned run adds to the message: everything that all of them share is around it. */
interface Telling {
  readonly sign: Sign;
  readonly verdict: string;
  readonly parts: readonly Part[];
}

type Teller = (run: Run, plan: RunPlan, names: PlanNames, say: Catalogue, view: PlanView) => Telling;

const listed = (run: Run, plan: RunPlan, names: PlanNames, say: Catalogue): Part =>
  titled(
    say.plan.wouldDo,
    plan.steps.filter(({ verb }) => verb !== 'unchanged').map((step) => struckStep(step, names, say)),
    (left) => say.plan.moreHere(left, code(`bursting runs show ${run.id}`)),
  );

/** What to type for the rest, or for the same again; below a guided run, that is what says how it goes on. */
const onward = (run: Run, say: Catalogue, words: (command: string) => string): Block =>
  section(run.guided ? say.guide.saysOn : words(commandFor(run.command, run, run.params)));

/** What is over without a write: the plan struck through, and how to ask again. */
const dropped = (run: Run, plan: RunPlan, names: PlanNames, say: Catalogue): readonly Part[] => [
  listed(run, plan, names, say),
  onward(run, say, say.plan.askAgain),
];

/** Why it ended so; where the world moved, how, one line for each difference. */
const reasons = (run: Run, names: PlanNames, say: Catalogue): readonly Block[] => {
  const finding = run.error?.finding;
  if (finding?.code !== 'plan_changed' || finding.facts.differences.length === 0) return failure(run, say);
  const called = (each: Difference): Difference =>
    each.resource === 'parameters' ? each : { ...each, resource: resourceText(each, names) };
  const lines = finding.facts.differences.map((each) => `• ${sentence(say.difference(called(each)), 300)}`);
  return [titled(say.plan.changes, lines, (left) => say.plan.moreHere(left, code(`bursting runs show ${run.id}`)))];
};

/** The run that takes the place of this one, if there is one already. */
const successorOf = ({ code: what, facts }: Finding): string | null =>
  what === 'plan_changed' ? facts.successor : what === 'plan_superseded' ? facts.by : null;

const approved: Teller = (run, plan, names, say) => {
  const { waiting } = run;
  const words = say.plan.verdict;
  const cluster = nameOf(run.target);
  const start = run.deadline === null ? [] : [context(say.plan.startsBefore(slackDate(run.deadline)))];
  const steps = stepLines(run, plan, names, say);
  const tell = (verdict: string, why: readonly Part[]): Telling => ({ sign: 'queued', verdict, parts: [...why, steps, ...start] });
  if (!waiting) return tell(words.approved(run.command, cluster), []);
  switch (waiting.for) {
    case 'run':
      return tell(words.waiting.run(run.command, cluster, clip(waiting.run, 40)), [
        section(say.plan.waits.run(code(clip(waiting.run, 40)))),
      ]);
    case 'freeze':
      return tell(words.waiting.freeze(run.command, cluster), [
        section(say.plan.waits.freeze(sentence(waiting.reason ?? '', 400))),
        context(say.plan.frozenBy(mention(waiting.by))),
      ]);
    default:
      return tell(words.waiting[waiting.for](run.command, cluster), [section(say.plan.waits[waiting.for])]);
  }
};

const applying: Teller = (run, plan, names, say) => ({
  sign: 'running',
  verdict: say.plan.verdict[run.stopping === null ? 'applying' : 'stopping'](run.command, nameOf(run.target), progressOf(run, plan)),
  parts: [
    ...(run.stopping === null ? [] : [context(say.plan.askedToStop(mention(run.stopping)))]),
    stepLines(run, plan, names, say),
    ...underWay(run, say),
  ],
});

const succeeded: Teller = (run, plan, names, say, view) => {
  const words = say.plan.verdict;
  const cluster = nameOf(run.target);
  const steps = plan.steps.length > 0 ? [stepLines(run, plan, names, say)] : [];
  if (!hasWork(plan)) {
    const { length } = plan.warnings;
    return {
      sign: length > 0 ? 'warning' : 'ok',
      verdict: length > 0 ? words.nothingNow(run.command, cluster, length) : words.nothingToDo(run.command, cluster),
      parts: [...steps, findingList('warning', plan.warnings, run, say)],
    };
  }
  const after = view.applied?.(run, plan, say) ?? [];
  const { done, begun } = progressOf(run, plan);
  const adopted = plan.steps.filter(
    ({ id, verb }) => verb !== 'unchanged' && Object.hasOwn(run.steps, id) && run.steps[id]?.adopted,
  ).length;
  return begun
    ? { sign: 'ok', verdict: words.succeeded(run.command, cluster, done - adopted, adopted), parts: [...steps, ...after] }
    : { sign: 'ok', verdict: words.nothingLeft(run.command, cluster), parts: [listed(run, plan, names, say), ...after] };
};

const failed: Teller = (run, plan, names, say) => {
  const progress = progressOf(run, plan);
  return {
    sign: 'failed',
    verdict: say.plan.verdict.failed(run.command, nameOf(run.target), progress),
    parts: [...reasons(run, names, say), stepLines(run, plan, names, say), onward(run, say, say.plan.goOn)],
  };
};

const cancelled: Teller = (run, plan, names, say) => {
  const progress = progressOf(run, plan);
  return {
    sign: 'cancelled',
    verdict: say.plan.verdict.cancelled(run.command, nameOf(run.target), progress),
    parts: [
      ...failure(run, say),
      ...(progress.begun ? [stepLines(run, plan, names, say), onward(run, say, say.plan.goOn)] : dropped(run, plan, names, say)),
    ],
  };
};

const rejected: Teller = (run, plan, names, say) => {
  const reason = run.approvals.find(({ verdict }) => verdict === 'rejected')?.reason;
  return {
    sign: 'cancelled',
    verdict: say.plan.verdict.rejected(run.command, nameOf(run.target)),
    parts: [...(reason ? [section(`${say.lead(say.plan.labels.reason)} ${sentence(reason)}`)] : []), ...dropped(run, plan, names, say)],
  };
};

const expired: Teller = (run, plan, names, say) => {
  const words = say.plan.verdict;
  const cluster = nameOf(run.target);
  const some = given(run);
  return {
    sign: 'cancelled',
    verdict: some > 0 ? words.partlyApproved(run.command, cluster, some, plan.required) : words.expired(run.command, cluster),
    parts: dropped(run, plan, names, say),
  };
};

const stale: Teller = (run, plan, names, say) => {
  const successor = run.error ? successorOf(run.error.finding) : null;
  return {
    sign: 'cancelled',
    verdict: say.plan.verdict.stale(run.command, nameOf(run.target)),
    parts: [
      ...reasons(run, names, say),
      listed(run, plan, names, say),
      successor === null ? onward(run, say, say.plan.askAgain) : section(say.plan.newPlan(code(clip(successor, 40)))),
    ],
  };
};

const TELLERS = { approved, applying, succeeded, failed, cancelled, rejected, expired, stale } as const;
const isTold = (state: Run['state']): state is keyof typeof TELLERS => Object.hasOwn(TELLERS, state);

/** The message of a run that has a plan, in every state; null where the plan has nothing to say: a state that comes before it. */
export function planShown(run: Run, view: PlanView, say: Catalogue): Shown | null {
  const { plan, state } = run;
  if (!plan) return null;
  const names = view.names(say);
  if (state === 'awaiting_approval') return asking(run, plan, names, say);
  if (!isTold(state)) return null;
  const { sign, verdict, parts } = TELLERS[state](run, plan, names, say, view);
  return {
    sign,
    verdict,
    parts: [headline(sign, verdict), ...parts, ...decided(run, say)],
  };
}

/** Why there is no plan: what is in the way, and what to do about each. */
export function blockedShown(run: Run, say: Catalogue): Shown {
  const found = [...(run.error ? [run.error.finding] : []), ...findingsIn(run.result?.issues, say)];
  const verdict = say.plan.verdict.blocked(run.command, nameOf(run.target), found.length);
  return {
    sign: 'problem',
    verdict,
    parts: [
      headline('problem', verdict),
      findingList('problem', found, run, say),
      findingList('warning', findingsIn(run.result?.warnings, say), run, say),
      onward(run, say, say.plan.thenAgain),
    ],
  };
}
