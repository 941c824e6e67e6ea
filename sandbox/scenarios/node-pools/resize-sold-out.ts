import { siteOf } from '../../site.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { NO_PLAN, RESIZE } from './node-pool-scenario.ts';

export const resizeSoldOut: PlanScenario = {
  name: 'resize-sold-out',
  summary: 'The pool was asked for more before, and its flavor is sold out',
  command: RESIZE,
  arrange(world) {
    const pool = siteOf(world, 'prod').workers;
    pool.desired = 3;
    for (const flavor of world.flavors) flavor.stock = { [pool.zone]: 0 };
  },
  expect: { ...NO_PLAN, state: 'blocked', issues: ['nodepool_unscalable'] },
};
