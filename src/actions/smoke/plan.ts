import type { Context } from '../../core/action.ts';
import { type Finding, finding } from '../../core/finding.ts';
import type { Blocked, Plan, Step } from '../../core/plan.ts';
import type { LiveDeployment, Namespace } from '../../ports/deployments.ts';
import { differing, fieldsOf } from './fields.ts';
import { judgeImage } from './image-warnings.ts';
import { conflictsOf, managersOf } from './owners.ts';
import type { SmokeParams } from './parameters.ts';
import type { PodSubnet, SmokeState } from './read.ts';
import { deploymentStep, namespaceStep, resourceOf } from './steps.ts';
import { deploymentOf, isOurs, type Workload } from './workload.ts';

/** What of it cannot be brought to what is wanted, or may not. */
function deploymentProblems(workload: Workload, live: LiveDeployment | null): readonly Finding[] {
  if (!live) return [];
  const { namespace, name } = workload;
  if (live.deleting) return [finding('being_deleted', { resource: resourceOf(workload) })];
  const wanted = deploymentOf(workload);
  const sameSelector = JSON.stringify(live.selector) === JSON.stringify(wanted.selector);
  if (!isOurs(live) || !sameSelector) {
    const why = isOurs(live) ? 'selector' : 'label';
    const image = live.containers.map((container) => container.image).join(', ');
    return [finding('workload_foreign', { namespace, name, why, managers: managersOf(live.managers), image })];
  }
  const conflicts = conflictsOf(differing(fieldsOf(wanted, live)), live.managers);
  return conflicts.length === 0 ? [] : [finding('field_conflict', { resource: resourceOf(workload), conflicts })];
}

const namespaceProblems = (namespace: Namespace | null): readonly Finding[] =>
  namespace?.terminating ? [finding('being_deleted', { resource: `namespace ${namespace.name}` })] : [];

/** Pods that are there already have their addresses. Subnets that do not tell are not judged. */
function addressProblems(subnets: readonly PodSubnet[], needed: number): readonly Finding[] {
  if (subnets.length === 0 || subnets.some(({ available }) => available === null)) return [];
  const available = subnets.reduce((sum, subnet) => sum + (subnet.available ?? 0), 0);
  return available >= needed ? [] : [finding('addresses_short', { available, needed, subnets: subnets.map(({ name }) => name) })];
}

/** All that is in the way is said at once; else a namespace, if there is none, and a Deployment in it. */
export function planSmoke(given: SmokeParams, state: SmokeState, { target }: Pick<Context, 'target'>): Plan | Blocked {
  const { precheck, podSubnets, choice, inCluster } = state;
  const { namespace, name } = state;
  const chosen = choice.image === null ? { issues: choice.issues, warnings: [] } : judgeImage(choice.image, target.region);
  const warnings = [
    ...precheck.warnings,
    ...choice.warnings,
    ...chosen.warnings,
    ...(precheck.network && precheck.virtual_kubelet === null ? [finding('addon_absent', { namespace, name })] : []),
  ];
  const unread = [inCluster.namespace, inCluster.deployment].flatMap((reading) => (reading.ok ? [] : reading.finding));
  const blocked = (...issues: readonly Finding[]): Blocked => ({
    issues: unique([...precheck.issues, ...issues]),
    warnings: unique(warnings),
  });
  if (!inCluster.namespace.ok || !inCluster.deployment.ok || choice.image === null) return blocked(...unread, ...chosen.issues);

  const workload: Workload = { namespace, name, image: choice.image, replicas: given.replicas };
  const live = inCluster.deployment.value;
  const added = Math.max(0, given.replicas - (live?.replicas ?? 0));
  const problems = [
    ...chosen.issues,
    ...namespaceProblems(inCluster.namespace.value),
    ...deploymentProblems(workload, live),
    ...addressProblems(podSubnets, added),
  ];
  if (!precheck.success || problems.length > 0) return blocked(...problems);

  const steps: readonly Step[] = [namespaceStep(namespace, inCluster.namespace.value), deploymentStep(workload, live)];
  return {
    resolved: { namespace, workload_name: name, image: choice.image, replicas: given.replicas },
    steps,
    cost: steps.flatMap(({ id, verb }) =>
      id === 'deployment' && verb !== 'unchanged' ? [{ step: id, charged: true, unit: 'pod' as const }] : [],
    ),
    warnings: unique(warnings),
  };
}

const unique = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((found) => [JSON.stringify(found), found])).values(),
];
