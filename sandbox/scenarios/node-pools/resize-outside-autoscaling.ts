import { siteOf } from '../../site.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { NO_PLAN, RESIZE } from './node-pool-scenario.ts';

export const resizeOutsideAutoscaling: PlanScenario = {
  name: 'resize-outside-autoscaling',
  summary: 'A pool that scales by itself, beyond its upper bound',
  command: RESIZE.replace('=3', '=9'),
  arrange(world) {
    siteOf(world, 'prod').workers.autoscaling = { enable: true, min: 1, max: 5 };
  },
  expect: { ...NO_PLAN, state: 'blocked', issues: ['nodepool_outside_autoscaling'] },
};
