import { siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const vpcepRouteTableMiss: PlanScenario = {
  name: 'vpcep-route-table-miss',
  summary: 'The OBS gateway is not bound to the route table of the pods',
  command: 'vpcep prod',
  arrange(world) {
    const { vpc, endpoints } = siteOf(world, 'prod');
    endpoints.obs.routeTableIds = vpc.routeTables.filter((table) => !table.isDefault).map((table) => table.id);
  },
  expect: { state: 'blocked', steps: {}, issues: ['endpoint_broken'], warnings: [] },
};
