import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE, refuses } from './node-pool-scenario.ts';

export const createQuota: PlanScenario = {
  name: 'create-quota',
  summary: 'The account has no quota left for disks',
  command: CREATE,
  arrange(world) {
    world.faults.push(refuses('CreateNodePool', 400, 'CCE.01400013', 'EVS quota is insufficient'));
  },
  expect: MAKE,
  applied: { state: 'failed', error: 'quota_exceeded', writes: 1 },
};
