import type { Context } from '../../core/action.ts';
import type { Finding } from '../../core/finding.ts';
import type { ContainerDetail, PodDetail } from '../../ports/workloads.ts';
import { type Reading, readSource } from '../sources.ts';
import { isReady } from '../verify/pod-state.ts';
import { isCrashing } from './crashes.ts';
import type { LogSample } from './snapshot.ts';

/** How many logs are read, and how many lines from the end of each. */
interface Bounds {
  readonly logs: number;
  readonly lines: number;
}

/** Lines: as the original skill asks for. */
const ADDON: Bounds = { logs: 24, lines: 120 };
/** What a program prints when it ends is at its end, and its pods end alike. */
const WORKLOAD: Bounds = { logs: 4, lines: 20 };
/** At a time: an API server passes each one on to a node. */
const AT_ONCE = 6;
/** Of one log, characters that are kept. */
const KEPT = 8_192;

interface Wanted {
  readonly pod: PodDetail;
  readonly container: ContainerDetail;
  readonly previous: boolean;
}

/** A container that has not started yet has no log. */
const hasLog = ({ waiting, restarts }: ContainerDetail): boolean => waiting === null || restarts > 0;

/** Pods in trouble first. Of a container that was restarted, what it said before is worth more than what it says now. */
const wantedFrom = (pods: readonly PodDetail[], isWorthReading: (container: ContainerDetail) => boolean): readonly Wanted[] =>
  pods
    .toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)) || (a.name < b.name ? -1 : 1))
    .filter(({ nodeName }) => nodeName !== null)
    .flatMap((pod) =>
      pod.containers
        .filter((container) => hasLog(container) && isWorthReading(container))
        .flatMap((container) => [
          ...(container.restarts > 0 ? [{ pod, container, previous: true }] : []),
          { pod, container, previous: false },
        ]),
    );

/** The last lines that fit, whole ones. */
function linesOf(text: string): readonly string[] {
  const kept = text.length <= KEPT ? text : text.slice(text.indexOf('\n', text.length - KEPT) + 1);
  return kept.split('\n').filter((line) => line !== '');
}

/** No such log (yet), or the pod is gone by now: that is no trouble of the source. */
const isNone = (reading: Reading<unknown>): boolean =>
  !reading.ok &&
  reading.finding.code === 'source_unreadable' &&
  (reading.finding.facts.reason === 'bad_request' || reading.finding.facts.reason === 'not_found');

interface Logs {
  readonly logs: readonly LogSample[];
  readonly unread: readonly Finding[];
}

/** The ends of the logs of the add-on's pods, in the order in which they are worth reading. */
export const readAddonLogs = (context: Context, pods: readonly PodDetail[]): Promise<Logs> =>
  readLogs(
    context,
    wantedFrom(pods, () => true),
    ADDON,
  );

/** The same of a workload's pods: of the containers that crash only. */
export const readCrashLogs = (context: Context, pods: readonly PodDetail[]): Promise<Logs> =>
  readLogs(context, wantedFrom(pods, isCrashing), WORKLOAD);

async function readLogs({ ports, signal }: Context, all: readonly Wanted[], most: Bounds): Promise<Logs> {
  const wanted = all.slice(0, most.logs);
  const readings: Reading<LogSample>[] = [];
  const queue = wanted.entries();
  const read = async (): Promise<void> => {
    for (const [i, { pod, container, previous }] of queue) {
      const query = { namespace: pod.namespace, pod: pod.name, container: container.name, previous, tailLines: most.lines };
      readings[i] = await readSource({ service: 'Kubernetes', operation: 'get pods/log' }, signal, async () => ({
        pod: pod.name,
        container: container.name,
        previous,
        lines: linesOf(await ports.logs.tail(query, signal)),
      }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, read));
  return {
    logs: readings.flatMap((reading) => (reading.ok && reading.value.lines.length > 0 ? reading.value : [])),
    unread: readings.flatMap((reading) => (reading.ok || isNone(reading) ? [] : reading.finding)),
  };
}
