import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, NO_PLAN } from './node-pool-scenario.ts';

export const createNameTaken: PlanScenario = {
  name: 'create-name-taken',
  summary: 'A pool of that name is there',
  command: CREATE.replace('burst-pool', 'worker-pool'),
  arrange() {},
  expect: { ...NO_PLAN, state: 'blocked', issues: ['nodepool_name_taken'] },
};
