import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const swappedSubnetAddon: Scenario = {
  name: 'swapped-subnet-addon',
  summary: 'The add-on was given VPC subnet ids, took them silently, and never gets its virtual node ready',
  arrange(world) {
    const { addon, podSubnet } = siteOf(world, 'prod');
    const values = structuredClone(addon.values);
    addon.values = {
      ...values,
      basic: { ...(values.basic as object), network_id: podSubnet.id },
      custom: { ...(values.custom as object), subnet_id: podSubnet.id, subnets: [{ subnetID: podSubnet.id }] },
    };
    addon.status = 'abnormal';
    addon.message = 'Deployment kube-system/bursting-cceaddon-virtual-kubelet-virtual-kubelet is not ready, ready replicas 0/2';
  },
  expect: { success: false, issues: ['addon_misconfigured', 'addon_misconfigured', 'addon_misconfigured'], warnings: ['addon_unhealthy'] },
};
