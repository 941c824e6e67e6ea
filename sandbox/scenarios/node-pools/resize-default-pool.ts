import type { PlanScenario } from '../plans/plan-scenario.ts';
import { NO_PLAN, RESIZE } from './node-pool-scenario.ts';

export const resizeDefaultPool: PlanScenario = {
  name: 'resize-default-pool',
  summary: 'The default pool takes nodes by hand only',
  command: RESIZE.replace('worker-pool', 'DefaultPool'),
  arrange() {},
  expect: { ...NO_PLAN, state: 'blocked', issues: ['nodepool_default'] },
};
