import type { Choice, Context } from '../../core/action.ts';

/** The subnets of the cluster's VPC, by the id that the VPC calls theirs. */
export async function subnetChoices({ ports, target, signal }: Context): Promise<readonly Choice[]> {
  const { vpcId } = await ports.clusters.show(target.clusterId, signal);
  if (vpcId === null) return [];
  const subnets = await ports.subnets.list(vpcId, signal);
  return subnets.map(({ id, name, cidr }) => ({ value: id, label: `${name} (${cidr})` }));
}
