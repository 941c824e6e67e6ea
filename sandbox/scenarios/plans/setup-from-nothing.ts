import { removeAddon, siteOf } from '../../site.ts';
import { CREATE_ALL, type PlanScenario, SETUP_WITH_OBS } from './plan-scenario.ts';

export const setupFromNothing: PlanScenario = {
  name: 'setup-from-nothing',
  summary: 'Neither endpoints nor the add-on: everything is made, and the virtual node becomes Ready',
  command: SETUP_WITH_OBS,
  arrange(world) {
    removeAddon(siteOf(world, 'prod').cluster);
    world.endpoints = [];
  },
  expect: { state: 'awaiting_approval', steps: { ...CREATE_ALL, addon: 'create' }, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 4 },
};
