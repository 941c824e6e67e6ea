import { repositoryOf } from '../../registry.ts';
import type { ImageScenario } from './image-scenario.ts';

export const imagesPublicOnly: ImageScenario = {
  name: 'images-public-only',
  summary: 'Only organisations that everybody may pull from have images',
  command: 'images prod',
  arrange(world) {
    world.registry = ['library', 'hwofficial'].map((name, i) => ({
      id: i,
      name,
      creator: 'huawei',
      auth: 1,
      repositories: [repositoryOf('nginx', ['1.27.2'], { isPublic: true })],
    }));
  },
  expect: { success: true, issues: [], state: 'succeeded', images: 2, selected: null, because: 'image_none', warnings: [] },
};
