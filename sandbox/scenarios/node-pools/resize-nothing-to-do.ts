import type { PlanScenario } from '../plans/plan-scenario.ts';
import { RESIZE } from './node-pool-scenario.ts';

export const resizeNothingToDo: PlanScenario = {
  name: 'resize-nothing-to-do',
  summary: 'The pool has that many nodes already',
  command: RESIZE.replace('=3', '=2'),
  arrange() {},
  expect: { state: 'succeeded', steps: { nodepool: 'unchanged' }, issues: [], warnings: [] },
};
