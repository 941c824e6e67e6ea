import { siteOf } from '../../site.ts';
import type { SmokeScenario } from './smoke-scenario.ts';

export const smokeHibernated: SmokeScenario = {
  name: 'smoke-hibernated',
  summary: 'The cluster is asleep',
  command: 'smoke prod',
  arrange(world) {
    siteOf(world, 'prod').cluster.phase = 'Hibernation';
  },
  expect: { state: 'blocked', steps: {}, issues: ['cluster_not_available'], warnings: [] },
};
