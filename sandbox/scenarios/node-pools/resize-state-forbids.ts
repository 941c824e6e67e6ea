import type { PlanScenario } from '../plans/plan-scenario.ts';
import { GROW, RESIZE, refuses } from './node-pool-scenario.ts';

export const resizeStateForbids: PlanScenario = {
  name: 'resize-state-forbids',
  summary: 'CCE takes no change of this pool right now',
  command: RESIZE,
  arrange(world) {
    world.faults.push(refuses('ScaleNodePool', 403, 'CCE.01403005', 'nodepool status does not allow this'));
  },
  expect: GROW,
  applied: { state: 'failed', error: 'state_forbids', writes: 1 },
};
