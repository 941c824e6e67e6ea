import type { ImageScenario } from './image-scenario.ts';

export const imagesFound: ImageScenario = {
  name: 'images-found',
  summary: 'Two organisations with a server, a batch tool and an empty repository',
  arrange: () => {},
  expect: { state: 'succeeded', images: 4, selected: 'team-payments/nginx:stable', because: 'image_chosen', warnings: [] },
};
