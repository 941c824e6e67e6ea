import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE } from './node-pool-scenario.ts';

export const resizeOneMore: PlanScenario = {
  name: 'resize-one-more',
  summary: 'A pool gets one node more, which takes a moment to join',
  command: RESIZE,
  arrange() {},
  expect: GROW,
  applied: { state: 'succeeded', error: null, writes: 1 },
};
