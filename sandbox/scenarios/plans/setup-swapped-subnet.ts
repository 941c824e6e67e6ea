import { swappedSubnetAddon } from '../swapped-subnet-addon.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupSwappedSubnet: PlanScenario = {
  name: 'setup-swapped-subnet',
  summary: 'The installed add-on has VPC subnet ids where IPv4 subnet ids belong: they are set right',
  command: 'setup prod',
  arrange: (world) => swappedSubnetAddon.arrange(world),
  expect: {
    state: 'awaiting_approval',
    steps: { ...UNCHANGED, addon: 'update' },
    issues: [],
    warnings: ['addon_repair'],
  },
  applied: { state: 'succeeded', error: null, writes: 1 },
};
