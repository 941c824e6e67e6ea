import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const addonInstalling: Scenario = {
  name: 'addon-installing',
  summary: 'The add-on is being installed',
  arrange(world) {
    siteOf(world, 'prod').addon.status = 'installing';
  },
  expect: { success: true, issues: [], warnings: ['addon_busy'] },
};
