import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeOtherRegion: SmokeScenario = {
  name: 'smoke-other-region',
  summary: 'The image is in SWR of another region',
  command: 'smoke prod image=swr.cn-east-3.myhuaweicloud.com/team-payments/nginx:stable',
  arrange: () => {},
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: ['image_other_region'] },
  applied: { state: 'succeeded', error: null, writes: 2 },
  pods: 'ImagePullBackOff',
};
