import { siteOf } from '../../site.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupOwnValues: PlanScenario = {
  name: 'setup-own-values',
  summary: 'An operator has chosen flavor, switches and a further subnet; only the wrong value changes',
  command: 'setup prod',
  arrange(world) {
    const { addon, podSubnet, nodeSubnet } = siteOf(world, 'prod');
    const { basic, custom } = addon.values;
    addon.values = {
      basic: { ...(basic as object), network_id: podSubnet.id },
      flavor: { name: 'custom', replicas: '3', resources: [{ name: 'virtual-kubelet', requestsCpu: '500m', requestsMem: '1Gi' }] },
      custom: {
        ...(custom as object),
        isInstallProxy: true,
        enableScheduleProfileLocalSurge: false,
        subnets: [{ subnetID: podSubnet.neutronId, note: 'ours' }, { subnetID: nodeSubnet.neutronId }],
        podDisruptionBudget: { create: true, maxUnavailable: 1 },
      },
      ours: { kept: [1, 'two'] },
    };
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'update' }, issues: [], warnings: ['addon_repair'] },
  applied: { state: 'succeeded', error: null, writes: 1 },
};
