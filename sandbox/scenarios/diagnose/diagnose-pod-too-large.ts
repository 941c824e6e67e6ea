import { diagnoseScenario, finds, settle, smoke } from './diagnose-scenario.ts';

export const diagnosePodTooLarge = diagnoseScenario('diagnose-pod-too-large', 'The pods ask for more than the largest size on CCI', {
  workload: true,
  arrange(world) {
    settle(world);
    smoke(world, { is: 'unscheduled', message: 'no matching flavor' }, { cpu: '96', memory: '768Gi' });
  },
  expect: { ...finds('pod-size-unsupported') },
});
