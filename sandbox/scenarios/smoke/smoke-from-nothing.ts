import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeFromNothing: SmokeScenario = {
  name: 'smoke-from-nothing',
  summary: 'Nothing of it is there: a namespace and a Deployment are made, and pods run on CCI',
  command: 'smoke prod',
  arrange: () => {},
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 2 },
  pods: 'Running',
};
