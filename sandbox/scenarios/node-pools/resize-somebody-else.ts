import { grow } from '../../cloud/node-pools.ts';
import { siteOf } from '../../site.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE } from './node-pool-scenario.ts';

export const resizeSomebodyElse: PlanScenario = {
  name: 'resize-somebody-else',
  summary: 'Somebody gives the pool just that many nodes a moment before',
  command: RESIZE,
  arrange() {},
  meanwhile: { before: 'ScaleNodePool', change: (world) => grow(world, siteOf(world, 'prod').workers, 3, Date.now()) },
  expect: GROW,
  applied: { state: 'succeeded', error: null, writes: 1, adopted: ['nodepool'] },
};
