import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnoseForbiddenInTheMiddle = diagnoseScenario(
  'diagnose-forbidden-in-the-middle',
  'Logs, events and endpoints are refused: the cause is found without them',
  {
    arrange(world) {
      settle(world, ({ addon, podSubnet }) => {
        addon.values = { ...addon.values, custom: { ...(addon.values.custom as object), subnet_id: podSubnet.id } };
      });
      for (const operation of ['ReadPodLog', 'ListEvents'] as const)
        world.faults.push({ service: 'Kubernetes', operation, trouble: { kind: 'status', status: 403 } });
      world.faults.push({ service: 'VPCEP', operation: 'ListEndpoints', trouble: { kind: 'status', status: 403 } });
    },
    expect: { ...finds('addon-swapped-subnet'), warnings: ['permission_denied', 'permission_denied', 'permission_denied'] },
  },
);
