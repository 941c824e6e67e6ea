import type { Symptom } from '../../../core/diagnosis.ts';
import type { Evidence, Wait } from '../../../core/evidence.ts';
import type { PodDetail, ReplicaSet } from '../../../ports/workloads.ts';
import { isWanted, waitingOf, waitOf } from '../../verify/pod-state.ts';
import { crashesIn, tellCrashes } from '../crashes.ts';
import type { Snapshot } from '../snapshot.ts';
import { namesOf, symptom } from '../symptom.ts';

/** The scheduler's words for a cluster that is full. */
const FULL = /\bInsufficient (?:cpu|memory|pods|ephemeral-storage)\b|\bToo many pods\b/i;

const unscheduled = (pod: PodDetail): Wait | null => {
  if (pod.nodeName !== null || !pod.conditions.some(({ type, status }) => type === 'PodScheduled' && status === 'False')) return null;
  const [first] = waitingOf(pod);
  return first ? waitOf(first) : null;
};

function aboutPending(pods: readonly PodDetail[]): readonly Symptom[] {
  const pending = pods.flatMap((pod) => {
    const why = unscheduled(pod);
    return why === null ? [] : { pod, name: pod.name, why };
  });
  const [first] = pending;
  if (!first) return [];
  const evidence = pending.map(({ name, why }): Evidence => ({ kind: 'waiting', pod: name, waits: [why] }));
  const facts = { pods: namesOf(pending), reason: first.why.reason, detail: first.why.message };
  const full = pending.filter(({ why }) => FULL.test(why.message));
  return [
    ...(full.length > 0 ? [symptom('resource-pressure', { pods: namesOf(full) }, { evidence, next: 'capacity' })] : []),
    symptom('addon-pods-pending', facts, { evidence, next: 'capacity' }),
  ];
}

/** By the uid of the Deployment that owns them: an add-on has several Deployments, each with a replica set of its own. */
function aboutSets(sets: readonly ReplicaSet[]): readonly Symptom[] {
  const active = sets.filter(({ replicas, owner }) => replicas > 0 && owner?.kind === 'Deployment');
  return [...Map.groupBy(active, ({ owner }) => owner?.uid)].flatMap(([, of]) => {
    if (of.length < 2) return [];
    const evidence = of.map(
      ({ name, replicas, readyReplicas, revision }): Evidence => ({
        kind: 'replica_set',
        replica_set: name,
        revision,
        ready: readyReplicas,
        wanted: replicas,
      }),
    );
    const facts = { deployment: of[0]?.owner?.name ?? '', replica_sets: namesOf(of) };
    return [symptom('multiple-active-addon-replicasets', facts, { severity: 'warning', evidence })];
  });
}

/** Pods of the add-on that find no node or end again and again, and rollouts that do not end. */
export const aboutAddonPods = ({ addonPods, replicaSets, logs }: Snapshot): readonly Symptom[] => {
  const pods = addonPods.ok ? addonPods.value.filter(isWanted) : [];
  const crashes = tellCrashes(crashesIn(pods), logs);
  return [
    ...aboutPending(pods),
    ...(crashes === null ? [] : [symptom('addon-crashloop', crashes.facts, { evidence: crashes.evidence })]),
    ...(replicaSets.ok ? aboutSets(replicaSets.value) : []),
  ];
};
