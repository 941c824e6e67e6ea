import type { PlanNames } from '../plan-names.ts';
import { KINDS } from './resources.ts';
import { vpcep } from './vpcep.ts';

/** How people call what `setup` writes. The add-on's values also go by the path that its own page in the CCE console shows. */
export const setup: PlanNames = {
  kinds: KINDS,
  fields: {
    ...vpcep.fields,
    version: '版本',
    'basic.network_id': '容器子网，IPv4 子网 ID（basic.network_id）',
    'basic.networkID': '容器子网，IPv4 子网 ID（basic.networkID）',
    'basic.subnet_id': '容器子网，IPv4 子网 ID（basic.subnet_id）',
    'custom.subnet_id': '容器子网，IPv4 子网 ID（custom.subnet_id）',
    'custom.subnets': '所有容器子网（custom.subnets）',
    'basic.project_id': '项目 ID（basic.project_id）',
    'basic.projectID': '项目 ID（basic.projectID）',
    'basic.vpc_id': 'VPC（basic.vpc_id）',
    'basic.vpcID': 'VPC（basic.vpcID）',
    'basic.cluster_id': '集群 ID（basic.cluster_id）',
    'basic.clusterID': '集群 ID（basic.clusterID）',
    'basic.cluster_name': '集群名称（basic.cluster_name）',
    'flavor.replicas': '实例数（flavor.replicas）',
    'custom.isInstallProxy': 'Service 互通（custom.isInstallProxy）',
    'custom.enableScheduleProfileLocalSurge': '本地优先调度（custom.enableScheduleProfileLocalSurge）',
    'custom.enableLogCollection': '日志采集（custom.enableLogCollection）',
  },
};
