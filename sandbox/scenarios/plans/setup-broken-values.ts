import { siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const setupBrokenValues: PlanScenario = {
  name: 'setup-broken-values',
  summary: 'A group of the installed values is no object: nothing can be merged into it',
  command: 'setup prod',
  arrange(world) {
    const { addon } = siteOf(world, 'prod');
    addon.values = { ...addon.values, flavor: 'HA' };
  },
  expect: { state: 'blocked', steps: {}, issues: ['addon_values_invalid'], warnings: [] },
};
