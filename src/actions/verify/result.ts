import type { Outcome } from '../../core/action.ts';
import { type Finding, finding } from '../../core/finding.ts';
import type { Target } from '../../core/target.ts';
import { type AddonRow, detailOf, healthOf, rowOf } from '../precheck/addon.ts';
import { troubles } from '../precheck/troubles.ts';
import { clusterNotFound, isNotFound } from '../sources.ts';
import { type EventRow, eventRow } from './events.ts';
import type { Readings } from './read.ts';
import { judgeVirtualNodes, type VirtualNodeRow } from './virtual-nodes.ts';
import { judgeWorkload, type WorkloadRow } from './workload.ts';

/** Contract, section 5. What a source did not tell is null, and a warning says why; then nothing is ready. */
export interface VerifyResult extends Outcome {
  readonly ready: boolean;
  /** Null: not installed (then an issue says so), or not readable. */
  readonly addon: AddonRow | null;
  readonly virtual_nodes: readonly VirtualNodeRow[] | null;
  /** Null: nobody asked for one. */
  readonly workload: WorkloadRow | null;
  /** The latest, newest first; null: not readable. */
  readonly warning_events: readonly EventRow[] | null;
  /** What keeps it from being ready, as far as it is known. */
  readonly issues: readonly Finding[];
  /** What could not be read, and what is worth a look though it keeps nothing from being ready. */
  readonly warnings: readonly Finding[];
}

const judgeAddon = (reading: Readings['addon']): readonly Finding[] => {
  if (!reading.ok) return [];
  if (reading.value === null) return [finding('addon_not_installed', {})];
  const { status } = reading.value;
  const health = healthOf(status);
  if (health === 'healthy') return [];
  if (health === 'busy') return [finding('addon_busy', { status })];
  return [finding('addon_unhealthy', { status, detail: detailOf(reading.value) })];
};

export function judge(target: Target & { readonly projectId: string }, readings: Readings): VerifyResult {
  const { addon, virtualNodes, workload, events } = readings;
  const isGone = isNotFound(addon);
  const gone = clusterNotFound(target);
  const nodes = virtualNodes.ok ? virtualNodes.value : null;
  const names = nodes && new Set(nodes.map(({ name }) => name));
  const faults = judgeAddon(addon);
  // An add-on that is not there, or not yet, makes no virtual node: one thing is missing, not two.
  const isEarly = nodes?.length === 0 && faults.some(({ code }) => code === 'addon_not_installed' || code === 'addon_busy');
  const doors = nodes === null || isEarly ? { issues: [], warnings: [] } : judgeVirtualNodes(nodes);
  const verdict = workload && judgeWorkload(workload, names && ((node) => names.has(node)));
  const sources = [addon, virtualNodes, workload?.deployment ?? null, workload?.replicaSets ?? null, workload?.pods ?? null, events];
  const issues = [...(isGone ? [gone] : []), ...faults, ...doors.issues, ...(verdict?.issues ?? [])];
  const isKnown = addon.ok && virtualNodes.ok;
  const ready = isKnown && issues.length === 0 && (verdict === null || verdict.row.ready);
  return {
    success: ready,
    ready,
    addon: addon.ok && addon.value !== null ? rowOf(addon.value) : null,
    virtual_nodes: nodes,
    workload: verdict?.row ?? null,
    warning_events: events.ok ? events.value.map(eventRow) : null,
    issues,
    warnings: [...troubles(sources, isGone), ...doors.warnings, ...(verdict?.warnings ?? [])],
  };
}
