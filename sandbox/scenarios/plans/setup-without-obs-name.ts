import { removeAddon, siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const setupWithoutObsName: PlanScenario = {
  name: 'setup-without-obs-name',
  summary: 'Nothing is there, and nobody was told the OBS service name',
  command: 'setup prod',
  arrange(world) {
    removeAddon(siteOf(world, 'prod').cluster);
    world.endpoints = [];
  },
  expect: { state: 'blocked', steps: {}, issues: ['obs_name_required'], warnings: [] },
};
