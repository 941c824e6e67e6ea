import type { EndpointServiceState, EndpointState, World } from '../world.ts';

/** The members of a policy statement are capitalised on the wire. */
export const policyWire = (endpoint: EndpointState) =>
  endpoint.policy?.map(({ effect, actions, resources }) => ({ Effect: effect, Action: actions, Resource: resources }));

/** An endpoint as lists and details have it in common. */
export const endpointWire = (world: World, endpoint: EndpointState, projectId: string) => ({
  id: endpoint.id,
  service_type: endpoint.serviceType,
  status: endpoint.status,
  active_status: [endpoint.frozen ? 'frozen' : 'active'],
  endpoint_service_name: endpoint.serviceName,
  marker_id: 302_101_001 + world.endpoints.indexOf(endpoint),
  endpoint_service_id: world.services.find((service) => service.name === endpoint.serviceName)?.id ?? '',
  enable_dns: endpoint.dnsEnabled,
  vpc_id: endpoint.vpcId,
  created_at: endpoint.createdAt,
  updated_at: endpoint.createdAt,
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

export const serviceWire = (service: EndpointServiceState) => ({
  id: service.id,
  service_name: service.name,
  service_type: service.type,
  created_at: '2024-05-14T03:22:10Z',
  is_charge: service.charged,
  enable_policy: service.policyEnabled,
});
