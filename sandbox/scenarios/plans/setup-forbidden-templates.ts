import { removeAddon, siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const setupForbiddenTemplates: PlanScenario = {
  name: 'setup-forbidden-templates',
  summary: 'The credentials may not see which versions of the add-on are offered',
  command: 'setup prod',
  arrange(world) {
    removeAddon(siteOf(world, 'prod').cluster);
    world.faults.push({ service: 'CCE', operation: 'ListAddonTemplates', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'failed', steps: {}, issues: ['permission_denied'], warnings: [] },
};
