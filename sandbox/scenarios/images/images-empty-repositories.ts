import { repositoryOf } from '../../registry.ts';
import type { ImageScenario } from './image-scenario.ts';

export const imagesEmptyRepositories: ImageScenario = {
  name: 'images-empty-repositories',
  summary: 'Repositories were made and nothing was ever pushed',
  command: 'images prod',
  arrange(world) {
    for (const namespace of world.registry) namespace.repositories = [repositoryOf('nginx', []), repositoryOf('base/web', [])];
  },
  expect: { success: true, issues: [], state: 'succeeded', images: 0, selected: null, because: 'image_none', warnings: [] },
};
