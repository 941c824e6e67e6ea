import { SERVICES } from '../../story.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const vpcepObsNameOfAnotherKind: PlanScenario = {
  name: 'vpcep-obs-name-of-another-kind',
  summary: 'The OBS service name is that of an interface service',
  command: `vpcep prod obs_endpoint_service_name=${SERVICES.swr.name}`,
  arrange(world) {
    world.endpoints = [];
  },
  expect: { state: 'blocked', steps: {}, issues: ['endpoint_service_mismatch'], warnings: [] },
};
