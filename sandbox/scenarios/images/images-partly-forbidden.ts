import type { ImageScenario } from './image-scenario.ts';

export const imagesPartlyForbidden: ImageScenario = {
  name: 'images-partly-forbidden',
  summary: 'One organisation does not let the bot list its repositories',
  command: 'images prod',
  arrange(world) {
    world.registry.reverse();
    // The first that is asked for is the one with the most rights.
    world.faults.push({ service: 'SWR', operation: 'ListReposDetails', trouble: { kind: 'status', status: 403 }, skip: 1 });
  },
  expect: {
    success: true,
    issues: [],
    state: 'succeeded',
    images: 3,
    selected: 'team-payments/nginx:stable',
    because: 'image_chosen',
    warnings: ['registry_unreadable'],
  },
};
