import type { Context } from '../../core/action.ts';
import type { ClusterSettings, Target } from '../../core/target.ts';
import type { Addon, Cluster, Endpoint, RouteTable, Subnet } from '../../ports/cloud.ts';
import type { Reading, Unreadable } from '../sources.ts';
import { subnetFields } from './addon-values.ts';
import { routeTablesOf } from './endpoints.ts';
import type { EndpointRules } from './standing.ts';
import { indexSubnets, resolve, type SubnetIndex } from './subnets.ts';

/** Whose cluster it is, what its configuration says, and where interface endpoints go if someone said so. */
export interface Subject {
  readonly target: Target & { readonly projectId: string };
  readonly settings: ClusterSettings;
  /** VPC subnet id: the parameter, else the configuration; null: the cluster's host subnet. */
  readonly endpointSubnetId: string | null;
  /** The parameter, else the configuration; null: nobody was told one. */
  readonly obsServiceName: string | null;
  /** The pod subnet that was given, a neutron id; null: the cluster's own. */
  readonly podSubnetId: string | null;
}

/** Whom a command is about, by its parameters first and the configuration second. */
export const subjectOf = (
  { target, settings }: Pick<Context, 'target' | 'settings'>,
  given: {
    readonly vpcep_subnet_id?: string | undefined;
    readonly obs_endpoint_service_name?: string | undefined;
    readonly cci_subnet_id?: string | undefined;
  },
): Subject => ({
  target,
  settings,
  endpointSubnetId: given.vpcep_subnet_id ?? settings.vpcepSubnetId,
  obsServiceName: given.obs_endpoint_service_name ?? settings.obsEndpointServiceName,
  podSubnetId: given.cci_subnet_id ?? null,
});

/** Neutron ids of the subnets that pods are to get their addresses from: the given one, and all of the cluster's own. */
export const podSubnetIdsOf = ({ podSubnetId }: Pick<Subject, 'podSubnetId'>, { eniSubnetIds }: Cluster): readonly string[] =>
  podSubnetId === null ? eniSubnetIds : [podSubnetId, ...eniSubnetIds.filter((id) => id.toLowerCase() !== podSubnetId)];

/** What the VPC's own lists said. */
export interface VpcReadings {
  readonly vpcId: string;
  readonly subnets: Reading<readonly Subnet[]>;
  readonly routeTables: Reading<readonly RouteTable[]>;
  /** With the details of those gateways whose policy decides. */
  readonly endpoints: Reading<readonly Endpoint[]>;
  /** Gateways whose details could not be had. */
  readonly unread: readonly Unreadable[];
}

/** What follows from the readings and every judgement needs. */
export interface Known {
  /** Null: the subnets could not be read. */
  readonly index: SubnetIndex | null;
  /** Neutron ids of the subnets the installed add-on puts pods into. */
  readonly addonSubnetIds: readonly string[];
  /** All subnets that pods get their addresses from: the cluster's and the add-on's. */
  readonly podSubnets: readonly Subnet[];
  readonly rules: EndpointRules;
}

export function know(
  subject: Pick<Subject, 'target' | 'obsServiceName' | 'podSubnetId'>,
  cluster: Cluster,
  addon: Addon | null,
  vpc: Pick<VpcReadings, 'vpcId' | 'subnets' | 'routeTables'>,
): Known {
  const { target, obsServiceName } = subject;
  const { vpcId } = vpc;
  const index = vpc.subnets.ok ? indexSubnets(vpc.subnets.value, vpcId) : null;
  const addonSubnetIds = addon ? subnetFields(addon).map(({ value }) => value) : [];
  const podSubnets = index ? resolve(index, 'cci_subnet_id', [...podSubnetIdsOf(subject, cluster), ...addonSubnetIds]) : [];
  const podRouteTableIds = vpc.routeTables.ok ? routeTablesOf(podSubnets, vpc.routeTables.value) : [];
  return { index, addonSubnetIds, podSubnets, rules: { region: target.region, vpcId, obsServiceName, podRouteTableIds } };
}
