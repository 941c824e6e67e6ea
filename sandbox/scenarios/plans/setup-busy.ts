import { siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const setupBusy: PlanScenario = {
  name: 'setup-busy',
  summary: 'Somebody is upgrading the add-on right now',
  command: 'setup prod',
  arrange(world) {
    siteOf(world, 'prod').addon.status = 'upgrading';
  },
  expect: { state: 'blocked', steps: {}, issues: ['addon_busy'], warnings: [] },
};
