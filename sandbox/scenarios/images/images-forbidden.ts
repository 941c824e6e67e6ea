import type { ImageScenario } from './image-scenario.ts';

export const imagesForbidden: ImageScenario = {
  name: 'images-forbidden',
  summary: 'The bot may not list the organisations of SWR',
  command: 'images prod',
  arrange(world) {
    world.faults.push({ service: 'SWR', operation: 'ListNamespaces', trouble: { kind: 'status', status: 403 } });
  },
  expect: { success: false, issues: [], state: 'failed', images: null, selected: null, because: 'permission_denied', warnings: [] },
};
