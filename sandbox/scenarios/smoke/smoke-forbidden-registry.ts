import type { SmokeScenario } from './smoke-scenario.ts';

export const smokeForbiddenRegistry: SmokeScenario = {
  name: 'smoke-forbidden-registry',
  summary: 'The bot may not look into SWR, and nobody said which image',
  command: 'smoke prod',
  arrange(world) {
    world.faults.push({ service: 'SWR', trouble: { kind: 'status', status: 403 } });
  },
  expect: { state: 'failed', steps: {}, issues: ['permission_denied'], warnings: [] },
};
