import { idOf } from '../story.ts';
import type { Scenario } from './scenario.ts';

export const swappedSubnetParameter: Scenario = {
  name: 'swapped-subnet-parameter',
  summary: 'Someone types the IPv4 subnet id where the VPC subnet id belongs',
  command: `precheck prod vpcep_subnet_id=${idOf('prod', 'neutron', 'nodes')}`,
  arrange: () => {},
  expect: { success: false, issues: ['subnet_swapped'], warnings: [] },
};
