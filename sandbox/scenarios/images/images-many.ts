import { repositoryOf } from '../../registry.ts';
import type { ImageScenario } from './image-scenario.ts';

export const imagesMany: ImageScenario = {
  name: 'images-many',
  summary: 'Thirty organisations, 600 repositories in one of them, 1,200 tags in another',
  command: 'images prod',
  arrange(world) {
    const tags = Array.from({ length: 1_200 }, (_, i) => `2026.${String(i).padStart(4, '0')}`);
    world.registry = Array.from({ length: 30 }, (_, i) => ({
      id: i,
      name: `team-${i}`,
      creator: 'ops-admin',
      auth: i === 29 ? 7 : 3,
      repositories: i === 0 ? [repositoryOf('app', tags)] : i === 1 ? crowd() : [repositoryOf('web', ['1.0'])],
    }));
  },
  expect: {
    success: true,
    issues: [],
    state: 'succeeded',
    images: 1_828,
    selected: 'team-29/web:1.0',
    because: 'image_chosen',
    warnings: [],
  },
};

const crowd = () => Array.from({ length: 600 }, (_, i) => repositoryOf(`app-${i}`, ['latest']));
