import { after, type Step } from '../../core/plan.ts';
import type { LiveDeployment, Namespace } from '../../ports/deployments.ts';
import { changeOf, differing, fieldsOf, pairs } from './fields.ts';
import { deploymentOf, OWN_LABELS, type Workload } from './workload.ts';

export const resourceOf = ({ namespace, name }: Pick<Workload, 'namespace' | 'name'>): string => `deployment ${namespace}/${name}`;

export const namespaceStep = (name: string, live: Namespace | null): Step => ({
  id: 'namespace',
  verb: live ? 'unchanged' : 'create',
  resource: `namespace ${name}`,
  changes: live
    ? []
    : [
        { field: 'name', before: null, after: name },
        { field: 'labels', before: null, after: pairs(OWN_LABELS) },
      ],
  resourceId: live?.uid ?? null,
  since: live?.createdAt ?? null,
});

/** What is always sent and decides which workload it is: it stands in an update, too, where it stays as it is. */
const ALWAYS = ['image', 'replicas'];

/** The Deployment as it is to be: made, changed in what differs, or left alone. */
export function deploymentStep(workload: Workload, live: LiveDeployment | null): Step {
  const fields = fieldsOf(deploymentOf(workload), live);
  const different = differing(fields);
  const sent = live ? fields.filter((field) => ALWAYS.includes(field.field) || different.includes(field)) : fields;
  return {
    id: 'deployment',
    verb: !live ? 'create' : different.length > 0 ? 'update' : 'unchanged',
    resource: resourceOf(workload),
    changes: different.length > 0 ? sent.map(changeOf) : [],
    resourceId: live?.uid ?? null,
    since: live?.createdAt ?? null,
  };
}

/** `deployment lab/demo`: which one a step is about. Throws for a step that was not made here: a plan of another version. */
export function placeOf({ id, resource }: Step): { readonly namespace: string; readonly name: string } {
  const [, namespace, name] = /^deployment ([^/]+)\/([^/]+)$/.exec(resource) ?? [];
  if (namespace === undefined || name === undefined) throw new Error(`step ${id} names no deployment`);
  return { namespace, name };
}

/** The workload that a step makes. */
export function workloadOf(step: Step): Workload {
  const [image, replicas] = [after(step, 'image'), after(step, 'replicas')];
  if (typeof image !== 'string' || typeof replicas !== 'number') throw new Error(`step ${step.id} has no image or no replicas`);
  return { ...placeOf(step), image, replicas };
}

export function namespaceOf({ id, resource }: Step): string {
  const [, name] = /^namespace (\S+)$/.exec(resource) ?? [];
  if (name === undefined) throw new Error(`step ${id} names no namespace`);
  return name;
}
