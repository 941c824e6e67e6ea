import type { Step } from '../../src/core/plan.ts';
import { isFinal, type Run, type RunPlan } from '../../src/runs/run.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Progress } from '../en/plan.ts';
import { type Block, clip, code, SIGNS, type Sign } from '../kit.ts';
import { titled } from '../lines.ts';
import type { PlanNames } from '../plan-names.ts';
import { stepTitle } from './step-text.ts';

const idOf = (id: string | null): string | null => (id === null ? null : code(clip(id, 60)));

/** How far one step is, in the sign and the words of its state. */
function stepState(step: Step, run: Run, say: Catalogue): readonly [Sign, string] {
  const progress = Object.hasOwn(run.steps, step.id) ? run.steps[step.id] : undefined;
  const words = say.plan.step;
  const ended = isFinal(run.state);
  if (!progress) {
    if (step.verb === 'unchanged') return ['untouched', words.unchanged(idOf(step.resourceId))];
    return ended ? ['untouched', words.skipped] : ['queued', words.next];
  }
  const id = idOf(progress.resourceId);
  switch (progress.status) {
    case 'intended':
      return ended ? ['warning', words.unknown] : ['running', words.intended];
    case 'waiting':
      return ended ? ['warning', words.unready(id)] : ['running', words.waiting(id)];
    case 'done':
      return ['ok', progress.adopted ? words.adopted(id) : words.done(id)];
    case 'failed':
      return ['failed', words.failed(id)];
  }
}

/** Steps that are done, of those that were to be made. */
export function progressOf(run: Run, plan: RunPlan): Progress {
  const work = plan.steps.filter(({ verb }) => verb !== 'unchanged');
  const begun = (id: string) => (Object.hasOwn(run.steps, id) ? run.steps[id] : undefined);
  return {
    done: work.filter(({ id }) => begun(id)?.status === 'done').length,
    all: work.length,
    begun: work.some(({ id }) => begun(id) !== undefined),
  };
}

/** Every step in one line: what it does, to what, how far it is. */
export const stepLines = (run: Run, plan: RunPlan, names: PlanNames, say: Catalogue): Block => {
  const lines = plan.steps.map((step) => {
    const [sign, state] = stepState(step, run, say);
    return `${SIGNS[sign]} ${say.marks.of(stepTitle(step, names, say), state)}`;
  });
  return titled(say.plan.progress, lines, (left) => say.plan.moreHere(left, code(`bursting runs show ${run.id}`)));
};
