import { ListRouteTablesRequest } from '@huaweicloud/huaweicloud-sdk-vpc/v2/model/ListRouteTablesRequest.js';
import { ListSubnetsRequest } from '@huaweicloud/huaweicloud-sdk-vpc/v2/model/ListSubnetsRequest.js';
import { VpcClient } from '@huaweicloud/huaweicloud-sdk-vpc/v2/VpcClient.js';
import { z } from 'zod';
import { ODD } from '../../core/oddity.ts';
import type { RouteTables, Subnet, Subnets } from '../../ports/cloud.ts';
import type { Caller } from './caller.ts';
import type { Operation } from './operations.ts';
import { allByMarker, PAGE_SIZE } from './pages.ts';
import { unreadable } from './refusal.ts';
import { listOf, textOrNull } from './wire.ts';

/** VPC API v1, ListSubnets. `dnsList` is the one camelCase name in it. */
const subnets = z.object({
  subnets: z.array(
    z.object({
      id: z.string(),
      neutron_subnet_id: z.string(),
      name: z.string(),
      vpc_id: z.string(),
      cidr: z.string(),
      status: z.string(),
      dnsList: z.array(z.string()).nullish(),
      primary_dns: textOrNull,
      secondary_dns: textOrNull,
      available_ip_address_count: z.number().nullish(),
    }),
  ),
});

/** VPC API v1, ListRouteTables. */
const routeTables = z.object({
  routetables: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      default: z.boolean(),
      vpc_id: z.string(),
      subnets: listOf(z.object({ id: z.string() })),
    }),
  ),
});

export const vpcSubnets = (caller: Caller, projectId: string): Subnets => ({
  async list(vpcId, signal) {
    const found = await allByMarker(async (marker) => {
      const request = new ListSubnetsRequest().withVpcId(vpcId).withLimit(PAGE_SIZE);
      if (marker !== null) request.withMarker(marker);
      const page = await caller.call(
        {
          operation: 'ListSubnets',
          projectId,
          ids: { vpc_id: vpcId, marker: marker ?? '-' },
          request: (client) => new VpcClient(client).listSubnets(request),
          shape: subnets,
        },
        signal,
      );
      return page.subnets;
    }, stuck('ListSubnets'));
    return found
      .filter((subnet) => subnet.vpc_id === vpcId)
      .map(
        (subnet): Subnet => ({
          id: subnet.id,
          neutronSubnetId: subnet.neutron_subnet_id,
          name: subnet.name,
          vpcId: subnet.vpc_id,
          cidr: subnet.cidr,
          status: subnet.status,
          dnsServers: subnet.dnsList ?? [subnet.primary_dns, subnet.secondary_dns].filter((server) => server !== null),
          availableAddresses: subnet.available_ip_address_count ?? null,
        }),
      );
  },
});

export const vpcRouteTables = (caller: Caller, projectId: string): RouteTables => ({
  async list(vpcId, signal) {
    const found = await allByMarker(async (marker) => {
      const request = new ListRouteTablesRequest().withVpcId(vpcId).withLimit(PAGE_SIZE);
      if (marker !== null) request.withMarker(marker);
      const page = await caller.call(
        {
          operation: 'ListRouteTables',
          projectId,
          ids: { vpc_id: vpcId, marker: marker ?? '-' },
          request: (client) => new VpcClient(client).listRouteTables(request),
          shape: routeTables,
        },
        signal,
      );
      return page.routetables;
    }, stuck('ListRouteTables'));
    return found
      .filter((table) => table.vpc_id === vpcId)
      .map((table) => ({
        id: table.id,
        name: table.name,
        isDefault: table.default,
        subnetIds: table.subnets.map((subnet) => subnet.id),
      }));
  },
});

const stuck = (operation: Operation) => () => unreadable(operation, ODD.marker, null);
