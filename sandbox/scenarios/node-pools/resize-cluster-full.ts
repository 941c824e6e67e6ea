import { siteOf } from '../../site.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE } from './node-pool-scenario.ts';

export const resizeClusterFull: PlanScenario = {
  name: 'resize-cluster-full',
  summary: 'The scale of the cluster allows no more nodes',
  command: RESIZE,
  arrange(world) {
    siteOf(world, 'prod').cluster.mostNodes = 2;
  },
  expect: GROW,
  applied: { state: 'failed', error: 'cluster_full', writes: 1 },
};
