import type { PlanNames } from '../plan-names.ts';

/** How people call what `vpcep` writes. */
export const vpcep: PlanNames = {
  kinds: { 'vpc-endpoint': { one: 'VPC endpoint', many: 'VPC endpoints' } },
  fields: {
    service_name: 'Service',
    endpoint_service_id: 'Service id',
    vpc_id: 'VPC',
    subnet_id: 'Subnet (VPC subnet id)',
    enable_dns: 'Private domain name',
    routetables: 'Route tables',
  },
};
