import { removeAddon, siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const setupNoVersion: PlanScenario = {
  name: 'setup-no-version',
  summary: 'No version of the add-on is offered for this Kubernetes',
  command: 'setup prod',
  arrange(world) {
    const { cluster } = siteOf(world, 'prod');
    removeAddon(cluster);
    cluster.version = 'v1.36';
  },
  expect: { state: 'blocked', steps: {}, issues: ['addon_version_unavailable'], warnings: [] },
};
