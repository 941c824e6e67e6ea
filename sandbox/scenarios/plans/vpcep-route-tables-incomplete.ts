import { idOf } from '../../story.ts';
import { type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepRouteTablesIncomplete: PlanScenario = {
  name: 'vpcep-route-tables-incomplete',
  summary: 'The given route tables leave out the one of the pods',
  command: `${VPCEP_WITH_OBS} route_table_ids=${idOf('prod', 'route-table', 'isolated')}`,
  arrange(world) {
    world.endpoints = [];
  },
  expect: { state: 'blocked', steps: {}, issues: ['route_table_incomplete'], warnings: [] },
};
