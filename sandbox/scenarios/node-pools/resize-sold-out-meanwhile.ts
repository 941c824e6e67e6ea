import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE } from './node-pool-scenario.ts';

export const resizeSoldOutMeanwhile: PlanScenario = {
  name: 'resize-sold-out-meanwhile',
  summary: 'The flavor sells out between the plan and its apply: CCE refuses at once',
  command: RESIZE,
  arrange() {},
  meanwhile: {
    before: 'ScaleNodePool',
    change(world) {
      for (const flavor of world.flavors) flavor.stock = { 'cn-north-4a': 0 };
    },
  },
  expect: GROW,
  applied: { state: 'failed', error: 'flavor_sold_out', writes: 1 },
};
