import type { PlanNames } from '../plan-names.ts';
import { KINDS } from './resources.ts';

/** How people call what `vpcep` writes. */
export const vpcep: PlanNames = {
  kinds: KINDS,
  fields: {
    service_name: '服务',
    endpoint_service_id: '服务 ID',
    vpc_id: 'VPC',
    subnet_id: '子网（网络 ID）',
    enable_dns: '内网域名',
    routetables: '路由表',
  },
};
