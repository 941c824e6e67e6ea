import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeEndingImage: SmokeScenario = {
  name: 'smoke-ending-image',
  summary: 'The image is a tool that runs once and ends',
  command: 'smoke prod image=swr.cn-north-4.myhuaweicloud.com/team-payments/nightly-batch-cli:2026-11-20',
  arrange: () => {},
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 2 },
  pods: 'CrashLoopBackOff',
};
