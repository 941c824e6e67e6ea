import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE, refuses } from './node-pool-scenario.ts';

export const resizeQuota: PlanScenario = {
  name: 'resize-quota',
  summary: 'The account has no quota left for servers',
  command: RESIZE,
  arrange(world) {
    world.faults.push(refuses('ScaleNodePool', 400, 'CCE.01400008', 'ECS quota is insufficient'));
  },
  expect: GROW,
  applied: { state: 'failed', error: 'quota_exceeded', writes: 1 },
};
