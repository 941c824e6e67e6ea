import { idOf } from '../../story.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const setupSwappedParameter: PlanScenario = {
  name: 'setup-swapped-parameter',
  summary: 'The VPC subnet id is given where the IPv4 subnet id belongs',
  command: `setup prod cci_subnet_id=${idOf('prod', 'subnet', 'pods')}`,
  arrange: () => {},
  expect: { state: 'blocked', steps: {}, issues: ['subnet_swapped'], warnings: [] },
};
