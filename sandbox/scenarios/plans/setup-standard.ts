import { makeStandard, removeAddon, siteOf } from '../../site.ts';
import { idOf } from '../../story.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupStandard: PlanScenario = {
  name: 'setup-standard',
  summary: 'A Standard cluster that is allowed, with the pod subnet that it has not itself',
  command: `setup prod cci_subnet_id=${idOf('prod', 'neutron', 'pods')}`,
  arrange(world) {
    const { cluster } = siteOf(world, 'prod');
    makeStandard(cluster, 'vpc-router');
    removeAddon(cluster);
    for (const configured of world.configured) configured.settings = { allowStandard: true };
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'create' }, issues: [], warnings: ['standard_cluster'] },
  applied: { state: 'succeeded', error: null, writes: 1 },
};
