import { removeAddon, siteOf } from '../../site.ts';
import { diagnoseScenario, finds } from './diagnose-scenario.ts';

export const diagnoseNotInstalled = diagnoseScenario('diagnose-not-installed', 'Nobody has installed the add-on', {
  arrange(world) {
    removeAddon(siteOf(world, 'prod').cluster);
  },
  expect: { ...finds('addon-missing') },
});
