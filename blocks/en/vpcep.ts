import type { PlanNames } from '../plan-names.ts';
import { KINDS } from './resources.ts';

/** How people call what `vpcep` writes. */
export const vpcep: PlanNames = {
  kinds: KINDS,
  fields: {
    service_name: 'Service',
    endpoint_service_id: 'Service id',
    vpc_id: 'VPC',
    subnet_id: 'Subnet (VPC subnet id)',
    enable_dns: 'Private domain name',
    routetables: 'Route tables',
  },
};
