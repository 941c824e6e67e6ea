import type { PlanNames } from '../plan-names.ts';
import { KINDS } from './resources.ts';
import { vpcep } from './vpcep.ts';

/** How people call what `setup` writes. The add-on's values also go by the path that its own page in the CCE console shows. */
export const setup: PlanNames = {
  kinds: KINDS,
  fields: {
    ...vpcep.fields,
    version: 'Version',
    'basic.network_id': 'Pod subnet, IPv4 subnet id (basic.network_id)',
    'basic.networkID': 'Pod subnet, IPv4 subnet id (basic.networkID)',
    'basic.subnet_id': 'Pod subnet, IPv4 subnet id (basic.subnet_id)',
    'custom.subnet_id': 'Pod subnet, IPv4 subnet id (custom.subnet_id)',
    'custom.subnets': 'All pod subnets (custom.subnets)',
    'basic.project_id': 'Project id (basic.project_id)',
    'basic.projectID': 'Project id (basic.projectID)',
    'basic.vpc_id': 'VPC (basic.vpc_id)',
    'basic.vpcID': 'VPC (basic.vpcID)',
    'basic.cluster_id': 'Cluster id (basic.cluster_id)',
    'basic.clusterID': 'Cluster id (basic.clusterID)',
    'basic.cluster_name': 'Cluster name (basic.cluster_name)',
    'flavor.replicas': 'Instances (flavor.replicas)',
    'custom.isInstallProxy': 'Service interworking (custom.isInstallProxy)',
    'custom.enableScheduleProfileLocalSurge': 'Local surge (custom.enableScheduleProfileLocalSurge)',
    'custom.enableLogCollection': 'Log collection (custom.enableLogCollection)',
  },
};
