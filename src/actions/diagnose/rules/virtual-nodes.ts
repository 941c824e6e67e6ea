import type { Symptom } from '../../../core/diagnosis.ts';
import type { Evidence } from '../../../core/evidence.ts';
import type { VirtualNodeRow } from '../../verify/virtual-nodes.ts';
import type { Snapshot } from '../snapshot.ts';
import { namesOf, symptom } from '../symptom.ts';

const condition = ({ name, status, reason, message }: VirtualNodeRow): Evidence => ({
  kind: 'node_condition',
  node: name,
  status,
  reason,
  message,
});
const cordon = ({ name, az_fault, zone }: VirtualNodeRow): Evidence => ({ kind: 'node_cordoned', node: name, fault: az_fault, zone });

/** The doors to CCI: whether there is one, and which are shut. */
export function aboutVirtualNodes({ nodes, addon, status }: Snapshot): readonly Symptom[] {
  const disabled =
    status.ok && status.value?.enableBurstingNode?.trim().toLowerCase() === 'false'
      ? [
          symptom(
            'bursting-node-disabled',
            {},
            { evidence: [{ kind: 'config_map', config_map: 'kube-system/bursting-status', field: 'enableBurstingNode', value: 'false' }] },
          ),
        ]
      : [];
  if (!nodes.ok) return disabled;
  const { virtual } = nodes.value;
  const isInstalled = addon.ok && addon.value !== null;
  if (virtual.length === 0) {
    const missing = symptom('virtual-node-missing', {}, { evidence: [{ kind: 'no_virtual_node' }] });
    return [...disabled, ...(isInstalled || !addon.ok ? [missing] : [])];
  }
  const others = virtual.some(({ ready, schedulable }) => ready && schedulable);
  const severity = others ? 'warning' : 'critical';
  const notReady = virtual.filter(({ ready }) => !ready);
  const faulty = virtual.filter(({ az_fault }) => az_fault !== null);
  const cordoned = virtual.filter(({ schedulable, az_fault }) => !schedulable && az_fault === null);
  const [first] = notReady;
  const next = { command: 'verify', params: { wait: '5m' } };
  return [
    ...disabled,
    ...(faulty.length > 0
      ? [
          symptom(
            'az-fault',
            {
              nodes: namesOf(faulty),
              zones: [...new Set(faulty.flatMap(({ zone }) => zone ?? []))],
              fault: faulty[0]?.az_fault ?? '',
              others,
            },
            { severity, evidence: faulty.map(cordon), next },
          ),
        ]
      : []),
    ...(first
      ? [
          symptom(
            'virtual-node-notready',
            { nodes: namesOf(notReady), reason: first.reason, detail: first.message, others },
            { severity, evidence: notReady.map(condition) },
          ),
        ]
      : []),
    ...(cordoned.length > 0
      ? [symptom('virtual-node-cordoned', { nodes: namesOf(cordoned), others }, { severity, evidence: cordoned.map(cordon) })]
      : []),
  ];
}
