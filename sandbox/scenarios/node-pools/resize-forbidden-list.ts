import type { PlanScenario } from '../plans/plan-scenario.ts';
import { NO_PLAN, RESIZE } from './node-pool-scenario.ts';

export const resizeForbiddenList: PlanScenario = {
  name: 'resize-forbidden-list',
  summary: 'The credentials may not list node pools',
  command: RESIZE,
  arrange(world) {
    world.faults.push({ service: 'CCE', operation: 'ListNodePools', trouble: { kind: 'status', status: 403 } });
  },
  expect: { ...NO_PLAN, state: 'failed', issues: ['permission_denied'] },
};
