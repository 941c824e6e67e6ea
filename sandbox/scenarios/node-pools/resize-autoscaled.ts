import { siteOf } from '../../site.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE } from './node-pool-scenario.ts';

export const resizeAutoscaled: PlanScenario = {
  name: 'resize-autoscaled',
  summary: 'A pool that scales by itself, inside its bounds',
  command: RESIZE,
  arrange(world) {
    siteOf(world, 'prod').workers.autoscaling = { enable: true, min: 1, max: 5 };
  },
  expect: { ...GROW, warnings: ['nodepool_autoscaled'] },
  applied: { state: 'succeeded', error: null, writes: 1 },
};
