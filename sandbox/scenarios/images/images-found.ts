import type { ImageScenario } from './image-scenario.ts';

export const imagesFound: ImageScenario = {
  name: 'images-found',
  summary: 'Two organisations with a server, a batch tool and an empty repository',
  command: 'images prod',
  arrange: () => {},
  expect: {
    success: true,
    issues: [],
    state: 'succeeded',
    images: 4,
    selected: 'team-payments/nginx:stable',
    because: 'image_chosen',
    warnings: [],
  },
};
