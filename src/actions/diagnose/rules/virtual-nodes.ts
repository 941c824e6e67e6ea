import type { Evidence, Symptom } from '../../../core/diagnosis.ts';
import type { VirtualNodeRow } from '../../verify/virtual-nodes.ts';
import type { Snapshot } from '../snapshot.ts';
import { namesOf, symptom } from '../symptom.ts';

const conditionLine = ({ name, status, reason, message }: VirtualNodeRow): Evidence => ({
  source: `node ${name}`,
  line: `Ready is ${status ?? 'not said'}${reason === '' ? '' : `, ${reason}`}${message === '' ? '' : `: ${message}`}`,
});
const cordonLine = ({ name, az_fault, zone }: VirtualNodeRow): Evidence => ({
  source: `node ${name}`,
  line: `cordoned${az_fault === null ? '' : `, condition ${az_fault}`}${zone === null ? '' : `, zone ${zone}`}`,
});

/** The doors to CCI: whether there is one, and which are shut. */
export function aboutVirtualNodes({ nodes, addon, status }: Snapshot): readonly Symptom[] {
  const disabled =
    status.ok && status.value?.enableBurstingNode?.trim().toLowerCase() === 'false'
      ? [
          symptom(
            'bursting-node-disabled',
            {},
            { evidence: [{ source: 'config map kube-system/bursting-status', line: 'enableBurstingNode: false' }] },
          ),
        ]
      : [];
  if (!nodes.ok) return disabled;
  const { virtual } = nodes.value;
  const isInstalled = addon.ok && addon.value !== null;
  if (virtual.length === 0) {
    const evidence = [{ source: 'nodes', line: 'none is called bursting-node or has its labels' }];
    return [...disabled, ...(isInstalled || !addon.ok ? [symptom('virtual-node-missing', {}, { evidence })] : [])];
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
            { severity, evidence: faulty.map(cordonLine), next },
          ),
        ]
      : []),
    ...(first
      ? [
          symptom(
            'virtual-node-notready',
            { nodes: namesOf(notReady), reason: first.reason, detail: first.message, others },
            { severity, evidence: notReady.map(conditionLine) },
          ),
        ]
      : []),
    ...(cordoned.length > 0
      ? [symptom('virtual-node-cordoned', { nodes: namesOf(cordoned), others }, { severity, evidence: cordoned.map(cordonLine) })]
      : []),
  ];
}
