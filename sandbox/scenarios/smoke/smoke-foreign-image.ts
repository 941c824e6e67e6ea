import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeForeignImage: SmokeScenario = {
  name: 'smoke-foreign-image',
  summary: 'The image belongs to another account, which lets nobody pull it',
  command: 'smoke prod image=swr.cn-north-4.myhuaweicloud.com/somebody-else/nginx:1.0',
  arrange: () => {},
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 2 },
  pods: 'ImagePullBackOff',
};
