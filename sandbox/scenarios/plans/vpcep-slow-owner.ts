import { SERVICES } from '../../story.ts';
import { CREATE_ALL, type PlanScenario, VPCEP_WITH_OBS } from './plan-scenario.ts';

export const vpcepSlowOwner: PlanScenario = {
  name: 'vpcep-slow-owner',
  summary: 'A new endpoint waits a while until the owner of the service accepts it',
  command: VPCEP_WITH_OBS,
  arrange(world) {
    world.endpoints = [];
    for (const service of world.services)
      if (service.name === SERVICES.swr.name) service.outcome = { kind: 'pendingAcceptance', forMs: 40 };
  },
  expect: { state: 'awaiting_approval', steps: CREATE_ALL, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 3 },
};
