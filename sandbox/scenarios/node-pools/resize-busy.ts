import { siteOf } from '../../site.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { NO_PLAN, RESIZE } from './node-pool-scenario.ts';

export const resizeBusy: PlanScenario = {
  name: 'resize-busy',
  summary: 'The pool is getting nodes from somebody else',
  command: RESIZE.replace('=3', '=5'),
  arrange(world) {
    const pool = siteOf(world, 'prod').workers;
    pool.desired = 4;
    pool.joining = [{ at: Number.MAX_SAFE_INTEGER }, { at: Number.MAX_SAFE_INTEGER }];
  },
  expect: { ...NO_PLAN, state: 'blocked', issues: ['nodepool_busy'] },
};
