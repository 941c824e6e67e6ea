import { siteOf } from '../../site.ts';
import { idOf } from '../../story.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE } from './node-pool-scenario.ts';

export const createNamesakeMeanwhile: PlanScenario = {
  name: 'create-namesake-meanwhile',
  summary: 'Somebody makes another pool of that name a moment before',
  command: CREATE,
  arrange() {},
  meanwhile: {
    before: 'CreateNodePool',
    change(world) {
      const { cluster, workers } = siteOf(world, 'prod');
      cluster.nodePools.push({ ...workers, id: idOf('namesake'), name: 'burst-pool' });
    },
  },
  expect: MAKE,
  applied: { state: 'failed', error: 'nodepool_name_taken', writes: 1 },
};
