import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const missingProjectIdAddon: Scenario = {
  name: 'missing-project-id-addon',
  summary: 'The add-on was configured without the project id',
  arrange(world) {
    const { addon } = siteOf(world, 'prod');
    addon.values = { ...addon.values, basic: { ...(addon.values.basic as object), project_id: '' } };
  },
  expect: { success: false, issues: ['addon_misconfigured'], warnings: [] },
};
