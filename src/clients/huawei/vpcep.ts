import { z } from 'zod';
import type { Endpoint, Endpoints, PolicyStatement } from '../../ports/cloud.ts';
import type { Caller } from './caller.ts';
import { allByOffset, PAGE_SIZE } from './pages.ts';
import { ListEndpointInfoDetailsRequest, ListEndpointsRequest, VpcepClient } from './vpcep-client.ts';
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
});
