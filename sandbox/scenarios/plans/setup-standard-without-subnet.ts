import { makeStandard, removeAddon, siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const setupStandardWithoutSubnet: PlanScenario = {
  name: 'setup-standard-without-subnet',
  summary: 'A Standard cluster that is allowed, and nobody said where its pods get their addresses',
  command: 'setup prod',
  arrange(world) {
    const { cluster } = siteOf(world, 'prod');
    makeStandard(cluster, 'vpc-router');
    removeAddon(cluster);
    for (const configured of world.configured) configured.settings = { allowStandard: true };
  },
  expect: { state: 'blocked', steps: {}, issues: ['cci_subnet_unresolved'], warnings: ['standard_cluster'] },
};
