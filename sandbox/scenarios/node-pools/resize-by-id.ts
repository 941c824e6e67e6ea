import { idOf } from '../../story.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW } from './node-pool-scenario.ts';

export const resizeById: PlanScenario = {
  name: 'resize-by-id',
  summary: 'The pool is named by its id, as the original skill asks for it',
  command: `resize-nodepool prod nodepool_id=${idOf('prod', 'node-pool', 'worker-pool')} node_count=5`,
  arrange() {},
  expect: GROW,
  applied: { state: 'succeeded', error: null, writes: 1 },
};
