import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE } from './node-pool-scenario.ts';

export const createLostAnswer: PlanScenario = {
  name: 'create-lost-answer',
  summary: 'The pool is made, and the answer never arrives',
  command: CREATE,
  arrange(world) {
    world.faults.push({ service: 'CCE', operation: 'CreateNodePool', trouble: { kind: 'commit-then-reset' }, times: 1 });
  },
  expect: MAKE,
  applied: { state: 'succeeded', error: null, writes: 1, adopted: ['nodepool'] },
};
