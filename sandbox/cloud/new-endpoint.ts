import { randomUUID } from 'node:crypto';
import type { EndpointOutcome, EndpointServiceState, EndpointState, SubnetState, VpcState, World } from '../world.ts';

/** The body of CreateEndpoint, as far as the sandbox knows it. */
interface Asked {
  readonly endpoint_service_id?: unknown;
  readonly vpc_id?: unknown;
  readonly subnet_id?: unknown;
  readonly enable_dns?: unknown;
  readonly routetables?: unknown;
  readonly description?: unknown;
}

/** What a valid body asks for. */
interface Order {
  readonly service: EndpointServiceState;
  readonly vpc: VpcState;
  /** Null: a gateway. */
  readonly subnet: SubnetState | null;
  readonly dnsEnabled: boolean;
  readonly routeTableIds: string[];
  readonly description: string;
}

/**
 * Checks a body as the API does: a known service, a VPC of the project; for an interface a subnet of that VPC by its VPC subnet id (not its
 * neutron id), for a gateway route tables of that VPC, by default its default one. A text: what is wrong.
 */
export function orderOf(body: unknown, world: World, projectId: string): Order | string {
  const asked: Asked = typeof body === 'object' && body !== null ? body : {};
  const service = world.services.find((each) => each.id === asked.endpoint_service_id);
  if (!service) return 'endpoint_service_id';
  const vpc = world.vpcs.find((each) => each.projectId === projectId && each.id === asked.vpc_id);
  if (!vpc) return 'vpc_id';
  const { description = '', enable_dns = false } = asked;
  if (typeof description !== 'string' || description.length > 512 || /[<>]/.test(description)) return 'description';
  if (typeof enable_dns !== 'boolean') return 'enable_dns';
  if (service.type.endsWith('gateway')) {
    const routeTableIds = tablesIn(vpc, asked.routetables);
    return routeTableIds ? { service, vpc, subnet: null, dnsEnabled: false, routeTableIds, description } : 'routetables';
  }
  const subnet = vpc.subnets.find((each) => each.id === asked.subnet_id);
  return subnet ? { service, vpc, subnet, dnsEnabled: enable_dns, routeTableIds: [], description } : 'subnet_id';
}

function tablesIn(vpc: VpcState, asked: unknown): string[] | null {
  if (asked === undefined) return vpc.routeTables.filter((table) => table.isDefault).map((table) => table.id);
  if (!Array.isArray(asked) || asked.length === 0) return null;
  return asked.every((id) => vpc.routeTables.some((table) => table.id === id)) ? asked.map(String) : null;
}

/** Adds the endpoint, `creating`; a second one for the same service is made as readily as the first. `now`: milliseconds since the epoch. */
export function addEndpoint(world: World, order: Order, now: number): EndpointState {
  const { service, vpc, subnet, dnsEnabled, routeTableIds, description } = order;
  const endpoint: EndpointState = {
    id: randomUUID(),
    serviceName: service.name,
    serviceType: service.type,
    status: 'creating',
    frozen: false,
    enabled: true,
    dnsEnabled,
    vpcId: vpc.id,
    subnetId: subnet?.id ?? null,
    ip: null,
    routeTableIds,
    policy: service.policyEnabled ? [{ effect: 'Allow', actions: ['obs:*:*'], resources: ['obs:*:*:*:*/*', 'obs:*:*:*:*'] }] : null,
    policyInDetailOnly: false,
    description,
    createdAt: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    error: null,
    coming: lifeAfter(service.outcome ?? { kind: 'accepted' }, now + world.settleMs, subnet && addressIn(world, subnet)),
  };
  if (subnet?.availableAddresses) subnet.availableAddresses -= 1;
  world.endpoints.push(endpoint);
  return endpoint;
}

function lifeAfter(outcome: EndpointOutcome, at: number, ip: string | null): NonNullable<EndpointState['coming']> {
  const accepted = { status: 'accepted', ip };
  switch (outcome.kind) {
    case 'accepted':
      return [{ at, change: accepted }];
    case 'frozen':
      return [{ at, change: { ...accepted, frozen: true } }];
    case 'rejected':
      return [{ at, change: { status: 'rejected' } }];
    case 'failed':
      return [{ at, change: { status: 'failed', error: outcome.error } }];
    case 'pendingAcceptance': {
      const pending = { at, change: { status: 'pendingAcceptance' } };
      return outcome.forMs === null ? [pending] : [pending, { at: at + outcome.forMs, change: accepted }];
    }
  }
}

/** The first address of the subnet that no endpoint has or is about to have. */
function addressIn(world: World, { cidr }: SubnetState): string {
  const net = cidr.replace(/\d+\/\d+$/, '');
  const taken = new Set(world.endpoints.flatMap(({ ip, coming = [] }) => [ip, ...coming.map(({ change }) => change.ip)]));
  let last = 2;
  while (taken.has(`${net}${last}`)) last += 1;
  return `${net}${last}`;
}

/** Carries out what has come due of every endpoint. */
export function settle(world: World, now: number): void {
  for (const endpoint of world.endpoints) {
    for (const { change } of endpoint.coming?.filter(({ at }) => at <= now) ?? []) Object.assign(endpoint, change);
    if (endpoint.coming) endpoint.coming = endpoint.coming.filter(({ at }) => at > now);
  }
}
