import { siteOf } from '../../site.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { NO_PLAN, RESIZE } from './node-pool-scenario.ts';

export const resizeAsleep: PlanScenario = {
  name: 'resize-asleep',
  summary: 'The cluster hibernates: nothing can be changed in it',
  command: RESIZE,
  arrange(world) {
    siteOf(world, 'prod').cluster.phase = 'Hibernation';
  },
  expect: { ...NO_PLAN, state: 'blocked', issues: ['cluster_not_available'] },
};
