import type { Ended, Wait } from '../../core/evidence.ts';
import { redact } from '../../core/redact.ts';
import type { ContainerDetail, Halt, PodDetail } from '../../ports/workloads.ts';

/** Why one pod does not run: the container that waits, or null when the pod as a whole does. */
export interface Waiting extends Wait {
  readonly pod: string;
  readonly container: string | null;
}

/** Of all that is known of what waits, why. */
export const waitOf = ({ reason, message, ended }: Wait): Wait => ({ reason, message, ended });

/** Over, and no reason to worry: it did its work, or its replica set has made another one in its place. */
const isPast = ({ phase, owner }: PodDetail): boolean => phase === 'Succeeded' || (phase === 'Failed' && owner?.kind === 'ReplicaSet');

/** Whether it counts among those that should run: one that is being deleted does not. */
export const isWanted = (pod: PodDetail): boolean => !pod.deleting && !isPast(pod);

/** By its condition. A pod that has none yet is judged by its containers, never by its phase alone. */
export function isReady(pod: PodDetail): boolean {
  const condition = pod.conditions.find(({ type }) => type === 'Ready');
  if (condition !== undefined) return condition.status === 'True';
  const running = pod.containers.filter(({ kind }) => kind === 'container');
  return pod.phase === 'Running' && running.length > 0 && running.every(({ ready }) => ready);
}

/** Says that it is about to start, and nothing else. */
const STARTING = new Set(['ContainerCreating', 'PodInitializing', '']);

export const endOf = ({ reason, exitCode }: Halt): Ended => ({ reason, exit_code: exitCode });

function haltOf({ name, waiting, terminated, lastTerminated }: ContainerDetail): Omit<Waiting, 'pod'> | null {
  if (waiting !== null) {
    return { container: name, reason: waiting.reason, message: waiting.message, ended: lastTerminated && endOf(lastTerminated) };
  }
  if (terminated !== null && terminated.exitCode !== 0) {
    return { container: name, reason: terminated.reason || 'Error', message: terminated.message, ended: endOf(terminated) };
  }
  return null;
}

/** What a pod that is not ready waits for, without secrets; a pod always waits for something. */
export const waitingOf = (pod: PodDetail): readonly Waiting[] =>
  waits(pod).map((waiting) => ({ ...waiting, message: redact(waiting.message) }));

function waits(pod: PodDetail): readonly Waiting[] {
  const scheduled = pod.conditions.find(({ type }) => type === 'PodScheduled');
  if (pod.nodeName === null && scheduled?.status === 'False') {
    return [{ pod: pod.name, container: null, reason: scheduled.reason || 'Unschedulable', message: scheduled.message, ended: null }];
  }
  const halts = pod.containers.flatMap((container) => haltOf(container) ?? []).map((halt) => ({ pod: pod.name, ...halt }));
  const telling = halts.filter(({ reason }) => !STARTING.has(reason));
  if (telling.length > 0) return telling;
  if (pod.reason !== '') return [{ pod: pod.name, container: null, reason: pod.reason, message: pod.message, ended: null }];
  const ready = pod.conditions.find(({ type }) => type === 'Ready');
  const first = halts[0] ?? {
    pod: pod.name,
    container: null,
    reason: ready?.reason || pod.phase || 'Pending',
    message: ready?.message ?? '',
    ended: null,
  };
  return [first];
}
