import { diagnoseScenario, finds, pullFails, settle, TIMES_OUT } from './diagnose-scenario.ts';

export const diagnoseRouteTable = diagnoseScenario(
  'diagnose-route-table',
  'The OBS gateway is not in the route table of the pod subnet: only some pods pull',
  {
    workload: true,
    arrange(world) {
      const { endpoints, vpc } = settle(world);
      endpoints.obs.routeTableIds = [vpc.routeTables[1]?.id ?? ''];
      pullFails(world, TIMES_OUT);
    },
    expect: { ...finds('endpoint-route-table-miss') },
  },
);
