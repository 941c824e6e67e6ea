import type { Step } from '../src/core/plan.ts';
import type { Run, RunPlan } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { clip, code, type Part, section } from './kit.ts';
import { type PlanView, resourceOf } from './plan-names.ts';

const stepOf = ({ steps }: RunPlan, id: string): Step | undefined => steps.find((step) => step.id === id);

/** `lab/demo` */
const workload = (plan: RunPlan, say: Catalogue): string => resourceOf(stepOf(plan, 'deployment') ?? { resource: '' }, say.smoke).which;

/** What takes away what this run made, ready to be copied; somebody's own namespace is not among it. The bot itself deletes nothing. */
const cleanUp = (run: Run, plan: RunPlan, say: Catalogue): readonly string[] => {
  const [namespace = '', name = ''] = workload(plan, say).split('/');
  const made = stepOf(plan, 'namespace')?.verb === 'create' && run.steps.namespace?.adopted !== true;
  return [`kubectl delete deployment ${name} -n ${namespace}`, ...(made ? [`kubectl delete namespace ${namespace}`] : [])].map((command) =>
    code(clip(command, 200)),
  );
};

const commands = (run: Run, plan: RunPlan, say: Catalogue): Part =>
  section([`*${say.smokeAfter.cleanUp}*`, ...cleanUp(run, plan, say)].join('\n'));

export const smoke: PlanView = {
  names: (say) => say.smoke,
  applied: (run, plan, say) => [commands(run, plan, say)],
  reminder(run, plan, say) {
    const text = say.smokeAfter.reminder(clip(workload(plan, say), 130));
    return { text, parts: [section(say.smokeAfter.reminder(code(clip(workload(plan, say), 130)))), commands(run, plan, say)] };
  },
};
