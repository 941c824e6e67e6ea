import type { Evidence } from '../../core/evidence.ts';
import type { ContainerDetail, PodDetail } from '../../ports/workloads.ts';
import { endOf } from '../verify/pod-state.ts';
import type { LogSample } from './snapshot.ts';
import { namesOf } from './symptom.ts';

/** Of what a container printed last, as much as is read at a glance: so many lines, and characters in all. */
const LAST_LINES = 5;
const LAST_CHARACTERS = 380;

interface Crash {
  readonly pod: PodDetail;
  readonly container: ContainerDetail;
}

/** What a finding about containers that end again and again says. */
export interface CrashFacts {
  readonly pods: readonly string[];
  readonly restarts: number;
  readonly reason: string;
  readonly exit_code: number | null;
}

export const isCrashing = ({ ready, restarts, waiting, lastTerminated }: ContainerDetail): boolean =>
  !ready && (waiting?.reason === 'CrashLoopBackOff' || (restarts > 0 && lastTerminated !== null && lastTerminated.exitCode !== 0));

/** Those that do, the one that was restarted most often first. */
export const crashesIn = (pods: readonly PodDetail[]): readonly Crash[] =>
  pods
    .flatMap((pod) => pod.containers.filter(isCrashing).map((container) => ({ pod, container })))
    .toSorted((a, b) => b.container.restarts - a.container.restarts);

/** The last lines before it ended, or, where these are gone, since it was started again; without their times. Null: it printed nothing that could be read. */
function lastWords({ pod, container }: Crash, logs: readonly LogSample[]): Evidence | null {
  const own = logs.filter((sample) => sample.pod === pod.name && sample.container === container.name);
  const sample = own.find(({ previous }) => previous) ?? own[0];
  if (!sample) return null;
  const lines = sample.lines.slice(-LAST_LINES).map((line) => line.replace(/^\d{4}-\d\d-\d\dT\S+ /, ''));
  while (lines.length > 1 && lines.join('\n').length > LAST_CHARACTERS) lines.shift();
  const { previous } = sample;
  return { kind: 'log', namespace: pod.namespace, pod: pod.name, container: container.name, previous, text: lines.join('\n') };
}

/** What they share, and what was seen of each: first how the worst one ended and what it printed last. Null: none crashes. */
export function tellCrashes(
  crashes: readonly Crash[],
  logs: readonly LogSample[],
): { readonly facts: CrashFacts; readonly evidence: readonly (Evidence | null)[] } | null {
  const [first, ...others] = crashes;
  if (!first) return null;
  const ended = first.container.lastTerminated ?? first.container.terminated;
  return {
    facts: {
      pods: [...new Set(namesOf(crashes.map(({ pod }) => pod)))],
      restarts: first.container.restarts,
      reason: ended?.reason ?? '',
      exit_code: ended?.exitCode ?? null,
    },
    evidence: [howItEnded(first), lastWords(first, logs), ...others.map(howItEnded)],
  };
}

const howItEnded = ({ pod, container: { name, restarts, lastTerminated } }: Crash): Evidence => ({
  kind: 'crash',
  pod: pod.name,
  container: name,
  restarts,
  ended: lastTerminated && endOf(lastTerminated),
});
