import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE } from './node-pool-scenario.ts';

export const createForbidden: PlanScenario = {
  name: 'create-forbidden',
  summary: 'The credentials may look, and may not make pools',
  command: CREATE,
  arrange(world) {
    world.faults.push({ service: 'CCE', operation: 'CreateNodePool', trouble: { kind: 'status', status: 403 } });
  },
  expect: MAKE,
  applied: { state: 'failed', error: 'permission_denied', writes: 1 },
};
