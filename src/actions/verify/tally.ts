import type { PodDetail } from '../../ports/workloads.ts';
import { isReady, isWanted } from './pod-state.ts';

/** As many are kept of those that are not ready; the others are counted. */
const MOST_UNREADY = 20;

/** Pods, counted while their list arrives: of any number of them only a few are kept. */
export interface Tally {
  /** All of them, also those that have ended. */
  pods: number;
  /** Those that should run, and of those: the ones that are ready. */
  wanted: number;
  ready: number;
  /** By phase. */
  readonly phases: Map<string, number>;
  /** Those that should run, by node; null: on none yet. */
  readonly nodes: Map<string | null, number>;
  /** The first of those that should run and are not ready. */
  readonly unready: PodDetail[];
}

export const newTally = (): Tally => ({ pods: 0, wanted: 0, ready: 0, phases: new Map(), nodes: new Map(), unready: [] });

const increase = <Key>(counts: Map<Key, number>, key: Key, by = 1): void => void counts.set(key, (counts.get(key) ?? 0) + by);

/** One more pod. */
export function count(tally: Tally, pod: PodDetail): void {
  tally.pods += 1;
  increase(tally.phases, pod.phase || 'Unknown');
  if (!isWanted(pod)) return;
  tally.wanted += 1;
  increase(tally.nodes, pod.nodeName);
  if (isReady(pod)) tally.ready += 1;
  else if (tally.unready.length < MOST_UNREADY) tally.unready.push(pod);
}

/** Several into one. */
export function sum(tallies: readonly Tally[]): Tally {
  const total = newTally();
  for (const tally of tallies) {
    total.pods += tally.pods;
    total.wanted += tally.wanted;
    total.ready += tally.ready;
    for (const [phase, n] of tally.phases) increase(total.phases, phase, n);
    for (const [node, n] of tally.nodes) increase(total.nodes, node, n);
    total.unready.push(...tally.unready.slice(0, MOST_UNREADY - total.unready.length));
  }
  return total;
}
