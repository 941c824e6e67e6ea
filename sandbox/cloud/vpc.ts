import type { RouteTableState, SubnetState, VpcState } from '../world.ts';
import { errorAnswer } from './errors.ts';
import { afterMarker, type CloudRequest, type Operation, ok, wholeNumber } from './operation.ts';
import type { Answer } from './traffic.ts';

const subnetWire = (vpc: VpcState, subnet: SubnetState) => ({
  id: subnet.id,
  name: subnet.name,
  description: '',
  cidr: subnet.cidr,
  dnsList: subnet.dnsServers,
  status: subnet.status,
  vpc_id: vpc.id,
  ipv6_enable: false,
  gateway_ip: subnet.cidr.replace(/\d+\/\d+$/, '1'),
  dhcp_enable: true,
  primary_dns: subnet.dnsServers[0] ?? '',
  secondary_dns: subnet.dnsServers[1] ?? '',
  availability_zone: 'cn-north-4a',
  neutron_network_id: subnet.id,
  neutron_subnet_id: subnet.neutronId,
  extra_dhcp_opts: [],
  scope: 'center',
  tenant_id: vpc.projectId,
  created_at: '2026-10-12T06:20:11Z',
  updated_at: '2026-10-12T06:20:11Z',
  enable_network_address_usage_metrics: false,
  ...(subnet.availableAddresses === null ? {} : { available_ip_address_count: subnet.availableAddresses }),
});

const routeTableWire = (vpc: VpcState, table: RouteTableState) => ({
  id: table.id,
  name: table.name,
  default: table.isDefault,
  subnets: table.subnetIds.map((id) => ({ id })),
  tenant_id: vpc.projectId,
  vpc_id: vpc.id,
  description: '',
  created_at: '2026-10-12T06:20:09',
  updated_at: '2026-10-12T06:20:09',
});

/** One page by `marker` and `limit` (0 to 2000, default 2000), under the list's key. */
function page(key: string, items: readonly { readonly id: string }[], { query }: CloudRequest): Answer {
  const limit = wholeNumber(query, 'limit', { fallback: 2_000, min: 0, max: 2_000 });
  if (limit === null) return errorAnswer('VPC', 400, { message: 'The value of limit is invalid.' });
  const found = afterMarker(items, (item) => item.id, query.get('marker'), limit);
  return found === null ? errorAnswer('VPC', 400, { message: 'The value of marker is invalid.' }) : ok({ [key]: found });
}

export const vpcOperations: readonly Operation[] = [
  {
    service: 'VPC',
    name: 'ListSubnets',
    method: 'GET',
    path: '/v1/{project_id}/subnets',
    iamAction: 'vpc:subnets:get',
    answer(request, { world }) {
      const vpcId = request.query.get('vpc_id');
      const subnets = world.vpcs
        .filter((vpc) => vpc.projectId === request.projectId && (vpcId === null || vpc.id === vpcId))
        .flatMap((vpc) => vpc.subnets.map((subnet) => subnetWire(vpc, subnet)));
      return page('subnets', subnets, request);
    },
  },
  {
    service: 'VPC',
    name: 'ShowSubnet',
    method: 'GET',
    path: '/v1/{project_id}/subnets/{subnet_id}',
    iamAction: 'vpc:subnets:get',
    answer({ projectId, params }, { world }) {
      for (const vpc of world.vpcs.filter((each) => each.projectId === projectId)) {
        const subnet = vpc.subnets.find((each) => each.id === params.subnet_id);
        if (subnet) return ok({ subnet: subnetWire(vpc, subnet) });
      }
      return errorAnswer('VPC', 404, { message: `Subnet ${params.subnet_id} could not be found.` });
    },
  },
  {
    service: 'VPC',
    name: 'ListRouteTables',
    method: 'GET',
    path: '/v1/{project_id}/routetables',
    iamAction: 'vpc:routeTables:list',
    answer(request, { world }) {
      const { query } = request;
      const tables = world.vpcs
        .filter((vpc) => vpc.projectId === request.projectId && (query.get('vpc_id') ?? vpc.id) === vpc.id)
        .flatMap((vpc) => vpc.routeTables.map((table) => routeTableWire(vpc, table)))
        .filter((table) => (query.get('id') ?? table.id) === table.id)
        .filter((table) => query.get('subnet_id') === null || table.subnets.some((subnet) => subnet.id === query.get('subnet_id')));
      return page('routetables', tables, request);
    },
  },
];
