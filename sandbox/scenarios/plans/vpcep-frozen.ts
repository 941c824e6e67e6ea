import { siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const vpcepFrozen: PlanScenario = {
  name: 'vpcep-frozen',
  summary: 'An endpoint is frozen, for an unpaid bill perhaps',
  command: 'vpcep prod',
  arrange(world) {
    siteOf(world, 'prod').endpoints['swr-api'].frozen = true;
  },
  expect: { state: 'blocked', steps: {}, issues: ['endpoint_broken'], warnings: [] },
};
