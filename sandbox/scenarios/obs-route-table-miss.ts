import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const obsRouteTableMiss: Scenario = {
  name: 'obs-route-table-miss',
  summary: 'The OBS gateway is bound to a route table that the pods are not routed by',
  arrange(world) {
    const { vpc, endpoints } = siteOf(world, 'prod');
    endpoints.obs.routeTableIds = vpc.routeTables.filter((table) => !table.isDefault).map((table) => table.id);
  },
  expect: { success: true, issues: [], warnings: ['endpoint_not_ready'] },
};
