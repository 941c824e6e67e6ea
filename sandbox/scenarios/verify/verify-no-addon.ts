import { removeAddon, siteOf } from '../../site.ts';
import type { Scenario } from '../scenario.ts';

export const verifyNoAddon: Scenario = {
  name: 'verify-no-addon',
  summary: 'Nobody has installed the add-on, so nothing connects the cluster to CCI',
  command: 'verify prod',
  arrange(world) {
    removeAddon(siteOf(world, 'prod').cluster);
  },
  expect: { success: false, issues: ['addon_not_installed'], warnings: [] },
};
