import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE } from './node-pool-scenario.ts';

export const createSoldOut: PlanScenario = {
  name: 'create-sold-out',
  summary: 'The flavor of the new pool is sold out: the pool is made, and stays empty',
  command: CREATE,
  arrange(world) {
    for (const flavor of world.flavors) flavor.stock = { 'cn-north-4a': 0 };
  },
  expect: MAKE,
  applied: { state: 'failed', error: 'nodepool_unscalable', writes: 1 },
};
