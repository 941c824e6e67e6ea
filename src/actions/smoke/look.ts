import type { Context } from '../../core/action.ts';
import { finding } from '../../core/finding.ts';
import type { Sight, Step } from '../../core/plan.ts';
import { differing, fieldsOf } from './fields.ts';
import { managersOf } from './owners.ts';
import { namespaceOf, placeOf, workloadOf } from './steps.ts';
import { deploymentOf, isOurs, RUN } from './workload.ts';

/** Stands for whoever made a thing that does not say so. */
const SOMEBODY = 'somebody';

export const lookForSmoke = (step: Step, context: Pick<Context, 'ports' | 'signal'>): Promise<Sight> =>
  step.id === 'namespace' ? lookForNamespace(step, context) : lookForDeployment(step, context);

async function lookForNamespace(step: Step, { ports, signal }: Pick<Context, 'ports' | 'signal'>): Promise<Sight> {
  const found = await ports.namespaces.get(namespaceOf(step), signal);
  if (!found) return { is: 'undone' };
  if (found.terminating) return { is: 'broken', resourceId: found.uid, why: finding('being_deleted', { resource: step.resource }) };
  return { is: 'done', resourceId: found.uid, by: isOurs(found) ? null : SOMEBODY };
}

/** Done when the API server has accepted what was asked for; whether pods run is another question, and another command. */
async function lookForDeployment(step: Step, { ports, signal }: Pick<Context, 'ports' | 'signal'>): Promise<Sight> {
  const { namespace, name } = placeOf(step);
  const live = await ports.deployments.get(namespace, name, signal);
  if (!live) return { is: 'undone' };
  const { uid: resourceId } = live;
  if (live.deleting) return { is: 'broken', resourceId, why: finding('being_deleted', { resource: step.resource }) };
  if (!isOurs(live)) {
    const image = live.containers.map((container) => container.image).join(', ');
    const why = finding('workload_foreign', { namespace, name, why: 'label', managers: managersOf(live.managers), image });
    return { is: 'broken', resourceId, why };
  }
  if (step.verb !== 'unchanged' && differing(fieldsOf(deploymentOf(workloadOf(step)), live)).length > 0) return { is: 'undone' };
  if (live.generation === null) return { is: 'settling', resourceId, by: live.annotations[RUN] ?? null };
  return { is: 'done', resourceId, by: live.annotations[RUN] ?? null };
}
