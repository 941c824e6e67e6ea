import { removeAddon, siteOf } from '../../site.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupNewestVersion: PlanScenario = {
  name: 'setup-newest-version',
  summary: 'The version that the bot is tried with is not offered: the newest that is takes its place',
  command: 'setup prod',
  arrange(world) {
    removeAddon(siteOf(world, 'prod').cluster);
    for (const template of world.addonTemplates) template.versions = template.versions.filter(({ version }) => version !== '1.5.82');
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'create' }, issues: [], warnings: ['addon_version_untried'] },
  applied: { state: 'succeeded', error: null, writes: 1 },
};
