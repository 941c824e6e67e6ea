import type { Diagnosis } from '../../core/diagnosis.ts';
import type { PodDetail } from '../../ports/workloads.ts';
import { isReady, isWanted } from '../verify/pod-state.ts';
import { troubledPods } from './rules/pulls.ts';
import type { Snapshot } from './snapshot.ts';

/** Skills that know more of what is outside bursting (contract, section 5). */
export type Handoff =
  | 'huawei-cloud-cce-pod-failure-diagnoser'
  | 'huawei-cloud-cce-network-failure-diagnoser'
  | 'huawei-cloud-cce-cluster-management';

const isOfCluster = ({ cluster }: Snapshot): boolean =>
  !cluster.ok && cluster.finding.code === 'source_unreadable' && cluster.finding.facts.reason === 'not_found';

const isUnreachable = ({ nodes }: Snapshot): boolean =>
  !nodes.ok &&
  nodes.finding.code === 'source_unreadable' &&
  (nodes.finding.facts.reason === 'cluster_unreachable' || nodes.finding.facts.reason === 'cluster_untrusted');

const FAILS =
  /^(?:CrashLoopBackOff|Error|OOMKilled|RunContainerError|CreateContainer(?:Config)?Error|ErrImagePull|ImagePullBackOff|InvalidImageName)$/;

/** Crashes, or cannot be pulled. */
const fails = (pod: PodDetail): boolean =>
  isWanted(pod) &&
  !isReady(pod) &&
  pod.containers.some(({ waiting, terminated, ready }) => !ready && FAILS.test(waiting?.reason ?? terminated?.reason ?? ''));

/** Findings that name a pod and say why; that it crashes is no reason. */
const explained = (diagnoses: readonly Diagnosis[]): ReadonlySet<string> =>
  new Set(
    diagnoses
      .flatMap(({ code, facts, consequences }) => {
        const roots = [{ code, facts }, ...consequences];
        // A crash that follows from something is explained by it; one that stands alone is not, unless it says why.
        const crashes = code === 'addon-crashloop' || code === 'workload-crashloop';
        return crashes && !('reason' in facts && facts.reason === 'OOMKilled') ? roots.slice(1) : roots;
      })
      .flatMap((one) => ('pods' in one.facts && Array.isArray(one.facts.pods) ? one.facts.pods.map(String) : [])),
  );

/** The pods that fail for a reason that no finding gives. */
export function unexplained(snapshot: Snapshot, diagnoses: readonly Diagnosis[]): readonly PodDetail[] {
  const known = explained(diagnoses);
  return troubledPods(snapshot).filter((pod) => fails(pod) && !known.has(pod.name));
}

/** Who goes on where bursting is not the matter; null: nobody needs to. */
export function handoffOf(snapshot: Snapshot, diagnoses: readonly Diagnosis[]): Handoff | null {
  if (isOfCluster(snapshot) || isUnreachable(snapshot) || diagnoses.some(({ code }) => code === 'cluster-not-available')) {
    return 'huawei-cloud-cce-cluster-management';
  }
  const isLost = diagnoses.some(
    (one) => one.code === 'image-pull-network' && 'endpoints_ready' in one.facts && one.facts.endpoints_ready === true,
  );
  if (isLost) return 'huawei-cloud-cce-network-failure-diagnoser';
  return unexplained(snapshot, diagnoses).length > 0 ? 'huawei-cloud-cce-pod-failure-diagnoser' : null;
}
