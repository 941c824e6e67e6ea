import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE } from './node-pool-scenario.ts';

export const createOne: PlanScenario = {
  name: 'create-one',
  summary: 'A pool like the one that is there',
  command: CREATE,
  arrange() {},
  expect: MAKE,
  applied: { state: 'succeeded', error: null, writes: 1 },
};
