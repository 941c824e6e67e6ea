import { finding, type SubnetRole } from '../../core/finding.ts';
import type { Subnet } from '../../ports/cloud.ts';
import { CCI_SERVICE_CIDR, overlaps } from './cidr.ts';
import { issue, type Judgement, join, NOTHING, warning } from './network.ts';

/**
 * A pod subnet with fewer free addresses is worth a warning: every CCI pod takes one, and a first burst with its retries and rolling
 * updates easily takes some tens. Below it, a burst may stop half way.
 */
const FEW_POD_ADDRESSES = 32;

/** The subnets of one VPC under their two ids, which look alike and are often taken for each other. */
export interface SubnetIndex {
  readonly byId: ReadonlyMap<string, Subnet>;
  /** By "IPv4 subnet id". */
  readonly byNeutron: ReadonlyMap<string, Subnet>;
}

export const indexSubnets = (subnets: readonly Subnet[], vpcId: string): SubnetIndex => {
  const here = subnets.filter((subnet) => subnet.vpcId === vpcId);
  return {
    byId: new Map(here.map((subnet) => [subnet.id.toLowerCase(), subnet])),
    byNeutron: new Map(here.map((subnet) => [subnet.neutronSubnetId.toLowerCase(), subnet])),
  };
};

/** What an id turned out to be. `swapped`: the other id of that very subnet. */
type Lookup =
  | { readonly verdict: 'ok'; readonly subnet: Subnet }
  | { readonly verdict: 'swapped'; readonly subnet: Subnet; readonly expected: string }
  | { readonly verdict: 'unknown'; readonly subnet: null };

/** A lookup, not a guess: both ids of every subnet of the VPC are known. */
export const lookUp = (index: SubnetIndex, role: SubnetRole, value: string): Lookup => {
  const key = value.trim().toLowerCase();
  const [byId, byNeutron] = [index.byId.get(key), index.byNeutron.get(key)];
  const [right, wrong] = role === 'cci_subnet_id' ? [byNeutron, byId] : [byId, byNeutron];
  if (right) return { verdict: 'ok', subnet: right };
  if (!wrong) return { verdict: 'unknown', subnet: null };
  return { verdict: 'swapped', subnet: wrong, expected: role === 'cci_subnet_id' ? wrong.neutronSubnetId : wrong.id };
};

const judgeRole = (index: SubnetIndex, vpcId: string, parameter: SubnetRole, value: string): Judgement => {
  const found = lookUp(index, parameter, value);
  if (found.verdict === 'ok') return NOTHING;
  if (found.verdict === 'unknown') return issue(finding('subnet_unknown', { parameter, value, vpc_id: vpcId }));
  return issue(finding('subnet_swapped', { parameter, value, expected: found.expected, subnet_name: found.subnet.name }));
};

/** The subnets behind some ids of one role, whichever of their ids was given; what is not in the VPC is left out. */
export const resolve = (index: SubnetIndex, role: SubnetRole, values: readonly string[]): readonly Subnet[] => [
  ...new Set(values.flatMap((value) => lookUp(index, role, value).subnet ?? [])),
];

const few = (subnet: Subnet, needed: number): Judgement => {
  const available = subnet.availableAddresses;
  if (available === null || available >= needed) return NOTHING;
  return warning(finding('few_addresses', { subnet_name: subnet.name, subnet_id: subnet.id, available }));
};

export interface SubnetUse {
  readonly vpcId: string;
  readonly hostSubnetId: string | null;
  /** Where interface endpoints go; null: nobody said, and the cluster has no host subnet. */
  readonly endpointSubnetId: string | null;
  /** The cluster's own pod subnets (neutron ids), all of them. */
  readonly podSubnetIds: readonly string[];
  /** What the installed add-on names (neutron ids). It judges them itself; here they only count as used. */
  readonly addonSubnetIds: readonly string[];
}

export function judgeSubnets(index: SubnetIndex, use: SubnetUse): Judgement {
  const pods = resolve(index, 'cci_subnet_id', [...use.podSubnetIds, ...use.addonSubnetIds]);
  const others = [use.hostSubnetId, use.endpointSubnetId].filter((id) => id !== null);
  const used = new Set([...resolve(index, 'vpcep_subnet_id', others), ...pods]);
  const overlapping = [...used].filter((subnet) => overlaps(subnet.cidr, CCI_SERVICE_CIDR));
  return join(
    judgeRole(index, use.vpcId, 'vpcep_subnet_id', use.endpointSubnetId ?? ''),
    ...use.podSubnetIds.map((id) => judgeRole(index, use.vpcId, 'cci_subnet_id', id)),
    issue(
      ...overlapping.map(({ name, id, cidr }) =>
        finding('cidr_overlap', { subnet_name: name, subnet_id: id, cidr, reserved: CCI_SERVICE_CIDR }),
      ),
    ),
    ...pods.map((subnet) => few(subnet, FEW_POD_ADDRESSES)),
  );
}

/** Whether the endpoint subnet has an address for each interface endpoint that is yet to be made. */
export const judgeEndpointAddresses = (index: SubnetIndex, endpointSubnetId: string | null, toMake: number): Judgement =>
  join(...resolve(index, 'vpcep_subnet_id', endpointSubnetId === null ? [] : [endpointSubnetId]).map((subnet) => few(subnet, toMake)));

/** Where the nodes of a new pool go (a VPC subnet id), and whether it has an address for each of them. */
export const judgeNodeSubnet = (index: SubnetIndex, vpcId: string, subnetId: string, nodes: number): Judgement =>
  join(judgeRole(index, vpcId, 'subnet_id', subnetId), ...resolve(index, 'subnet_id', [subnetId]).map((subnet) => few(subnet, nodes)));
