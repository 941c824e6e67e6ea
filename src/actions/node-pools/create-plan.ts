import type { Context } from '../../core/action.ts';
import { type Finding, finding } from '../../core/finding.ts';
import type { Blocked, Plan } from '../../core/plan.ts';
import type { Subnet } from '../../ports/cloud.ts';
import type { NewNodePool, NodePool } from '../../ports/node-pools.ts';
import type { Judgement } from '../precheck/network.ts';
import { indexSubnets, judgeNodeSubnet } from '../precheck/subnets.ts';
import type { Reading } from '../sources.ts';
import { differencesTo, sameObstacles, unprovenInTurbo, unusedValues } from './compare.ts';
import type { CreateParams } from './create-parameters.ts';
import { createStep, unchangedStep } from './create-step.ts';
import { clusterProblems, type PoolReadings } from './read.ts';

/** What the read found. `subnets`: of the cluster's VPC; null: not asked, because the VPC is not known. */
export interface CreateState extends PoolReadings {
  readonly name: string;
  readonly subnets: Reading<readonly Subnet[]> | null;
}

interface Place extends Judgement {
  readonly subnetId: string;
}

/** The node subnet, and what is wrong with it. One that was given is looked up; the cluster's own is right even if nothing can be read. */
function placeOf({ cluster, subnets }: CreateState, given: string | undefined, nodeCount: number): Place {
  const { id = '', vpcId = null, hostSubnetId = null } = cluster.ok ? cluster.value : {};
  const subnetId = given ?? hostSubnetId ?? '';
  if (vpcId === null || !subnets) return { subnetId, issues: [finding('vpc_unresolved', { cluster_id: id })], warnings: [] };
  if (subnets.ok) return { subnetId, ...judgeNodeSubnet(indexSubnets(subnets.value, vpcId), vpcId, subnetId, nodeCount) };
  const unread = [subnets.finding];
  return subnetId === hostSubnetId ? { subnetId, issues: [], warnings: unread } : { subnetId, issues: unread, warnings: [] };
}

const wantedBy = (params: CreateParams, sshKey: string | null, subnetId: string): NewNodePool => ({
  name: params.nodepool_name,
  flavor: params.flavor,
  availabilityZone: params.availability_zone,
  os: params.os,
  sshKey: sshKey ?? '',
  subnetId,
  rootVolume: { type: params.root_volume_type, sizeGiB: params.root_volume_size },
  dataVolume: { type: params.data_volume_type, sizeGiB: params.data_volume_size },
  nodeCount: params.node_count,
});

const warningsFor = (wanted: NewNodePool, pools: readonly NodePool[], networkMode: string): readonly Finding[] => {
  const others = pools.filter(({ isDefault }) => !isDefault);
  return [unusedValues(wanted, others), unprovenInTurbo(wanted, networkMode, others), ...sameObstacles(wanted, others)].filter(
    (each) => each !== null,
  );
};

/**
 * One step: a node pool of that name is made. A name that is taken blocks, whoever took it; only while an approved plan is applied, a pool
 * that is like the wanted one in all that is compared is the one. All that is in the way is said at once.
 */
export function planCreate(
  params: CreateParams,
  state: CreateState,
  context: Pick<Context, 'target' | 'settings'> & { readonly applying?: boolean },
): Plan | Blocked {
  const problems = clusterProblems(state, context);
  const { cluster, pools } = state;
  if (!cluster.ok || !pools.ok) return { issues: problems, warnings: [] };

  const sshKey = params.ssh_key ?? context.settings.sshKey;
  const place = placeOf(state, params.subnet_id, params.node_count);
  const wanted = wantedBy(params, sshKey, place.subnetId);
  const { name } = wanted;
  const namesake = pools.value.find((pool) => pool.name === name);
  const different = namesake ? differencesTo(wanted, namesake) : [];
  const adopted = context.applying === true && different.length === 0 ? namesake : undefined;

  const issues = [
    ...problems,
    ...(namesake && !adopted ? [finding('nodepool_name_taken', { name, id: namesake.id, different })] : []),
    ...(sshKey === null ? [finding('ssh_key_required', { name })] : []),
    ...place.issues,
  ];
  const warnings = [...place.warnings, ...warningsFor(wanted, pools.value, cluster.value.networkMode)];
  if (issues.length > 0) return { issues, warnings };
  return {
    resolved: { ...params, ssh_key: wanted.sshKey, subnet_id: wanted.subnetId },
    steps: [adopted ? unchangedStep(adopted) : createStep(wanted)],
    cost: [{ step: 'nodepool', charged: true, unit: 'node', amount: { count: wanted.nodeCount, of: wanted.flavor } }],
    warnings,
  };
}
