import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE } from './node-pool-scenario.ts';

export const resizeForbidden: PlanScenario = {
  name: 'resize-forbidden',
  summary: 'The credentials may look, and may not scale',
  command: RESIZE,
  arrange(world) {
    world.faults.push({ service: 'CCE', operation: 'ScaleNodePool', trouble: { kind: 'status', status: 403 } });
  },
  expect: GROW,
  applied: { state: 'failed', error: 'permission_denied', writes: 1 },
};
