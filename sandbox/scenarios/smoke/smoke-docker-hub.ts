import { CREATE, type SmokeScenario } from './smoke-scenario.ts';

export const smokeDockerHub: SmokeScenario = {
  name: 'smoke-docker-hub',
  summary: 'The image is of Docker Hub, which pods on CCI do not reach',
  command: 'smoke prod image=nginx:1.27',
  arrange: () => {},
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: ['image_docker_hub'] },
  applied: { state: 'succeeded', error: null, writes: 2 },
  pods: 'ImagePullBackOff',
};
