import { type Finding, finding } from '../../core/finding.ts';
import { redact } from '../../core/redact.ts';
import type { Node } from '../../ports/cluster.ts';
import { isVirtual } from '../headroom.ts';

/** A door to CCI 2.0, as results show it. */
export interface VirtualNodeRow {
  readonly name: string;
  readonly ready: boolean;
  /** Of the condition `Ready`: `True`, `False`, `Unknown`; null: there is none. */
  readonly status: string | null;
  readonly reason: string;
  readonly message: string;
  /** False: cordoned, so that no new pod is put on it. */
  readonly schedulable: boolean;
  /** Of nodes for one availability zone. */
  readonly zone: string | null;
  /** The condition by which the add-on cordoned it because its zone has a fault; null: none. */
  readonly az_fault: string | null;
}

/** What is left when the add-on of CCI 1.0 is there: its node has this very name (console: CCI 1.0 `virtual-kubelet`, CCI 2.0 `bursting-node`). */
const CCI_1_NODE = 'virtual-kubelet';

/** By name prefix or label, because labels differ between versions of the add-on, and nodes of one zone have longer names. */
export const isBurstingNode = (node: Pick<Node, 'name' | 'labels'>): boolean => isVirtual(node) && node.name !== CCI_1_NODE;

/** Conditions that every node has; those that the add-on adds (from 1.5.29) are about zones. */
const USUAL = new Set(['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable']);

/** The name of the condition that cordons zones is in no document: of a cordoned virtual node, any condition of its own that holds. */
const faultOf = ({ unschedulable, conditions }: Node): string | null =>
  (unschedulable && conditions.find(({ type, status }) => !USUAL.has(type) && status === 'True')?.type) || null;

const ZONES = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'] as const;

export function virtualNodeRow(node: Node): VirtualNodeRow {
  const ready = node.conditions.find(({ type }) => type === 'Ready');
  return {
    name: node.name,
    ready: node.ready === 'True',
    status: node.ready,
    reason: ready?.reason ?? '',
    message: redact(ready?.message ?? ''),
    schedulable: !node.unschedulable,
    zone: ZONES.map((label) => node.labels[label]).find((zone) => zone !== undefined) ?? null,
    az_fault: faultOf(node),
  };
}

/** Whether new pods find their way to CCI through it. The lease is not looked at: virtual nodes do not renew theirs as a kubelet does. */
const isOpen = ({ ready, schedulable }: VirtualNodeRow): boolean => ready && schedulable;

const faultsOf = (row: VirtualNodeRow): readonly Finding[] => [
  ...(row.ready
    ? []
    : [finding('virtual_node_not_ready', { name: row.name, status: row.status, reason: row.reason, detail: row.message })]),
  ...(row.schedulable ? [] : [finding('virtual_node_cordoned', { name: row.name, zone: row.zone, fault: row.az_fault })]),
];

/** One open door is enough: then what is wrong with others is worth a warning, else it is what keeps pods out. */
export function judgeVirtualNodes(rows: readonly VirtualNodeRow[]): {
  readonly issues: readonly Finding[];
  readonly warnings: readonly Finding[];
} {
  const faults = rows.flatMap(faultsOf);
  if (rows.some(isOpen)) return { issues: [], warnings: faults };
  return { issues: rows.length === 0 ? [finding('virtual_node_missing', {})] : faults, warnings: [] };
}
