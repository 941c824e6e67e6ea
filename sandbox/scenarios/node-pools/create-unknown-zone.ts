import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE } from './node-pool-scenario.ts';

export const createUnknownZone: PlanScenario = {
  name: 'create-unknown-zone',
  summary: 'An availability zone that the region does not have',
  command: CREATE.replace('cn-north-4a', 'cn-north-4x'),
  arrange() {},
  expect: { ...MAKE, warnings: ['nodepool_values_unused'] },
  applied: { state: 'failed', error: 'zone_unavailable', writes: 1 },
};
