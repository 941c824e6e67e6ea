import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE } from './node-pool-scenario.ts';

export const resizeHalfSoldOut: PlanScenario = {
  name: 'resize-half-sold-out',
  summary: 'Two nodes are wanted, and there is one left to buy',
  command: RESIZE.replace('=3', '=4'),
  arrange(world) {
    for (const flavor of world.flavors) flavor.stock = { 'cn-north-4a': 1 };
  },
  expect: GROW,
  applied: { state: 'failed', error: 'nodepool_unscalable', writes: 1 },
};
