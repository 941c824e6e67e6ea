import type { Scenario } from './scenario.ts';

export const forbiddenAddons: Scenario = {
  name: 'forbidden-addons',
  summary: 'The credentials may not see add-ons: that is not the same as no add-on',
  arrange(world) {
    world.faults.push({ service: 'CCE', operation: 'ListAddonInstances', trouble: { kind: 'status', status: 403 } });
  },
  expect: { success: false, issues: ['permission_denied'], warnings: [] },
};
