import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE } from './node-pool-scenario.ts';

export const createAnotherFlavor: PlanScenario = {
  name: 'create-another-flavor',
  summary: 'A flavor that no pool here uses: worth a warning, and it works',
  command: CREATE.replace('c7.2xlarge.2', 'c7.xlarge.2'),
  arrange() {},
  expect: { ...MAKE, warnings: ['nodepool_values_unused', 'flavor_unproven_in_turbo'] },
  applied: { state: 'succeeded', error: null, writes: 1 },
};
