import { z } from 'zod';
import { ODD } from '../../core/oddity.ts';
import type { Endpoint, EndpointService, Endpoints, NewEndpoint, PolicyStatement } from '../../ports/cloud.ts';
import type { Caller } from './caller.ts';
import { allByOffset, PAGE_SIZE } from './pages.ts';
import { badIdentifier, unreadable } from './refusal.ts';
import {
  CreateEndpointRequest,
  CreateEndpointRequestBody,
  ListEndpointInfoDetailsRequest,
  ListEndpointsRequest,
  ListServiceDescribeDetailsRequest,
  VpcepClient,
} from './vpcep-client.ts';
import { listOf, textOrEmpty, textOrNull } from './wire.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).nullish();

/** Capitalised on the wire (VPCEP API, PolicyStatement); other clients of it write them small. */
const statement = z
  .object({ Effect: z.string().nullish(), effect: z.string().nullish() })
  .extend({ Action: oneOrMore, action: oneOrMore, Resource: oneOrMore, resource: oneOrMore })
  .transform(
    (wire): PolicyStatement => ({
      effect: wire.Effect ?? wire.effect ?? '',
      actions: [wire.Action ?? wire.action ?? []].flat(),
      resources: [wire.Resource ?? wire.resource ?? []].flat(),
    }),
  );

/** `error_message` in lists (VPCEP API); the other name is what the rest of the API uses. */
const failure = z
  .object({ error_code: textOrEmpty, error_message: textOrNull, error_msg: textOrNull })
  .transform((wire) => [wire.error_code, wire.error_message ?? wire.error_msg ?? ''].filter((part) => part !== '').join(': '));

/** VPCEP API v1, ListEndpoints and ListEndpointInfoDetails. The first may leave `enable_status` and the policy out. */
const endpoint = z
  .object({
    id: z.string(),
    endpoint_service_name: z.string(),
    service_type: z.string(),
    status: z.string(),
    active_status: z.union([z.string(), z.array(z.string())]).nullish(),
    enable_status: textOrNull,
    vpc_id: z.string(),
    subnet_id: textOrNull,
    ip: textOrNull,
    enable_dns: z.boolean().nullish(),
    routetables: listOf(z.string()),
    policy_statement: z.array(statement).nullish(),
    description: textOrEmpty,
    created_at: textOrNull,
    // An array in lists, one object in details.
    error: z.union([z.array(failure), failure.transform((one) => [one])]).nullish(),
  })
  .transform(
    (wire): Endpoint => ({
      id: wire.id,
      serviceName: wire.endpoint_service_name,
      serviceType: wire.service_type,
      status: wire.status,
      frozen: [wire.active_status ?? []].flat().includes('frozen'),
      enabled: wire.enable_status === 'enable' ? true : wire.enable_status === 'disable' ? false : null,
      vpcId: wire.vpc_id,
      subnetId: wire.subnet_id,
      ip: wire.ip,
      dnsEnabled: wire.enable_dns ?? false,
      routeTableIds: wire.routetables,
      policy: wire.policy_statement ?? null,
      description: wire.description,
      createdAt: wire.created_at,
      error: (wire.error ?? []).filter((text) => text !== '').join('; '),
    }),
  );

const endpoints = z.object({ endpoints: z.array(endpoint), total_count: z.number().int().nonnegative().nullish() });

/** VPCEP API v1, ListServiceDescribeDetails. */
const service = z
  .object({ id: z.string(), service_name: z.string(), service_type: z.string(), is_charge: z.boolean().nullish() })
  .transform(
    (wire): EndpointService => ({
      id: wire.id,
      name: wire.service_name,
      type: wire.service_type,
      charged: wire.is_charge ?? null,
    }),
  );

/** VPCEP API v1, CreateEndpoint: an interface endpoint has a subnet and a private domain name, a gateway has route tables. */
const bodyOf = ({ serviceId, vpcId, subnetId, dnsEnabled, routeTableIds, description }: NewEndpoint): CreateEndpointRequestBody => {
  const body = new CreateEndpointRequestBody(serviceId, vpcId);
  if (subnetId === null) body.withRoutetables(routeTableIds);
  else body.withSubnetId(subnetId).withEnableDns(dnsEnabled);
  return body.withDescription(description);
};

export const vpcEndpoints = (caller: Caller, projectId: string): Endpoints => ({
  async list(vpcId, signal) {
    const found = await allByOffset(async (offset) => {
      const request = new ListEndpointsRequest().withVpcId(vpcId).withLimit(PAGE_SIZE).withOffset(offset);
      const page = await caller.call(
        {
          operation: 'ListEndpoints',
          projectId,
          ids: { vpc_id: vpcId },
          request: (client) => new VpcepClient(client).listEndpoints(request),
          shape: endpoints,
        },
        signal,
      );
      return { items: page.endpoints, total: page.total_count ?? null };
    });
    return found.filter((item) => item.vpcId === vpcId);
  },

  show: (endpointId, signal) =>
    caller.call(
      {
        operation: 'ListEndpointInfoDetails',
        projectId,
        ids: { vpc_endpoint_id: endpointId },
        request: (client) => new VpcepClient(client).listEndpointInfoDetails(new ListEndpointInfoDetailsRequest(endpointId)),
        shape: endpoint,
      },
      signal,
    ),

  async describeService(name, signal) {
    const operation = 'ListServiceDescribeDetails';
    if (!/^[\w.-]+$/.test(name)) throw badIdentifier(operation, 'endpoint_service_name');
    const request = new ListServiceDescribeDetailsRequest().withEndpointServiceName(name);
    const described = await caller.call(
      {
        operation,
        projectId,
        ids: {},
        request: (client) => new VpcepClient(client).listServiceDescribeDetails(request),
        shape: service,
      },
      signal,
    );
    // An endpoint of a service by another name would never be found again.
    if (described.name !== name) throw unreadable(operation, ODD.otherService, null);
    return described;
  },

  async create(endpoint, signal) {
    await caller.write(
      {
        operation: 'CreateEndpoint',
        projectId,
        ids: {},
        request: (client) => new VpcepClient(client).createEndpoint(new CreateEndpointRequest().withBody(bodyOf(endpoint))),
        shape: z.object({ id: z.string() }),
      },
      signal,
    );
  },
});
