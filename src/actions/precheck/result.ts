import type { Outcome } from '../../core/action.ts';
import type { EndpointPurpose, Finding } from '../../core/finding.ts';
import type { Addon, AddonVersion, Cluster } from '../../ports/cloud.ts';
import type { CapacityResult } from '../capacity.ts';
import { clusterNotFound, isNotFound, type Reading, type Unreadable } from '../sources.ts';
import { type AddonRow, judgeAddon, judgeArm, rowOf } from './addon.ts';
import { offeredTo } from './addon-versions.ts';
import { type EndpointRow, type EndpointVerdict, judgeEndpoints } from './endpoints.ts';
import { type Known, know, podSubnetIdsOf, type Subject, type VpcReadings } from './known.ts';
import { issue, type Judgement, join, judgeCluster, NOTHING, warning } from './network.ts';
import { judgeEndpointAddresses, judgeSubnets } from './subnets.ts';

/** Contract, section 5. What a source did not tell is null, and an issue or a warning says why. */
export interface PrecheckResult extends Outcome {
  /** Null only when the cluster could not be read. */
  readonly network: {
    readonly cluster_name: string;
    readonly category: string | null;
    readonly container_network_mode: string;
    readonly vpc_id: string | null;
    readonly host_vpc_subnet_id: string | null;
    /** The first of the pod subnets; all of them are checked. */
    readonly cci_neutron_subnet_id: string | null;
    readonly version: string;
    readonly phase: string;
  } | null;
  readonly subnet_roles: { readonly cci_subnet_id: string | null; readonly vpcep_subnet_id: string | null };
  /** Null: not installed, or not readable (then an issue says so). */
  readonly virtual_kubelet: AddonRow | null;
  readonly node_check: CapacityResult | null;
  readonly vpcep: { readonly endpoints: readonly EndpointRow[] | null; readonly missing: readonly EndpointPurpose[] | null };
  readonly issues: readonly Finding[];
  readonly warnings: readonly Finding[];
}

export interface Readings {
  readonly cluster: Reading<Cluster>;
  /** Null inside: not installed. */
  readonly addon: Reading<Addon | null>;
  readonly capacity: Reading<CapacityResult>;
  /** Null: not asked, because the cluster or its VPC is not known. */
  readonly vpc: VpcReadings | null;
  /** The add-on versions that are offered; null: not asked, because nothing depends on it. */
  readonly versions: Reading<readonly AddonVersion[]> | null;
}

/** Whether pods may land on Arm: all nodes are (CCE API: `spec.type`), or some. Nodes that could not be read are not guessed. */
export const hasArm = (cluster: Cluster, capacity: Reading<CapacityResult>): boolean =>
  cluster.type === 'ARM64' || (capacity.ok && capacity.value.arm_node_count > 0);

const failures = (...readings: readonly (Reading<unknown> | null | undefined)[]): readonly Unreadable[] =>
  readings.flatMap((reading) => (reading && !reading.ok ? reading.finding : []));

/** A cluster that does not exist explains why nothing else about it does: that is said once. */
const judgeSources = ({ target }: Subject, { cluster, addon, capacity, vpc, versions }: Readings): Judgement => {
  const gone = isNotFound(cluster);
  const own = <T>(reading: Reading<T>): Reading<T> | null => (gone && isNotFound(reading) ? null : reading);
  const missing = clusterNotFound(target);
  return {
    issues: [...(gone ? [missing] : failures(cluster)), ...failures(own(addon), vpc?.subnets, vpc?.endpoints)],
    warnings: failures(own(capacity), vpc?.routeTables, versions),
  };
};

const judgeArmNodes = (cluster: Cluster, { addon, capacity, versions }: Readings): Judgement => {
  if (!hasArm(cluster, capacity) || !addon.ok) return NOTHING;
  const nodes = capacity.ok ? capacity.value.arm_node_count : null;
  if (addon.value) return judgeArm(addon.value.version, nodes);
  return versions?.ok ? judgeArm(offeredTo(cluster, versions.value)[0] ?? null, nodes) : NOTHING;
};

const judgeInVpc = (
  subject: Subject,
  known: Known,
  cluster: Cluster,
  vpc: VpcReadings,
  endpointSubnetId: string | null,
): Judgement & Partial<EndpointVerdict> => {
  const { index, addonSubnetIds, rules } = known;
  const endpoints = vpc.endpoints.ok ? judgeEndpoints(vpc.endpoints.value, rules, vpc.unread) : null;
  const use = {
    vpcId: rules.vpcId,
    hostSubnetId: cluster.hostSubnetId,
    endpointSubnetId,
    podSubnetIds: podSubnetIdsOf(subject, cluster),
    addonSubnetIds,
  };
  const toMake = (endpoints?.missing ?? []).filter((purpose) => purpose !== 'obs').length;
  const subnets = index ? join(judgeSubnets(index, use), judgeEndpointAddresses(index, endpointSubnetId, toMake)) : NOTHING;
  return { ...endpoints, ...join(subnets, endpoints ?? NOTHING) };
};

const unique = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((found) => [JSON.stringify(found), found])).values(),
];

/** What follows from the readings; null where the cluster or its VPC is not known. */
export const knownFrom = (subject: Subject, { cluster, addon, vpc }: Readings): Known | null =>
  cluster.ok && vpc ? know(subject, cluster.value, addon.ok ? addon.value : null, vpc) : null;

/** The verdict on everything that was read: pure, so that a plan can ask for it again. */
export function judge(subject: Subject, readings: Readings): PrecheckResult {
  const cluster = readings.cluster.ok ? readings.cluster.value : null;
  const addon = readings.addon.ok ? readings.addon.value : null;
  const { vpc } = readings;
  const known = knownFrom(subject, readings);
  const endpointSubnetId = subject.endpointSubnetId ?? cluster?.hostSubnetId ?? null;
  const podSubnetId = subject.podSubnetId ?? cluster?.eniSubnetIds[0] ?? known?.podSubnets[0]?.neutronSubnetId ?? null;
  const inVpc = cluster && known && vpc ? judgeInVpc(subject, known, cluster, vpc, endpointSubnetId) : { ...NOTHING };
  const podSubnetIds = known?.podSubnets.map((subnet) => subnet.neutronSubnetId) ?? [];
  const verdict = join(
    judgeSources(subject, readings),
    cluster ? judgeCluster(cluster, subject) : NOTHING,
    addon ? judgeAddon(addon, { projectId: subject.target.projectId, index: known?.index ?? null, podSubnetIds }) : NOTHING,
    inVpc,
    cluster ? judgeArmNodes(cluster, readings) : NOTHING,
    readings.capacity.ok ? warning(...readings.capacity.value.warnings) : issue(),
  );
  const issues = unique(verdict.issues);
  return {
    success: issues.length === 0,
    network: cluster && {
      cluster_name: cluster.name,
      category: cluster.category,
      container_network_mode: cluster.networkMode,
      vpc_id: cluster.vpcId,
      host_vpc_subnet_id: cluster.hostSubnetId,
      cci_neutron_subnet_id: podSubnetId,
      version: cluster.version,
      phase: cluster.phase,
    },
    subnet_roles: { cci_subnet_id: podSubnetId, vpcep_subnet_id: endpointSubnetId },
    virtual_kubelet: addon && rowOf(addon),
    node_check: readings.capacity.ok ? readings.capacity.value : null,
    vpcep: { endpoints: inVpc.rows ?? null, missing: inVpc.missing ?? null },
    issues,
    warnings: unique(verdict.warnings),
  };
}
