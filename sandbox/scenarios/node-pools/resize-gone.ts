import { siteOf } from '../../site.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE } from './node-pool-scenario.ts';

export const resizeGone: PlanScenario = {
  name: 'resize-gone',
  summary: 'Somebody deletes the pool while the plan is applied',
  command: RESIZE,
  arrange() {},
  meanwhile: {
    before: 'ShowNodePool',
    change(world) {
      siteOf(world, 'prod').cluster.nodePools = [];
    },
  },
  expect: GROW,
  applied: { state: 'failed', error: 'nodepool_gone', writes: 0 },
};
