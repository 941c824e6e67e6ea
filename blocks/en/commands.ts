import type { CommandInfo } from '../../src/core/command.ts';
import { type AskedParameter, labelIn } from '../command-words.ts';

/** What forms call each parameter that plans may be given; its own name stands beside it. */
const LABELS: Readonly<Record<AskedParameter, string>> = {
  vpcep_subnet_id: 'Endpoint subnet (VPC subnet id)',
  obs_endpoint_service_name: 'OBS endpoint service',
  route_table_ids: 'Route tables for OBS',
  cci_subnet_id: 'Pod subnet (IPv4 subnet id)',
  addon_version: 'Add-on version',
  namespace: 'Namespace',
  workload_name: 'Deployment name',
  image: 'Image',
  replicas: 'Replicas',
  nodepool_id: 'Node pool id',
  nodepool_name: 'Node pool name',
  node_count: 'Number of nodes',
  flavor: 'Flavor',
  availability_zone: 'Availability zone',
  root_volume_size: 'System disk size (GiB)',
  root_volume_type: 'System disk type',
  data_volume_size: 'Data disk size (GiB)',
  data_volume_type: 'Data disk type',
  ssh_key: 'Key pair',
  os: 'Operating system',
  subnet_id: 'Node subnet (VPC subnet id)',
  wait: 'Longest wait',
};

/** What help and forms say of a command and of each of its parameters: the English stands at the command itself. */
export const commands = {
  summary: (command: CommandInfo): string => command.summary,
  label: (parameter: string): string => labelIn(LABELS, parameter),
  /** `help`: the command's own words for the parameter. */
  parameter: (_command: string, _parameter: string, help: string): string => help,
};
