import type { Choice, Context } from '../../core/action.ts';
import type { Subnet } from '../../ports/cloud.ts';

/** The subnets of the cluster's VPC, by one of the two ids that each has. */
const choicesBy =
  (idOf: (subnet: Subnet) => string) =>
  async ({ ports, target, signal }: Context): Promise<readonly Choice[]> => {
    const { vpcId } = await ports.clusters.show(target.clusterId, signal);
    if (vpcId === null) return [];
    const subnets = await ports.subnets.list(vpcId, signal);
    return subnets.map((subnet) => ({ value: idOf(subnet), label: `${subnet.name} (${subnet.cidr})` }));
  };

/** By the VPC subnet id. */
export const subnetChoices = choicesBy(({ id }) => id);
/** By the IPv4 subnet id: where pods get their addresses from. */
export const podSubnetChoices = choicesBy(({ neutronSubnetId }) => neutronSubnetId);
