import { idOf } from '../../story.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, NO_PLAN } from './node-pool-scenario.ts';

export const createSwappedSubnet: PlanScenario = {
  name: 'create-swapped-subnet',
  summary: 'The other id of the node subnet is given: the right one is named',
  command: `${CREATE} subnet_id=${idOf('prod', 'neutron', 'nodes')}`,
  arrange() {},
  expect: { ...NO_PLAN, state: 'blocked', issues: ['subnet_swapped'] },
};
