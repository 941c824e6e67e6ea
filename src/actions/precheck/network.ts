import { type Finding, finding } from '../../core/finding.ts';
import type { ClusterSettings } from '../../core/target.ts';
import type { Cluster } from '../../ports/cloud.ts';

/** What precheck says: issues stop bursting, warnings do not. */
export interface Judgement {
  readonly issues: readonly Finding[];
  readonly warnings: readonly Finding[];
}

export const join = (...parts: readonly Judgement[]): Judgement => ({
  issues: parts.flatMap((part) => part.issues),
  warnings: parts.flatMap((part) => part.warnings),
});

export const issue = (...issues: readonly Finding[]): Judgement => ({ issues, warnings: [] });
export const warning = (...warnings: readonly Finding[]): Judgement => ({ issues: [], warnings });
export const NOTHING: Judgement = { issues: [], warnings: [] };

/** What decides about a cluster besides itself: its configuration, and the pod subnet that was given. */
interface Leave {
  readonly settings: ClusterSettings;
  readonly podSubnetId: string | null;
}

const judgeMode = ({ networkMode: mode, category, eniSubnetIds }: Cluster, { settings, podSubnetId }: Leave): Judgement => {
  if (mode === 'eni')
    return eniSubnetIds.length === 0 && podSubnetId === null ? issue(finding('cci_subnet_unresolved', { mode })) : NOTHING;
  if (mode === 'vpc-router' && settings.allowStandard) return warning(finding('standard_cluster', { mode }));
  return issue(finding('cluster_not_supported', { category, mode }));
};

/**
 * Whether this kind of cluster, as it is now, can burst at all. Turbo (`eni`) can; Standard with a VPC network only where the
 * configuration allows it, and then its pod subnet is not in the cluster but must be given to setup; a tunnel network never can.
 */
export const judgeCluster = (cluster: Cluster, leave: Leave): Judgement =>
  join(
    judgeMode(cluster, leave),
    cluster.phase === 'Available' ? NOTHING : issue(finding('cluster_not_available', { phase: cluster.phase })),
    cluster.vpcId === null ? issue(finding('vpc_unresolved', { cluster_id: cluster.id })) : NOTHING,
  );
