import { CREATE, NGINX, type SmokeScenario } from './smoke-scenario.ts';

export const smokeImageGiven: SmokeScenario = {
  name: 'smoke-image-given',
  summary: 'The bot may not look into SWR, which does not matter: the image is given',
  command: `smoke prod image=${NGINX}`,
  arrange(world) {
    world.faults.push({ service: 'SWR', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'awaiting_approval', steps: CREATE, issues: [], warnings: [] },
  applied: { state: 'succeeded', error: null, writes: 2 },
  pods: 'Running',
};
