import { SERVICES } from '../../story.ts';
import { CREATE_ALL, type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepEndsFailed: PlanScenario = {
  name: 'vpcep-ends-failed',
  summary: 'The second endpoint is accepted for work and ends failed: the third is not begun',
  command: VPCEP_WITH_OBS,
  arrange(world) {
    world.endpoints = [];
    const error = { code: 'EndPoint.0001', message: 'System error. Please retry.' };
    for (const service of world.services) if (service.name === SERVICES['swr-api'].name) service.outcome = { kind: 'failed', error };
  },
  expect: { state: 'awaiting_approval', steps: CREATE_ALL, issues: [], warnings: [] },
  applied: { state: 'failed', error: 'endpoint_broken', writes: 2 },
};
