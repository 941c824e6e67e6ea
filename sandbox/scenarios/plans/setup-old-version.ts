import { siteOf } from '../../site.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupOldVersion: PlanScenario = {
  name: 'setup-old-version',
  summary: 'The installed add-on is from before CCI 2.0: it is upgraded',
  command: 'setup prod',
  arrange(world) {
    siteOf(world, 'prod').addon.version = '1.3.57';
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'update' }, issues: [], warnings: ['addon_from_cci1'] },
  applied: { state: 'succeeded', error: null, writes: 1 },
};
