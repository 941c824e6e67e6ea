import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE } from './node-pool-scenario.ts';

export const resizeLostAnswer: PlanScenario = {
  name: 'resize-lost-answer',
  summary: 'The pool is scaled, and the answer never arrives',
  command: RESIZE,
  arrange(world) {
    world.faults.push({ service: 'CCE', operation: 'ScaleNodePool', trouble: { kind: 'commit-then-hang' }, times: 1 });
  },
  expect: GROW,
  applied: { state: 'succeeded', error: null, writes: 1, adopted: ['nodepool'] },
};
