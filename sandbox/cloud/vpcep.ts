import type { EndpointState, World } from '../world.ts';
import { errorAnswer } from './errors.ts';
import { type Operation, ok, wholeNumber } from './operation.ts';

/** The members of a policy statement are capitalised on the wire. */
const policyWire = (endpoint: EndpointState) =>
  endpoint.policy?.map(({ effect, actions, resources }) => ({ Effect: effect, Action: actions, Resource: resources }));

const endpointWire = (world: World, endpoint: EndpointState, projectId: string) => ({
  id: endpoint.id,
  service_type: endpoint.serviceType,
  status: endpoint.status,
  active_status: [endpoint.frozen ? 'frozen' : 'active'],
  endpoint_service_name: endpoint.serviceName,
  marker_id: 302_101_001 + world.endpoints.indexOf(endpoint),
  endpoint_service_id: world.services.find((service) => service.name === endpoint.serviceName)?.id ?? '',
  enable_dns: endpoint.dnsEnabled,
  vpc_id: endpoint.vpcId,
  created_at: '2026-11-20T02:31:07Z',
  updated_at: '2026-11-20T02:32:41Z',
  project_id: projectId,
  tags: [],
  description: endpoint.description,
  specification_name: 'default',
  ...(endpoint.ip === null ? {} : { ip: endpoint.ip }),
  ...(endpoint.serviceType.endsWith('gateway')
    ? { routetables: endpoint.routeTableIds }
    : {
        dns_names: [endpoint.serviceName.replace(/^com\.myhuaweicloud\.([^.]+)\.(.+)$/, '$2.$1.myhuaweicloud.com')],
        subnet_id: endpoint.subnetId,
        whitelist: [],
        enable_whitelist: false,
      }),
  ...(endpoint.error === null ? {} : { error: [{ error_code: endpoint.error.code, error_message: endpoint.error.message }] }),
});

/** The endpoints of a project: those in its VPCs. */
const endpointsOf = (world: World, projectId: string): EndpointState[] => {
  const vpcs = new Set(world.vpcs.filter((vpc) => vpc.projectId === projectId).map((vpc) => vpc.id));
  return world.endpoints.filter((endpoint) => vpcs.has(endpoint.vpcId));
};

export const vpcepOperations: readonly Operation[] = [
  {
    service: 'VPCEP',
    name: 'ListEndpoints',
    method: 'GET',
    path: '/v1/{project_id}/vpc-endpoints',
    iamAction: 'vpcep:endpoints:list',
    answer({ query, projectId }, { world }) {
      const limit = wholeNumber(query, 'limit', { fallback: 10, min: 0, max: 1_000 });
      const offset = wholeNumber(query, 'offset', { fallback: 0, min: 0, max: Number.MAX_SAFE_INTEGER });
      if (limit === null || offset === null) return errorAnswer('VPCEP', 400, { code: 'EndPoint.0006', message: 'Invalid limit.' });
      // The service name is a fuzzy filter: `...swr` also finds `...swr-api`.
      const name = query.get('endpoint_service_name')?.toLowerCase();
      const found = endpointsOf(world, projectId)
        .filter((endpoint) => (query.get('vpc_id') ?? endpoint.vpcId) === endpoint.vpcId)
        .filter((endpoint) => (query.get('id') ?? endpoint.id) === endpoint.id)
        .filter((endpoint) => name === undefined || endpoint.serviceName.toLowerCase().includes(name));
      return ok({
        endpoints: found.slice(offset, offset + limit).map((endpoint) => {
          const wire = endpointWire(world, endpoint, projectId);
          const policy = endpoint.policyInDetailOnly ? undefined : policyWire(endpoint);
          return policy === undefined ? wire : { ...wire, policy_statement: policy };
        }),
        total_count: found.length,
      });
    },
  },
  {
    service: 'VPCEP',
    name: 'ListEndpointInfoDetails',
    method: 'GET',
    path: '/v1/{project_id}/vpc-endpoints/{vpc_endpoint_id}',
    iamAction: 'vpcep:endpoints:get',
    answer({ params, projectId }, { world }) {
      const endpoint = endpointsOf(world, projectId).find((each) => each.id === params.vpc_endpoint_id);
      if (!endpoint) return errorAnswer('VPCEP', 404);
      const policy = policyWire(endpoint);
      return ok({
        ...endpointWire(world, endpoint, projectId),
        ...(policy === undefined ? {} : { policy_statement: policy }),
        enable_status: endpoint.enabled ? 'enable' : 'disable',
      });
    },
  },
];
