import type { EndpointState, World } from '../world.ts';
import { errorAnswer } from './errors.ts';
import { addEndpoint, orderOf, settle } from './new-endpoint.ts';
import { type Operation, ok, wholeNumber } from './operation.ts';
import { endpointWire, policyWire, serviceWire } from './vpcep-wire.ts';

/** The endpoints of a project, those in its VPCs, as they are by now. */
const endpointsOf = (world: World, projectId: string): EndpointState[] => {
  settle(world, Date.now());
  const vpcs = new Set(world.vpcs.filter((vpc) => vpc.projectId === projectId).map((vpc) => vpc.id));
  return world.endpoints.filter((endpoint) => vpcs.has(endpoint.vpcId));
};

const withPolicy = <T extends object>(wire: T, endpoint: EndpointState) => {
  const policy = policyWire(endpoint);
  return policy === undefined ? wire : { ...wire, policy_statement: policy };
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
          return endpoint.policyInDetailOnly ? wire : withPolicy(wire, endpoint);
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
      const wire = withPolicy(endpointWire(world, endpoint, projectId), endpoint);
      return ok({ ...wire, enable_status: endpoint.enabled ? 'enable' : 'disable' });
    },
  },
  {
    service: 'VPCEP',
    name: 'ListServiceDescribeDetails',
    method: 'GET',
    path: '/v1/{project_id}/vpc-endpoint-services/describe',
    iamAction: 'vpcep:epserviceDesc:get',
    answer({ query }, { world }) {
      const [name, id] = [query.get('endpoint_service_name'), query.get('id')];
      if ((name === null) === (id === null)) return errorAnswer('VPCEP', 400);
      const service = world.services.find((each) => (name === null ? each.id === id : each.name === name));
      return service ? ok(serviceWire(service)) : errorAnswer('VPCEP', 404);
    },
  },
  {
    service: 'VPCEP',
    name: 'CreateEndpoint',
    method: 'POST',
    path: '/v1/{project_id}/vpc-endpoints',
    iamAction: 'vpcep:endpoints:create',
    write: true,
    answer({ body, projectId }, { world }) {
      const order = orderOf(body, world, projectId);
      if (typeof order === 'string') return errorAnswer('VPCEP', 400, { message: `Parameter error: ${order}.` });
      const endpoint = addEndpoint(world, order, Date.now());
      return ok(withPolicy(endpointWire(world, endpoint, projectId), endpoint));
    },
  },
];
