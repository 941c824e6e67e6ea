import type { PlanScenario } from '../plans/plan-scenario.ts';
import { NO_PLAN, RESIZE } from './node-pool-scenario.ts';

export const resizeUnknown: PlanScenario = {
  name: 'resize-unknown',
  summary: 'A mistyped pool: the nearest name is named',
  command: RESIZE.replace('worker', 'woker'),
  arrange() {},
  expect: { ...NO_PLAN, state: 'blocked', issues: ['nodepool_unknown'] },
};
