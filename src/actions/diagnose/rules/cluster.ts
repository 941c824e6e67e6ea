import type { Symptom } from '../../../core/diagnosis.ts';
import type { Evidence } from '../../../core/evidence.ts';
import { CCI_SERVICE_CIDR, overlaps } from '../../precheck/cidr.ts';
import { resolve } from '../../precheck/subnets.ts';
import type { Snapshot } from '../snapshot.ts';
import { symptom } from '../symptom.ts';

/** Whether this cluster, as it is now, can burst at all. A Standard one with a VPC network can (usermanual-cci2, constraints). */
export function aboutCluster({ cluster }: Snapshot): readonly Symptom[] {
  if (!cluster.ok) return [];
  const { phase, networkMode: mode, category } = cluster.value;
  const evidence: readonly Evidence[] = [{ kind: 'cluster', phase, mode }];
  return [
    ...(phase === 'Available' ? [] : [symptom('cluster-not-available', { phase }, { evidence })]),
    ...(mode === 'eni' || mode === 'vpc-router' ? [] : [symptom('cluster-not-supported', { category, mode }, { evidence })]),
  ];
}

/** Below so many free addresses a burst may stop half way; at none, no pod starts. As precheck has it. */
const FEW_ADDRESSES = 32;

/** What the provider says when a subnet is full. */
const FULL =
  /\b(no|not enough|insufficient|exhaust\w*|used up)\b.{0,40}\b(ip|ips|address|addresses)\b|\b(ip|ips|address|addresses)\b.{0,40}\b(exhaust\w*|not enough|insufficient|used up)\b/i;

/** The subnets that pods and endpoints are in: ranges that CCI keeps for itself, and addresses left. */
export function aboutSubnets({ cluster, known, workloadEvents, events }: Snapshot): readonly Symptom[] {
  if (!cluster.ok || !known?.index) return [];
  const hosts = cluster.value.hostSubnetId === null ? [] : resolve(known.index, 'vpcep_subnet_id', [cluster.value.hostSubnetId]);
  const used = [...new Set([...hosts, ...known.podSubnets])];
  const overlapping = used
    .filter(({ cidr }) => overlaps(cidr, CCI_SERVICE_CIDR))
    .map(({ name, id, cidr }) =>
      symptom(
        'cidr-overlap',
        { subnet_name: name, subnet_id: id, cidr, reserved: CCI_SERVICE_CIDR },
        { evidence: [{ kind: 'subnet', subnet: name, field: 'cidr', value: cidr }] },
      ),
    );
  const few = known.podSubnets.flatMap(({ name, id, availableAddresses: available }) =>
    available !== null && available < FEW_ADDRESSES ? { name, id, available } : [],
  );
  const said = [events, workloadEvents]
    .flatMap((reading) => (reading?.ok ? reading.value : []))
    .find(({ message, object }) => object.kind === 'Pod' && FULL.test(message));
  if (few.length === 0 && !said) return overlapping;
  const subnets =
    few.length > 0 ? few : known.podSubnets.map(({ name, id, availableAddresses }) => ({ name, id, available: availableAddresses ?? 0 }));
  const evidence: readonly (Evidence | null)[] = [
    ...few.map(
      ({ name, available }): Evidence => ({
        kind: 'subnet',
        subnet: name,
        field: 'available_ip_address_count',
        value: String(available),
      }),
    ),
    said ? { kind: 'event', object: `${said.object.kind}/${said.object.name}`, message: said.message } : null,
  ];
  const isFull = said !== undefined || few.some(({ available }) => available === 0);
  return [...overlapping, symptom('subnet-ip-exhausted', { subnets }, { severity: isFull ? 'critical' : 'warning', evidence })];
}
