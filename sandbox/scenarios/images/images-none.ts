import type { ImageScenario } from './image-scenario.ts';

export const imagesNone: ImageScenario = {
  name: 'images-none',
  summary: 'The account has no organisation in SWR',
  arrange(world) {
    world.registry = [];
  },
  expect: { state: 'succeeded', images: 0, selected: null, because: 'image_none', warnings: [] },
};
