import type { PlanScenario } from './plan-scenario.ts';

export const vpcepWrongObsName: PlanScenario = {
  name: 'vpcep-wrong-obs-name',
  summary: 'The OBS service name was guessed, and no such service exists',
  command: 'vpcep prod obs_endpoint_service_name=cn-north-4.com.myhuaweicloud.v4.obsv2.lz026',
  arrange(world) {
    world.endpoints = [];
  },
  expect: { state: 'blocked', steps: {}, issues: ['endpoint_service_unknown'], warnings: [] },
};
