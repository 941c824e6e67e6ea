import type { ImageScenario } from './image-scenario.ts';

export const imagesNone: ImageScenario = {
  name: 'images-none',
  summary: 'The account has no organisation in SWR',
  command: 'images prod',
  arrange(world) {
    world.registry = [];
  },
  expect: { success: true, issues: [], state: 'succeeded', images: 0, selected: null, because: 'image_none', warnings: [] },
};
