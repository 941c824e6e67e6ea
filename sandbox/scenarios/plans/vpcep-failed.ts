import { siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const vpcepFailed: PlanScenario = {
  name: 'vpcep-failed',
  summary: 'An endpoint failed long ago: no second one is made beside it',
  command: 'vpcep prod',
  arrange(world) {
    const { swr } = siteOf(world, 'prod').endpoints;
    swr.status = 'failed';
    swr.error = { code: 'EndPoint.0001', message: 'System error. Please retry.' };
  },
  expect: { state: 'blocked', steps: {}, issues: ['endpoint_broken'], warnings: [] },
};
