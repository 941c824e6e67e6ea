import { siteOf } from '../site.ts';
import { idOf } from '../story.ts';
import type { Scenario } from './scenario.ts';

export const foreignSubnetAddon: Scenario = {
  name: 'foreign-subnet-addon',
  summary: 'The add-on names a second pod subnet that is in another VPC',
  arrange(world) {
    const { addon, podSubnet } = siteOf(world, 'prod');
    const subnets = [podSubnet.neutronId, idOf('elsewhere', 'neutron', 'pods')].map((subnetID) => ({ subnetID }));
    addon.values = { ...addon.values, custom: { ...(addon.values.custom as object), subnets } };
  },
  expect: { success: false, issues: ['addon_misconfigured'], warnings: [] },
};
