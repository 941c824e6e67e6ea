import type { PlanScenario } from '../plans/plan-scenario.ts';
import { NO_PLAN, RESIZE } from './node-pool-scenario.ts';

export const resizeFewer: PlanScenario = {
  name: 'resize-fewer',
  summary: 'Somebody wants fewer nodes than there are: the bot takes none away',
  command: RESIZE.replace('=3', '=1'),
  arrange() {},
  expect: { ...NO_PLAN, state: 'blocked', issues: ['nodepool_shrink'] },
};
