import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE } from './node-pool-scenario.ts';

export const createWithoutSubEni: PlanScenario = {
  name: 'create-without-sub-eni',
  summary: 'A flavor without supplementary network interfaces, in a Turbo cluster',
  command: CREATE.replace('c7.2xlarge.2', 'c6.large.2'),
  arrange() {},
  expect: { ...MAKE, warnings: ['nodepool_values_unused', 'flavor_unproven_in_turbo'] },
  applied: { state: 'failed', error: 'flavor_without_sub_eni', writes: 1 },
};
