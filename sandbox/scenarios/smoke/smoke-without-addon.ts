import { removeAddon, siteOf } from '../../site.ts';
import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeWithoutAddon: SmokeScenario = {
  name: 'smoke-without-addon',
  summary: 'The add-on is not installed: there is no virtual node for the pods',
  command: 'smoke prod',
  arrange: (world) => removeAddon(siteOf(world, 'prod').cluster),
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: ['addon_absent'] },
  applied: { state: 'succeeded', error: null, writes: 2 },
  pods: 'Pending',
};
