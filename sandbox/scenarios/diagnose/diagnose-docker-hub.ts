import { diagnoseScenario, finds, pullFails, settle } from './diagnose-scenario.ts';

export const diagnoseDockerHub = diagnoseScenario('diagnose-docker-hub', 'The image is on Docker Hub, which pods on CCI do not reach', {
  workload: true,
  arrange(world) {
    settle(world);
    pullFails(
      world,
      'failed to do request: Head "https://registry-1.docker.io/v2/library/nginx/manifests/1.27": dial tcp 54.236.113.205:443: i/o timeout',
      'nginx:1.27',
    );
  },
  expect: { ...finds('image-docker-hub') },
});
